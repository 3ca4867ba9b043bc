package statistics

import (
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

// View draws the Model of a Presenter.
type View struct {
	widget.BaseWidget

	OnExport func() // the person wants the figures in a file

	presenter   *Presenter
	span        *widget.Select
	export      *widget.Button
	failure     *widget.Label
	down, up    *kit.Text // the rates now
	connected   *kit.Text
	rates       *kit.Graph
	connections *kit.Graph
	figures     *figures
}

// NewView returns the screen.
func NewView(p *Presenter) *View {
	v := &View{
		presenter: p, failure: widget.NewLabel(""), figures: newFigures(),
		down: kit.NewText(false), up: kit.NewText(false), connected: kit.NewText(false),
		rates: kit.NewGraph(), connections: kit.NewGraph(),
	}
	names := []string{lang.L("The last 10 minutes"), lang.L("The last 2 hours"), lang.L("The last 2 days")}
	v.span = widget.NewSelect(names, func(string) { p.Show(spans()[v.span.SelectedIndex()]) })
	v.span.Selected = names[0]
	v.export = widget.NewButtonWithIcon(lang.L("Export…"), theme.DocumentSaveIcon(), func() { v.OnExport() })
	v.failure.Importance, v.failure.Truncation = widget.DangerImportance, fyne.TextTruncateEllipsis
	for _, text := range []*kit.Text{v.down, v.up, v.connected} {
		text.SetBold(true)
	}
	v.ExtendBaseWidget(v)
	v.Update()
	return v
}

// CreateRenderer implements fyne.Widget.
func (v *View) CreateRenderer() fyne.WidgetRenderer {
	const legend, low, side, choice = 190, 130, 350, 190
	top := container.NewBorder(nil, nil, container.NewHBox(kit.Wide(v.span, choice), v.export), nil, v.failure)
	rates := container.NewBorder(container.NewHBox(kit.Wide(v.down, legend), kit.Wide(v.up, legend)), nil, nil, nil, v.rates)
	lower := container.NewBorder(kit.Wide(v.connected, legend), nil, nil, nil, kit.Tall(v.connections, low))
	graphs := container.NewBorder(nil, lower, nil, nil, rates)
	figures := kit.Wide(container.NewVScroll(v.figures.box), side)
	return widget.NewSimpleRenderer(container.NewPadded(container.NewBorder(top, nil, nil, figures, container.NewPadded(graphs))))
}

// Update draws the newest Model.
func (v *View) Update() {
	m := v.presenter.View()
	if text := look.Error(m.Err); v.failure.Text != text {
		v.failure.SetText(text)
	}
	kit.Enable(v.export, m.Loaded)
	v.drawRates(m)
	v.drawConnections(m)
	v.figures.show(m.Counts)
}

func (v *View) drawRates(m Model) {
	down, up, top := rates(m.Counts.History, slots(m.Span))
	v.down.SetText(lang.L("Receiving {{.Rate}}", map[string]any{"Rate": last(down, words.Rate)}), look.ColorBusy)
	v.up.SetText(lang.L("Sending {{.Rate}}", map[string]any{"Rate": last(up, words.Rate)}), theme.ColorNameWarning)
	v.rates.Set(kit.Plot{
		Series: []kit.Series{{Values: down, Color: look.ColorBusy, Area: true}, {Values: up, Color: theme.ColorNameWarning}},
		Slots:  slots(m.Span), Top: top, Marks: marks(top, words.Rate), From: ago(m.Span), To: lang.L("now"),
	})
}

func (v *View) drawConnections(m Model) {
	count := func(n float64) string { return words.Count(int64(n)) }
	values, top := connections(m.Counts.History, slots(m.Span))
	v.connected.SetText(lang.L("Connections: {{.Count}}", map[string]any{"Count": last(values, count)}), look.ColorGood)
	v.connections.Set(kit.Plot{
		Series: []kit.Series{{Values: values, Color: look.ColorGood, Area: true}},
		Slots:  slots(m.Span), Top: top, Marks: marks(top, count), From: ago(m.Span), To: lang.L("now"),
	})
}

// last says the newest value.
func last(values []float64, say func(float64) string) string {
	if len(values) == 0 {
		return say(0)
	}
	return say(values[len(values)-1])
}

func marks(top float64, say func(float64) string) [3]string {
	return [3]string{say(top), say(top / 2), say(0)}
}

// ago says where a graph begins.
func ago(s api.Span) string {
	switch s {
	case api.SpanHours:
		return lang.L("2 hours ago")
	case api.SpanDays:
		return lang.L("2 days ago")
	}
	return lang.L("10 minutes ago")
}

// FocusRows gives the keyboard to the choice of the span: there are no rows.
func (v *View) FocusRows(c fyne.Canvas) { c.Focus(v.span) }

// Remember implements the window's view; there is nothing to arrange.
func (v *View) Remember(*memory.Memory) {}
