package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"hinny/app/ui/look"
)

// Meaning is what the colours of a ChunkBar mean.
type Meaning int

// The meanings of the colours.
const (
	MeansNothing  Meaning = iota // that need no words
	MeansDownload                // of the bar of a download
	MeansProvider                // of the bar of one of its providers
)

// mark is a colour and what it means.
type mark struct {
	text  string
	color func(look.Bars) color.NRGBA
}

func marksOf(m Meaning) []mark {
	have := func(b look.Bars) color.NRGBA { return b.Have }
	few := func(b look.Bars) color.NRGBA { return b.Few }
	many := func(b look.Bars) color.NRGBA { return b.Many }
	switch m {
	case MeansDownload:
		return []mark{
			{lang.L("here"), have},
			{lang.L("being fetched"), func(b look.Bars) color.NRGBA { return b.Fetching }},
			{lang.L("one peer has it"), few},
			{lang.L("many have it"), many},
			{lang.L("nobody has it"), func(b look.Bars) color.NRGBA { return b.Missing }},
		}
	case MeansProvider:
		return []mark{
			{lang.L("here, too"), have},
			{lang.L("not here yet"), many},
			{lang.L("not there"), func(b look.Bars) color.NRGBA { return b.Calm().Missing }},
		}
	}
	return nil
}

// swatch shows the colour of a mark.
func swatch() *canvas.Rectangle {
	const size = 12
	s := canvas.NewRectangle(nil)
	s.CornerRadius = 2
	s.SetMinSize(fyne.NewSize(size, size))
	return s
}

// Legend says what the colours of the ChunkBar of a download mean.
type Legend struct {
	widget.BaseWidget
	marks    []mark
	swatches []*canvas.Rectangle
	line     *fyne.Container
}

// NewLegend returns a legend.
func NewLegend() *Legend {
	const gap = 10
	l := &Legend{marks: marksOf(MeansDownload), line: container.NewHBox()}
	for _, m := range l.marks {
		swatch := swatch()
		label := widget.NewLabel(m.text)
		label.Importance = widget.LowImportance
		l.swatches = append(l.swatches, swatch)
		l.line.Add(container.NewCenter(swatch))
		l.line.Add(label)
		l.line.Add(Wide(container.NewWithoutLayout(), gap))
	}
	l.paint()
	l.ExtendBaseWidget(l)
	return l
}

// paint takes the colours of the theme.
func (l *Legend) paint() {
	bars := look.BarsOf()
	for i, m := range l.marks {
		l.swatches[i].FillColor = m.color(bars)
	}
}

// Refresh takes the colours of the theme.
func (l *Legend) Refresh() {
	l.paint()
	l.BaseWidget.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (l *Legend) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(l.line) }

// newKey says the same one below the other, close, for a tip. It does not
// outlive a change of the theme.
func newKey(m Meaning) *fyne.Container {
	const between = 2
	lines := container.New(layout.NewCustomPaddedVBoxLayout(between))
	for _, mark := range marksOf(m) {
		swatch := swatch()
		swatch.FillColor = mark.color(look.BarsOf())
		text := canvas.NewText(mark.text, look.Color(theme.ColorNameForeground))
		text.TextSize = theme.TextSize()
		lines.Add(container.NewHBox(container.NewCenter(swatch), text))
	}
	return lines
}
