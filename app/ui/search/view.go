package search

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"hinny/app/api"
	"hinny/app/ui/kit"
	"hinny/app/ui/look"
	"hinny/app/ui/memory"
	"hinny/app/words"
)

// memoryTexts is the name under which the searches of the tabs are kept.
const memoryTexts = "search.texts"

// View draws the Model of a Presenter.
type View struct {
	widget.BaseWidget

	OnLink    func(link string) // a share link was typed or pasted instead of words
	OnBrowse  func(peer string) // the person wants to see what a provider shares
	OnCopy    func(rows []Row)  // links for the clipboard
	OnDetails func(row Row)     // the person wants to know all of a result
	// OnDownloadTo: the person wants to choose the folder.
	OnDownloadTo func(rows []Row)

	presenter *Presenter
	call      func(peer string) string
	field     *kit.Field
	search    *widget.Button
	stop      *widget.Button
	saved     *keeping
	more      *widget.Button // shown while there is more to ask for
	tabs      *kit.Tabs
	filter    *kit.Field
	narrow    *narrowing
	download  *widget.Button
	progress  *widget.Label
	table     *kit.Table[Key, Row]
	all       *fyne.Container
	front     int
	memory    *memory.Memory // nil: nothing is remembered
	texts     []string       // as they are remembered
	restoring bool           // the remembered ones have not come back yet
}

// NewView returns the screen. call says what a peer is called.
func NewView(p *Presenter, call func(peer string) string) *View {
	v := &View{presenter: p, call: call, field: kit.NewField(), filter: kit.NewField(), narrow: newNarrowing(p), saved: newKeeping(p), tabs: kit.NewTabs(), progress: widget.NewLabel(""), table: table(p.Fold)}
	v.field.SetPlaceHolder(lang.L("Search the network: words, \"a phrase\", -without, type:video, ext:flac, size:>10MB"))
	v.field.OnSubmitted, v.field.OnChanged, v.field.OnDown = v.submit, v.typed, v.FocusRows
	v.filter.SetPlaceHolder(lang.L("Filter the results"))
	v.filter.OnChanged, v.filter.OnDown = p.Filter, v.FocusRows
	v.tabs.OnSelect, v.tabs.OnClose = p.Show, p.Close
	v.search = widget.NewButtonWithIcon(lang.L("Search"), theme.SearchIcon(), func() { v.submit(v.field.Text) })
	v.search.Importance = widget.HighImportance
	v.stop = widget.NewButtonWithIcon(lang.L("Stop"), theme.MediaStopIcon(), p.Stop)
	v.stop.Disable()
	v.more = widget.NewButtonWithIcon(lang.L("Search more"), theme.ContentAddIcon(), p.More)
	v.more.Hide()
	v.download = widget.NewButtonWithIcon(lang.L("Download"), theme.DownloadIcon(), func() { v.get(v.table.Selected()) })
	v.download.Disable()
	v.progress.Truncation = fyne.TextTruncateEllipsis
	v.table.OnSort, v.table.OnOpen, v.table.OnMenu, v.table.OnSelect = p.Sort, v.open, v.menu, v.selected
	v.table.OnFold = p.Fold
	v.ExtendBaseWidget(v)
	v.Update()
	return v
}

// CreateRenderer implements fyne.Widget.
func (v *View) CreateRenderer() fyne.WidgetRenderer {
	const filterWidth, narrowWidth, savedWidth = 180, 120, 140 // with a number behind the word, too
	top := container.NewBorder(nil, v.tabs, nil, container.NewHBox(v.search, v.stop, kit.Wide(v.saved.Button, savedWidth)), v.field)
	bottom := container.NewBorder(nil, nil, container.NewHBox(kit.Wide(v.filter, filterWidth), kit.Wide(v.narrow.Button, narrowWidth)), container.NewHBox(v.more, v.download), v.progress)
	v.all = container.NewBorder(top, bottom, nil, nil, v.table)
	return widget.NewSimpleRenderer(container.NewPadded(v.all))
}

// Update draws the newest Model.
func (v *View) Update() {
	m := v.presenter.View()
	v.showTabs(m)
	v.table.SetEmpty(empty(m))
	v.table.SetRows(m.Rows, m.Order)
	text, importance := progress(m)
	if v.progress.Text != text || v.progress.Importance != importance {
		v.progress.Importance = importance
		v.progress.SetText(text)
	}
	if v.more.Visible() != m.Resting {
		v.offerMore(m.Resting)
	}
	v.narrow.set(m.Narrow)
	v.saved.set(m)
	kit.Enable(v.stop, m.Running)
	kit.Enable(v.download, len(v.table.Selected()) > 0)
}

// offerMore shows or hides the button; what is beside it makes room.
func (v *View) offerMore(resting bool) {
	if resting {
		v.more.Show()
	} else {
		v.more.Hide()
	}
	if v.all != nil {
		v.all.Refresh()
	}
}

// showTabs shows the searches, and in the fields what belongs to the one that
// has come to the front.
func (v *View) showTabs(m Model) {
	tabs, texts := make([]kit.TabItem, len(m.Tabs)), make([]string, len(m.Tabs))
	for i, tab := range m.Tabs {
		tabs[i], texts[i] = kit.TabItem{ID: tab.ID, Text: tabText(tab)}, tab.Text
	}
	before := v.tabs.Visible()
	v.tabs.Set(tabs, m.Front)
	if v.tabs.Visible() != before && v.all != nil { // drawn before: what is around it makes room
		v.all.Refresh()
	}
	if v.front != m.Front {
		v.front = m.Front
		if m.Front != 0 {
			v.field.SetText(m.Text)
		}
		v.filter.SetText(m.Filter)
		v.table.Unselect()
	}
	v.restoring = v.restoring && len(texts) == 0
	if v.memory != nil && !v.restoring && !slices.Equal(texts, v.texts) {
		v.texts = texts
		memory.Set(v.memory, memoryTexts, texts)
	}
}

