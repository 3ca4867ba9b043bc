package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"hinny/app/ui/look"
)

// Empty says in the middle of a space that nothing is there, and what to do.
type Empty struct {
	widget.BaseWidget
	title, hint *widget.Label
	box         *fyne.Container
}

// NewEmpty returns an Empty that says nothing yet.
func NewEmpty() *Empty {
	e := &Empty{title: widget.NewLabel(""), hint: widget.NewLabel("")}
	e.title.Alignment, e.hint.Alignment = fyne.TextAlignCenter, fyne.TextAlignCenter
	e.title.SizeName, e.title.Importance = theme.SizeNameSubHeadingText, widget.LowImportance
	e.hint.Wrapping, e.hint.Importance = fyne.TextWrapWord, widget.LowImportance
	e.box = container.NewVBox(e.title, e.hint)
	e.ExtendBaseWidget(e)
	return e
}

// Set changes what is said.
func (e *Empty) Set(title, hint string) {
	if e.title.Text != title {
		e.title.SetText(title)
	}
	if e.hint.Text != hint {
		e.hint.SetText(hint)
	}
}

// Present shows or hides it.
func (e *Empty) Present(show bool) {
	switch {
	case show && !e.box.Visible():
		e.box.Show()
	case !show && e.box.Visible():
		e.box.Hide()
	}
}

// CreateRenderer implements fyne.Widget.
func (e *Empty) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.New(centred{}, e.box))
}

// centred places a box in the middle, a little above it, as the eye expects.
type centred struct{}

func (centred) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	const widest = 460
	for _, o := range objects {
		width := min(size.Width, widest)
		o.Resize(fyne.NewSize(width, o.MinSize().Height))
		height := o.MinSize().Height
		o.Resize(fyne.NewSize(width, height))
		o.Move(fyne.NewPos((size.Width-width)/2, max((size.Height-height)*2/5, 0)))
	}
}

func (centred) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

// Card puts an object on a ground of its own.
func Card(o fyne.CanvasObject) fyne.CanvasObject {
	ground := NewGround(look.ColorCard)
	return container.NewStack(ground, container.NewPadded(o))
}
