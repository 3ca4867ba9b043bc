package transfers

import (
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"hinny/app/api"
	"hinny/app/ui/kit"
	"hinny/app/ui/look"
	"hinny/app/ui/memory"
	"hinny/app/ui/order"
	"hinny/app/words"
	"hinny/share"
)

// View draws the Model of a Presenter.
type View struct {
	widget.BaseWidget

	OnOpenFolder func(folder string) // empty: the downloads folder
	OnOpenFile   func(path string)
	OnCancel     func(question string, yes func()) // asks before something is lost
	OnCopy       func(what, text string)           // text for the clipboard
	OnBrowse     func(peer string)                 // the person wants to see what a provider shares
	// OnCategory: the person wants to add or change a category, for these downloads.
	OnCategory func(c api.Category, rows []api.Transfer)
	OnRename   func(t api.Transfer)
	OnLook     func(root share.RootHash) // another download is looked at; zero: none

	presenter *Presenter
	downloads *kit.Table[LineKey, Line]
	providers *kit.Table[string, source]
	uploads   *kit.Table[UploadKey, api.Upload]
	lower     *container.AppTabs
	filter    *kit.Field
	details   *details
	chunks    *chunkPane
	filing    *filing
	sources   *container.TabItem
	sending   *container.TabItem
	pause     *widget.Button
	resume    *widget.Button
	cancel    *widget.Button
	folder    *widget.Button
	summary   *widget.Label
}

// NewView returns the screen. call says what a peer is called.
func NewView(p *Presenter, call func(peer string) string) *View {
	v := &View{presenter: p, filing: newFiling(p), providers: providerTable(call), uploads: uploadTable(call), details: newDetails(), chunks: newChunkPane(), filter: kit.NewField(), summary: widget.NewLabel("")}
	v.downloads = downloadTable(p.Fold, call, v.filing.words)
	v.uploads.SetEmpty(lang.L("Nobody is downloading from you now"), lang.L("What you share can be found by everyone who is connected."))
	v.downloads.OnSort, v.uploads.OnSort = p.Sort, p.SortUploads
	v.downloads.OnOpen, v.downloads.OnDelete, v.downloads.OnMenu = v.open, v.remove, v.menu
	v.downloads.OnSelect, v.downloads.OnFold, v.downloads.OnMove = v.selected, p.Fold, v.move
	v.providers.OnMenu, v.providers.OnCopy = v.providerMenu, v.copyPeers
	v.filter.SetPlaceHolder(lang.L("Filter"))
	v.filter.OnChanged, v.filter.OnDown = p.Filter, v.FocusRows
	v.pause = widget.NewButtonWithIcon(lang.L("Pause"), theme.MediaPauseIcon(), func() { p.Pause(whole(v.downloads.Selected())) })
	v.resume = widget.NewButtonWithIcon(lang.L("Resume"), theme.MediaPlayIcon(), func() { p.Resume(whole(v.downloads.Selected())) })
	v.cancel = widget.NewButtonWithIcon(lang.L("Cancel"), theme.CancelIcon(), func() { v.remove(v.downloads.Selected()) })
	v.folder = widget.NewButtonWithIcon(lang.L("Open folder"), theme.FolderOpenIcon(), func() { v.openFolder(v.downloads.Selected()) })
	v.summary.Importance, v.summary.Truncation = widget.LowImportance, fyne.TextTruncateEllipsis
	v.sending = container.NewTabItem(lang.L("Uploads"), v.uploads)
	v.sources = container.NewTabItem(lang.L("Providers"), v.providers)
	v.lower = container.NewAppTabs(v.sending, v.sources, container.NewTabItem(lang.L("Details"), v.details), container.NewTabItem(lang.L("Chunks"), v.chunks))
	v.filing.onCategory = func(c api.Category, rows []api.Transfer) { v.OnCategory(c, rows) }
	v.ExtendBaseWidget(v)
	v.Update()
	return v
}