// FocusSearch gives the keyboard to the field.
func (v *View) FocusSearch(c fyne.Canvas) {
	c.Focus(v.field)
	v.field.TypedShortcut(&fyne.ShortcutSelectAll{})
}

// FocusFilter gives the keyboard to the filter.
func (v *View) FocusFilter(c fyne.Canvas) { c.Focus(v.filter) }

// OpenSaved opens the menu of the saved searches.
func (v *View) OpenSaved() { v.saved.open() }

// OpenFilters opens the menu that narrows the results.
func (v *View) OpenFilters() { v.narrow.open() }

// FocusRows gives the keyboard to the results.
func (v *View) FocusRows(c fyne.Canvas) { v.table.Focus(c) }

// CloseTab closes the search in front.
func (v *View) CloseTab() { v.presenter.Close(v.front) }

// NextTab brings another search to the front: the next for 1, the one before
// for -1.
func (v *View) NextTab(by int) { v.tabs.Next(by) }

// Remember arranges the table as it was left and opens the tabs there were.
func (v *View) Remember(m *memory.Memory) {
	v.table.Remember(m, "results")
	v.texts, v.memory = memory.Get(m, memoryTexts, []string(nil)), m
	v.restoring = len(v.texts) > 0
	v.presenter.Restore(v.texts[:min(len(v.texts), MaxSearches)])
}

// Field returns the field for the query.
func (v *View) Field() *kit.Field { return v.field }

func (v *View) selected(rows []Row) { kit.Enable(v.download, len(rows) > 0) }

// open shows what is here of a single row, and downloads everything else.
func (v *View) open(rows []Row) {
	if here(rows) {
		v.presenter.Open(rows[0])
		return
	}
	v.get(rows)
}

// here reports whether the rows are a single one that is here.
func here(rows []Row) bool { return len(rows) == 1 && rows[0].Local == Present }

func (v *View) get(rows []Row) {
	if len(rows) > 0 {
		v.presenter.Download(rows)
	}
}

// tabText says what was searched and how much was found.
func tabText(t Tab) string {
	text := words.Name(t.Text)
	if t.Running || t.Count > 0 {
		text += " (" + words.Count(int64(t.Count)) + ")"
	}
	if t.Running {
		text += " …"
	}
	return text
}

// progress says how the search goes.
func progress(m Model) (string, widget.Importance) {
	found := m.Found + m.Filtered
	count := look.Count(found)
	switch {
	case m.Err != nil:
		return look.Error(m.Err), widget.DangerImportance
	case m.Mistake != nil:
		return look.Error(m.Mistake), widget.DangerImportance
	case m.Text == "":
		return "", widget.MediumImportance
	case m.Filtered > 0:
		return lang.N("{{.Shown}} of {{.Count}} results match the filter", found,
			map[string]any{"Shown": words.Count(int64(m.Found)), "Count": words.Count(int64(found))}) + hidden(m), widget.MediumImportance
	case m.Full:
		return lang.L("The first {{.Count}} results; more words would narrow the search", count), widget.MediumImportance
	case m.Running && !m.Resting:
		return lang.N("{{.Count}} results, searching…", found, count) + hidden(m) + asked(m.Reach), widget.MediumImportance
	}
	return lang.N("{{.Count}} results", found, count) + hidden(m) + asked(m.Reach), widget.MediumImportance
}

// hidden says how many results are not shown because they are marked so.
func hidden(m Model) string {
	if m.Hidden == 0 {
		return ""
	}
	return "  ·  " + lang.L("{{.Count}} hidden", look.Count(m.Hidden))
}

// asked says how far a search went; nothing before anybody answered.
func asked(reach api.SearchProgress) string {
	if reach.Reached == 0 {
		return ""
	}
	text := "  ·  " + lang.L("asked {{.Peers}} in {{.Rounds}}", map[string]any{
		"Peers":  lang.N("{{.Count}} peers", reach.Reached, look.Count(reach.Reached)),
		"Rounds": lang.N("{{.Count}} rounds", reach.Rounds, look.Count(reach.Rounds)),
	})
	if reach.Words > 0 {
		text += ", " + lang.N("{{.Count}} rare words looked up", reach.Words, look.Count(reach.Words))
	}
	if reach.Also != "" {
		text += ", " + lang.L("other spellings too")
	}
	return text
}

// empty says what stands in the place of results.
func empty(m Model) (title, hint string) {
	switch {
	case m.Err != nil:
		return lang.L("This search did not work"), look.Error(m.Err)
	case m.Filtered > 0:
		return lang.L("The filter leaves nothing"), lang.L("Clear the filter below to see all results.")
	case m.Hidden > 0:
		return lang.L("All of it is hidden"), lang.L("“Show what I hid” under Filters brings it back.")
	case m.Running:
		return lang.L("Searching…"), lang.L("Results appear here as they come in.")
	case m.Text != "":
		return lang.L("Nothing found for “{{.Text}}”", map[string]any{"Text": words.Name(m.Text)}),
			lang.L("Try fewer or other words. Peers that are not connected now cannot answer.")
	}
	return lang.L("Find files that others share"), lang.L("Type a few words of the name above and press Enter. Press Enter on a result to download it.")
}
