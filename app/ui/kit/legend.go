package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"hinny/app/ui/look"
)

// Legend says what the colours of a ChunkBar mean.
type Legend struct {
	widget.BaseWidget
	marks []*canvas.Rectangle
	line  *fyne.Container
}

// NewLegend returns a legend.
func NewLegend() *Legend {
	const size, gap = 12, 10
	l := &Legend{line: container.NewHBox()}
	for _, text := range []string{
		lang.L("here"), lang.L("being fetched"), lang.L("one peer has it"), lang.L("many have it"), lang.L("nobody has it"),
	} {
		mark := canvas.NewRectangle(nil)
		mark.CornerRadius = 2
		mark.SetMinSize(fyne.NewSize(size, size))
		label := widget.NewLabel(text)
		label.Importance = widget.LowImportance
		l.marks = append(l.marks, mark)
		l.line.Add(container.NewCenter(mark))
		l.line.Add(label)
		l.line.Add(Wide(container.NewWithoutLayout(), gap))
	}
	l.paint()
	l.ExtendBaseWidget(l)
	return l
}

// paint takes the colours of the theme, in the order of the texts.
func (l *Legend) paint() {
	bars := look.BarsOf()
	for i, c := range []color.NRGBA{bars.Have, bars.Fetching, bars.Few, bars.Many, bars.Missing} {
		l.marks[i].FillColor = c
	}
}

// Refresh takes the colours of the theme.
func (l *Legend) Refresh() {
	l.paint()
	l.BaseWidget.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (l *Legend) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(l.line) }