// CreateRenderer implements fyne.Widget.
func (v *View) CreateRenderer() fyne.WidgetRenderer {
	const filterWidth, filingWidth = 160, 150
	buttons := container.NewBorder(nil, nil, container.NewHBox(v.pause, v.resume, v.cancel, v.folder), container.NewHBox(kit.Wide(v.filing.Button, filingWidth), kit.Wide(v.filter, filterWidth)), v.summary)
	split := container.NewVSplit(container.NewBorder(buttons, nil, nil, nil, v.downloads), v.lower)
	split.Offset = 0.6
	return widget.NewSimpleRenderer(container.NewPadded(split))
}

// Update draws the newest Model.
func (v *View) Update() {
	m := v.presenter.View()
	v.filing.set(m)
	if m.Filtered > 0 {
		v.downloads.SetEmpty(lang.L("The filter leaves nothing"), lang.L("Clear the filter above to see all downloads."))
	} else {
		v.downloads.SetEmpty(lang.L("No downloads yet"), lang.L("Find something under Search, or add a link with Ctrl+L."))
	}
	v.downloads.SetRows(unfold(m), m.Order)
	v.uploads.SetRows(m.Uploads, m.UploadOrder)
	v.title(v.sending, lang.L("Uploads"), len(m.Uploads))
	if text := summary(m); v.summary.Text != text {
		v.summary.SetText(text)
	}
	v.follow()
}

// AddTab puts a tab below the downloads, behind the others.
func (v *View) AddTab(title string, content fyne.CanvasObject) {
	v.lower.Append(container.NewTabItem(title, content))
}

// ShowTab brings a tab below the downloads to the front, counted from 0.
func (v *View) ShowTab(i int) { v.lower.SelectIndex(i) }

// FocusSearch gives the keyboard to the filter.
func (v *View) FocusSearch(c fyne.Canvas) { c.Focus(v.filter) }

// FocusFilter gives the keyboard to the filter.
func (v *View) FocusFilter(c fyne.Canvas) { c.Focus(v.filter) }

// FocusRows gives the keyboard to the downloads.
func (v *View) FocusRows(c fyne.Canvas) { v.downloads.Focus(c) }

// Remember arranges the tables as they were left.
func (v *View) Remember(m *memory.Memory) {
	v.downloads.Remember(m, "downloads")
	v.uploads.Remember(m, "uploads")
	v.providers.Remember(m, "providers")
}

// title shows a count behind the name of a tab.
func (v *View) title(tab *container.TabItem, name string, count int) {
	if count > 0 {
		name += " (" + words.Count(int64(count)) + ")"
	}
	if tab.Text != name {
		tab.Text = name
		v.lower.Refresh()
	}
}

// selected brings the providers of a download to the front.
func (v *View) selected(rows []Line) {
	one := looked(rows)
	v.presenter.Choose(only(one))
	v.follow()
	if len(one) == 1 && v.lower.Selected() == v.sending {
		v.lower.Select(v.sources)
	}
}

// follow shows what belongs to the selected downloads.
func (v *View) follow() {
	selected := v.downloads.Selected()
	commanded, rows := whole(selected), looked(selected)
	var running, waiting bool
	for _, t := range commanded {
		switch t.State {
		case api.StatePaused, api.StateFailed:
			waiting = true
		case api.StateComplete, api.StateCancelled, api.StateFinishing:
		default:
			running = true
		}
	}
	kit.Enable(v.pause, running)
	kit.Enable(v.resume, waiting)
	kit.Enable(v.cancel, len(commanded) > 0)
	if text := cancelWord(commanded); v.cancel.Text != text {
		v.cancel.SetText(text)
	}
	v.details.show(rows)
	v.chunks.show(rows)
	if v.OnLook != nil {
		v.OnLook(only(rows))
	}
	var providers []source
	switch len(rows) {
	case 0:
		v.providers.SetEmpty(lang.L("No download selected"), lang.L("Select a download above to see who it comes from."))
	case 1:
		providers = sources(rows[0], v.presenter.View().Held[rows[0].Root])
		if state, _ := look.State(rows[0]); rows[0].Error != "" {
			v.providers.SetEmpty(lang.L("This download needs you"), state)
			break
		}
		v.providers.SetEmpty(lang.L("No providers"), lang.L("Nobody who holds this file answers now. Hinny goes on looking."))
	default:
		v.providers.SetEmpty(lang.L("Several downloads selected"), lang.L("Select a single one to see who it comes from."))
	}
	v.providers.SetRows(providers, order.Order{})
	v.title(v.sources, lang.L("Providers"), len(providers))
}

