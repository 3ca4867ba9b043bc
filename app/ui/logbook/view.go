package logbook

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"hinny/app/ui/kit"
	"hinny/app/ui/look"
	"hinny/app/ui/memory"
	"hinny/app/words"
)

// View draws the Model of a Presenter.
type View struct {
	widget.BaseWidget

	OnCopy func(what, text string) // text for the clipboard

	presenter *Presenter
	rows      *kit.Table[uint64, Row]
	filter    *kit.Field
	level     *widget.Select
	copyRows  *widget.Button
	count     *widget.Label
	whole     *widget.Label // the text of the selected row, which its line may cut
	card      fyne.CanvasObject
	all       *fyne.Container
}

// NewView returns the screen.
func NewView(p *Presenter) *View {
	v := &View{presenter: p, rows: table(), filter: kit.NewField(), count: widget.NewLabel(""), whole: widget.NewLabel("")}
	v.rows.OnSort, v.rows.OnMenu, v.rows.OnCopy = p.Sort, v.menu, v.copy
	v.rows.OnSelect = v.selected
	v.filter.SetPlaceHolder(lang.L("Filter by words"))
	v.filter.OnChanged, v.filter.OnDown = p.Filter, v.FocusRows
	names := []string{lang.L("Everything"), lang.L("Warnings and errors"), lang.L("Errors only")}
	v.level = widget.NewSelect(names, func(string) { p.Show(levels()[v.level.SelectedIndex()]) })
	v.level.Selected = names[0]
	v.copyRows = widget.NewButtonWithIcon(lang.L("Copy"), theme.ContentCopyIcon(), func() { v.copy(v.rows.Selected()) })
	v.count.Importance, v.count.Truncation = widget.LowImportance, fyne.TextTruncateEllipsis
	v.whole.Wrapping, v.whole.Selectable = fyne.TextWrapBreak, true
	v.card = kit.Card(v.whole)
	v.card.Hide()
	v.ExtendBaseWidget(v)
	v.Update()
	return v
}

// table returns the columns of the log.
func table() *kit.Table[uint64, Row] {
	return kit.NewTable([]kit.Column[Row]{
		{ID: ByTime, Title: lang.L("Time"), Width: 156, New: kit.TextColumn(false, func(r Row) kit.Words {
			return kit.Words{Text: r.Time.Local().Format(time.DateTime), Color: look.ColorMuted}
		})},
		{ID: ByLevel, Title: lang.L("Level"), Width: 90, New: kit.TextColumn(false, func(r Row) kit.Words {
			text, color := look.Level(r.Level)
			return kit.Words{Text: text, Color: color}
		})},
		{ID: ByText, Title: lang.L("What happened"), Width: 200, Grow: true, New: kit.TextColumn(false, func(r Row) kit.Words {
			return kit.Plain(said(r))
		})},
	}, func(r Row) uint64 { return r.ID })
}

// said is the text of a row and how often it happened.
func said(r Row) string {
	if r.Times < 2 {
		return r.Text
	}
	return r.Text + "  (" + lang.N("{{.Count}} times", r.Times, look.Count(r.Times)) + ")"
}

// CreateRenderer implements fyne.Widget.
func (v *View) CreateRenderer() fyne.WidgetRenderer {
	const filterWidth = 280
	top := container.NewBorder(nil, nil, container.NewHBox(kit.Wide(v.filter, filterWidth), v.level, v.copyRows), nil, v.count)
	v.all = container.NewBorder(top, v.card, nil, nil, v.rows)
	return widget.NewSimpleRenderer(container.NewPadded(v.all))
}

// Update draws the newest Model.
func (v *View) Update() {
	m := v.presenter.View()
	switch {
	case m.Err != nil:
		v.rows.SetEmpty(lang.L("The log cannot be read"), look.Error(m.Err))
	case m.Total > 0:
		v.rows.SetEmpty(lang.L("The filter leaves nothing"), lang.L("Clear the filter above and choose “Everything” to see the whole log."))
	default:
		v.rows.SetEmpty(lang.L("Nothing happened yet"), lang.L("What Hinny does, and what goes wrong, is written down here."))
	}
	v.rows.SetRows(m.Rows, m.Order)
	text := ""
	if len(m.Rows) < m.Total {
		text = lang.L("{{.Shown}} of {{.All}} entries", map[string]any{"Shown": words.Count(int64(len(m.Rows))), "All": words.Count(int64(m.Total))})
	} else if m.Total > 0 {
		text = lang.N("{{.Count}} entries", m.Total, look.Count(m.Total))
	}
	if v.count.Text != text {
		v.count.SetText(text)
	}
	v.selected(v.rows.Selected())
}

// FocusSearch gives the keyboard to the filter.
func (v *View) FocusSearch(c fyne.Canvas) { c.Focus(v.filter) }

// FocusFilter gives the keyboard to the filter.
func (v *View) FocusFilter(c fyne.Canvas) { c.Focus(v.filter) }

// FocusRows gives the keyboard to the entries.
func (v *View) FocusRows(c fyne.Canvas) { v.rows.Focus(c) }

// Remember arranges the table as it was left.
func (v *View) Remember(m *memory.Memory) { v.rows.Remember(m, "log") }

// selected shows the whole text of a single row.
func (v *View) selected(rows []Row) {
	kit.Enable(v.copyRows, len(rows) > 0)
	one := len(rows) == 1
	if one && v.whole.Text != said(rows[0]) {
		v.whole.SetText(said(rows[0]))
	} else if one == v.card.Visible() {
		return
	}
	if one {
		v.card.Show()
	} else {
		v.card.Hide()
	}
	if v.all != nil { // drawn before: what is around it makes room
		v.all.Refresh()
	}
}

func (v *View) copy(rows []Row) {
	if len(rows) > 0 {
		v.OnCopy(lang.N("{{.Count}} lines of the log", len(rows), look.Count(len(rows))), Lines(rows))
	}
}

func (v *View) menu(rows []Row) fyne.Menu {
	return fyne.Menu{Items: []*fyne.MenuItem{
		{Label: lang.L("Copy"), Icon: theme.ContentCopyIcon(), Action: func() { v.copy(rows) }},
	}}
}
