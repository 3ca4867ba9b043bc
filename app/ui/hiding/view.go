package hiding

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"hinny/app/api"
	"hinny/app/ui/kit"
	"hinny/app/ui/look"
	"hinny/app/words"
)

// View draws the Model of a Presenter. It is made anew each time it is shown.
type View struct {
	widget.BaseWidget

	OnAsk func(question string, yes func()) // asks before files become public

	presenter *Presenter
	table     *kit.Table[string, api.Exclusion]
	field     *kit.Field
	remove    *widget.Button
	reset     *widget.Button
	state     *widget.Label
	changes   int // of the Model that was drawn last
}

// NewView returns the list.
func NewView(p *Presenter) *View {
	v := &View{presenter: p, table: patternTable(), field: kit.NewField(), state: widget.NewLabel(""), changes: p.View().Changes}
	v.table.SetEmpty(lang.L("No pattern hides files"), lang.L("Add one, or take those that everybody begins with."))
	v.table.OnSort, v.table.OnDelete = p.Sort, v.unhide
	v.table.OnSelect = func(rows []api.Exclusion) { kit.Enable(v.remove, len(rows) > 0) }
	v.table.OnMenu = func(rows []api.Exclusion) fyne.Menu {
		return fyne.Menu{Items: []*fyne.MenuItem{{Label: lang.L("Remove"), Icon: theme.CancelIcon(), Action: func() { v.unhide(rows) }}}}
	}
	v.field.SetPlaceHolder(lang.L("Pattern, such as *.iso"))
	v.field.OnSubmitted, v.field.OnDown = p.Add, v.table.Focus
	v.remove = widget.NewButtonWithIcon(lang.L("Remove"), theme.CancelIcon(), func() { v.unhide(v.table.Selected()) })
	v.reset = widget.NewButtonWithIcon(lang.L("Defaults"), theme.ContentUndoIcon(), v.usual)
	v.state.Wrapping = fyne.TextWrapWord
	v.ExtendBaseWidget(v)
	v.Update()
	return v
}

// CreateRenderer implements fyne.Widget.
func (v *View) CreateRenderer() fyne.WidgetRenderer {
	explain := widget.NewLabel(lang.L("Files and folders whose names fit one of these are not shared. * stands for any text, ? for one character, [ab] for one of these. Keys, passwords and wallets are never shared."))
	explain.Wrapping, explain.Importance = fyne.TextWrapWord, widget.LowImportance
	add := widget.NewButtonWithIcon(lang.L("Hide"), theme.ContentAddIcon(), func() { v.presenter.Add(v.field.Text) })
	add.Importance = widget.HighImportance
	row := container.NewBorder(nil, nil, nil, container.NewHBox(add, v.remove, v.reset), v.field)
	return widget.NewSimpleRenderer(container.NewBorder(container.NewVBox(explain, row), v.state, nil, nil, v.table))
}

// Field returns what a pattern is typed into.
func (v *View) Field() *kit.Field { return v.field }

// Update draws the newest Model.
func (v *View) Update() {
	m := v.presenter.View()
	v.table.SetRows(m.Patterns, m.Order)
	if m.Changes != v.changes {
		v.changes = m.Changes
		v.field.SetText("")
	}
	text, importance := "", widget.LowImportance
	switch {
	case m.Err != nil:
		text, importance = look.Error(m.Err), widget.DangerImportance
	case m.Counting:
		text = lang.L("The shared folders are being looked at; some counts are still to come.")
	case m.Loaded:
		text = lang.N("{{.Count}} patterns", len(m.Patterns), look.Count(len(m.Patterns)))
	}
	if v.state.Text != text || v.state.Importance != importance {
		v.state.Importance = importance
		v.state.SetText(text)
	}
	kit.Enable(v.remove, len(v.table.Selected()) > 0)
}

// unhide takes patterns away. What they hide becomes public, so that it is
// asked about.
func (v *View) unhide(rows []api.Exclusion) {
	if len(rows) == 0 {
		return
	}
	hidden, patterns := 0, make([]string, 0, len(rows))
	for _, e := range rows {
		hidden += e.Hidden
		patterns = append(patterns, e.Pattern)
	}
	remove := func() { v.presenter.Remove(patterns) }
	if hidden == 0 && !v.presenter.View().Counting {
		remove()
		return
	}
	v.OnAsk(lang.L("Share what “{{.Pattern}}” hides? Everybody will be able to find and download it, as far as nothing else hides it.",
		map[string]any{"Pattern": words.Name(patterns[0])}), remove)
}

// usual brings back the patterns that everybody begins with.
func (v *View) usual() {
	question := lang.L("Bring back the patterns that everybody begins with?")
	if v.presenter.View().Own() {
		question = lang.L("Bring back the patterns that everybody begins with? What only patterns of your own hide becomes public.")
	}
	v.OnAsk(question, v.presenter.Reset)
}

func muted(text string) kit.Words { return kit.Words{Text: text, Color: look.ColorMuted} }

// patternTable returns the columns of the patterns.
func patternTable() *kit.Table[string, api.Exclusion] {
	type row = api.Exclusion
	return kit.NewTable([]kit.Column[row]{
		{ID: ByPattern, Title: lang.L("Pattern"), Width: 150, New: kit.TextColumn(false, func(e row) kit.Words { return kit.Plain(words.Name(e.Pattern)) })},
		{ID: ByHidden, Title: lang.L("Hides"), Width: 70, Right: true, New: kit.TextColumn(true, func(e row) kit.Words {
			if e.Hidden == 0 {
				return kit.Words{}
			}
			return kit.Plain(words.Count(int64(e.Hidden)))
		})},
		{ID: ByExample, Title: lang.L("Such as"), Width: 180, Grow: true, New: kit.TextColumn(false, func(e row) kit.Words { return muted(words.Name(e.Example)) })},
		{ID: ByOrigin, Title: lang.L("From"), Width: 90, New: kit.TextColumn(false, func(e row) kit.Words {
			if e.Default {
				return muted(lang.L("Default"))
			}
			return kit.Plain(lang.L("You"))
		})},
	}, func(e row) string { return e.Pattern })
}