// open opens the file of a single download that is complete, and otherwise the
// folder. A program that came from strangers is not started with a key by
// mistake.
func (v *View) open(rows []Line) {
	if one := whole(rows); len(one) == 1 && openable(one[0]) {
		v.OnOpenFile(one[0].Path)
		return
	}
	v.openFolder(rows)
}

// openable reports whether the desktop may be asked to open a download.
func openable(t api.Transfer) bool {
	return t.State == api.StateComplete && look.Opens(share.KindOf(t.Path))
}

func (v *View) openFolder(rows []Line) {
	if v.OnOpenFolder == nil {
		return
	}
	for _, t := range rows {
		if t.Path != "" {
			v.OnOpenFolder(filepath.Dir(t.Path))
			return
		}
	}
	v.OnOpenFolder("")
}

// remove cancels downloads, after a question when that loses something.
func (v *View) remove(selected []Line) {
	rows := whole(selected)
	unfinished, name := 0, ""
	for _, t := range rows {
		if t.State != api.StateComplete && t.State != api.StateCancelled {
			unfinished++
			name = t.Name
		}
	}
	yes := func() { v.presenter.Cancel(rows) }
	switch {
	case len(rows) == 0:
	case unfinished == 0:
		yes()
	case unfinished == 1:
		v.OnCancel(lang.L("Cancel “{{.Name}}” and delete what has arrived of it?", map[string]any{"Name": words.Name(name)}), yes)
	default:
		v.OnCancel(lang.N("Cancel {{.Count}} downloads and delete what has arrived of them?", unfinished, look.Count(unfinished)), yes)
	}
}

func (v *View) menu(selected []Line) fyne.Menu {
	rows := whole(selected)
	if len(rows) == 0 {
		return v.providerMenu(providersOf(selected))
	}
	pause := &fyne.MenuItem{Label: lang.L("Pause"), Icon: theme.MediaPauseIcon(), Disabled: v.pause.Disabled(), Action: func() { v.presenter.Pause(rows) }}
	resume := &fyne.MenuItem{Label: lang.L("Resume"), Icon: theme.MediaPlayIcon(), Disabled: v.resume.Disabled(), Action: func() { v.presenter.Resume(rows) }}
	return fyne.Menu{Items: []*fyne.MenuItem{
		pause, resume, v.priorityMenu(rows), v.queueMenu(rows), v.filing.item(rows), v.sequentialItem(rows),
		{Label: lang.L("Rename…"), Icon: theme.DocumentCreateIcon(), Disabled: len(rows) != 1, Action: func() { v.OnRename(rows[0]) }},
		{Label: lang.L("Check again"), Icon: theme.ViewRefreshIcon(), Action: func() { v.presenter.Recheck(rows) }},
		{Label: cancelItem(rows), Icon: theme.CancelIcon(), Action: func() { v.remove(selected) }},
		fyne.NewMenuItemSeparator(),
		{Label: lang.L("Open"), Icon: theme.FileIcon(), Disabled: len(rows) != 1 || !openable(rows[0]), Action: func() { v.open(selected) }},
		{Label: lang.L("Open folder"), Icon: theme.FolderOpenIcon(), Action: func() { v.openFolder(selected) }},
		{Label: lang.L("Copy link"), Icon: theme.ContentCopyIcon(), Action: func() { v.presenter.CopyLink(rows) }},
	}}
}

// summary says what runs, or why nothing can be said.
func summary(m Model) string {
	if m.Err != nil {
		return look.Error(m.Err)
	}
	var running, complete int
	for _, t := range m.Downloads {
		switch t.State {
		case api.StateComplete:
			complete++
		case api.StateActive, api.StateFinishing:
			running++
		}
	}
	if len(m.Downloads) == 0 {
		return ""
	}
	return lang.L("{{.Running}} running, {{.Complete}} complete, {{.All}} in all",
		map[string]any{"Running": running, "Complete": complete, "All": len(m.Downloads)})
}
