package search

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"hinny/app/ui/kit"
	"hinny/app/ui/look"
	"hinny/app/words"
	"hinny/share"
)

// linkScheme is how a share link begins.
const linkScheme = "magnet:?"

// View draws the Model of a Presenter.
type View struct {
	widget.BaseWidget

	OnLink   func(link string) // a share link was typed or pasted instead of words
	OnBrowse func(peer string) // the person wants to see what a provider shares
	OnCopy   func(rows []Row)  // links for the clipboard

	presenter *Presenter
	field     *kit.Field
	search    *widget.Button
	stop      *widget.Button
	download  *widget.Button
	progress  *widget.Label
	table     *kit.Table[share.RootHash, Row]
}

// NewView returns the screen.
func NewView(p *Presenter) *View {
	v := &View{presenter: p, field: kit.NewField(), progress: widget.NewLabel(""), table: table()}
	v.field.SetPlaceHolder(lang.L("Search the network: words, \"a phrase\", -without, type:video, ext:flac, size:>10MB"))
	v.field.OnSubmitted, v.field.OnChanged, v.field.OnDown = v.submit, v.typed, v.FocusRows
	v.search = widget.NewButtonWithIcon(lang.L("Search"), theme.SearchIcon(), func() { v.submit(v.field.Text) })
	v.search.Importance = widget.HighImportance
	v.stop = widget.NewButtonWithIcon(lang.L("Stop"), theme.MediaStopIcon(), p.Stop)
	v.stop.Disable()
	v.download = widget.NewButtonWithIcon(lang.L("Download"), theme.DownloadIcon(), func() { v.get(v.table.Selected()) })
	v.download.Disable()
	v.progress.Truncation = fyne.TextTruncateEllipsis
	v.table.OnSort, v.table.OnOpen, v.table.OnMenu, v.table.OnSelect = p.Sort, v.get, v.menu, v.selected
	v.ExtendBaseWidget(v)
	v.Update()
	return v
}

// CreateRenderer implements fyne.Widget.
func (v *View) CreateRenderer() fyne.WidgetRenderer {
	top := container.NewBorder(nil, nil, nil, container.NewHBox(v.search, v.stop), v.field)
	bottom := container.NewBorder(nil, nil, nil, v.download, v.progress)
	return widget.NewSimpleRenderer(container.NewPadded(container.NewBorder(top, bottom, nil, nil, v.table)))
}

// Update draws the newest Model.
func (v *View) Update() {
	m := v.presenter.View()
	v.table.SetEmpty(empty(m))
	v.table.SetRows(m.Rows, m.Order)
	text, importance := progress(m)
	if v.progress.Text != text || v.progress.Importance != importance {
		v.progress.Importance = importance
		v.progress.SetText(text)
	}
	kit.Enable(v.stop, m.Running)
	kit.Enable(v.download, len(v.table.Selected()) > 0)
}

// FocusSearch gives the keyboard to the field.
func (v *View) FocusSearch(c fyne.Canvas) {
	c.Focus(v.field)
	v.field.TypedShortcut(&fyne.ShortcutSelectAll{})
}

// FocusRows gives the keyboard to the results.
func (v *View) FocusRows(c fyne.Canvas) { v.table.Focus(c) }

func (v *View) submit(text string) {
	if !v.takeLink(text) {
		v.presenter.Search(text)
	}
}

// typed notices a pasted link at once.
func (v *View) typed(text string) { v.takeLink(text) }

func (v *View) takeLink(text string) bool {
	text = strings.TrimSpace(text)
	if len(text) < len(linkScheme) || !strings.EqualFold(text[:len(linkScheme)], linkScheme) || !strings.Contains(text, "blake3:") || v.OnLink == nil {
		return false
	}
	v.field.SetText("")
	v.OnLink(text)
	return true
}

func (v *View) selected(rows []Row) { kit.Enable(v.download, len(rows) > 0) }

func (v *View) get(rows []Row) {
	if len(rows) > 0 {
		v.presenter.Download(rows)
	}
}

func (v *View) menu(rows []Row) fyne.Menu {
	menu := fyne.Menu{Items: []*fyne.MenuItem{
		{Label: lang.L("Download"), Icon: theme.DownloadIcon(), Action: func() { v.get(rows) }},
		{Label: lang.L("Copy link"), Icon: theme.ContentCopyIcon(), Action: func() { v.OnCopy(rows) }},
	}}
	if len(rows) != 1 || len(rows[0].Providers) == 0 {
		return menu
	}
	const most = 10 // a menu is no list
	browse := &fyne.Menu{}
	for _, peer := range rows[0].Providers[:min(len(rows[0].Providers), most)] {
		browse.Items = append(browse.Items, fyne.NewMenuItem(words.Short(peer), func() { v.OnBrowse(peer) }))
	}
	menu.Items = append(menu.Items, &fyne.MenuItem{Label: lang.L("Browse provider"), Icon: theme.AccountIcon(), ChildMenu: browse})
	return menu
}

// progress says how the search goes.
func progress(m Model) (string, widget.Importance) {
	count := look.Count(len(m.Rows))
	switch {
	case m.Err != nil:
		return look.Error(m.Err), widget.DangerImportance
	case m.Text == "":
		return "", widget.MediumImportance
	case m.Full:
		return lang.L("The first {{.Count}} results; more words would narrow the search", count), widget.MediumImportance
	case m.Running:
		return lang.N("{{.Count}} results, searching…", len(m.Rows), count), widget.MediumImportance
	}
	return lang.N("{{.Count}} results", len(m.Rows), count), widget.MediumImportance
}

// empty says what stands in the place of results.
func empty(m Model) (title, hint string) {
	switch {
	case m.Err != nil:
		return lang.L("This search did not work"), look.Error(m.Err)
	case m.Running:
		return lang.L("Searching…"), lang.L("Results appear here as they come in.")
	case m.Text != "":
		return lang.L("Nothing found for “{{.Text}}”", map[string]any{"Text": words.Name(m.Text)}),
			lang.L("Try fewer or other words. Peers that are not connected now cannot answer.")
	}
	return lang.L("Find files that others share"), lang.L("Type a few words of the name above and press Enter. Press Enter on a result to download it.")
}

// Remember arranges the table as it was left.
func (v *View) Remember(memory fyne.Preferences) { v.table.Remember(memory, "results") }

// Field returns the field for the query.
func (v *View) Field() *kit.Field { return v.field }
