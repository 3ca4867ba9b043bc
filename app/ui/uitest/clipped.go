package uitest

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
)

// slack is what rounding to whole pixels may add to a text, in units of the
// canvas.
const slack = 1

// Clipped returns the texts of a canvas that are not wholly to be seen: those
// that are larger than the widget they belong to, and those that lie outside of
// the canvas or of what scrolls sideways only. What can be scrolled to counts as
// seen, and a text that ends in an ellipsis fits by definition.
func Clipped(c fyne.Canvas) (texts []string) {
	whole := area{to: fyne.NewPos(c.Size().Width, c.Size().Height)}
	look := func(o fyne.CanvasObject) {
		walk(o, o.Position(), whole, func(text *canvas.Text, at fyne.Position, limit area) {
			if got := extent(text, at); !limit.holds(got) {
				texts = append(texts, fmt.Sprintf("%q takes %v to %v, and has %v to %v", text.Text, got.from, got.to, limit.from, limit.to))
			}
		})
	}
	look(c.Content())
	for _, o := range c.Overlays().List() {
		look(o)
	}
	return texts
}

// area is a rectangle of a canvas; endless areas go down without limit.
type area struct {
	from, to fyne.Position
	endless  bool
}

func (a area) holds(b area) bool {
	return b.from.X >= a.from.X-slack && b.to.X <= a.to.X+slack &&
		(a.endless || b.from.Y >= a.from.Y-slack && b.to.Y <= a.to.Y+slack)
}

// within returns what is left of a where an object lies. One that was given no
// size, as the title of a dialog, limits nothing.
func (a area) within(o fyne.CanvasObject, at fyne.Position) area {
	if o.Size().IsZero() {
		return a
	}
	to := at.AddXY(o.Size().Width, o.Size().Height)
	return area{
		from:    fyne.NewPos(max(a.from.X, at.X), max(a.from.Y, at.Y)),
		to:      fyne.NewPos(min(a.to.X, to.X), min(a.to.Y, to.Y)),
		endless: a.endless,
	}
}

// extent is where the letters of a text lie.
func extent(text *canvas.Text, at fyne.Position) area {
	size, need := text.Size(), text.MinSize()
	left := at.X
	switch text.Alignment {
	case fyne.TextAlignCenter:
		left += (size.Width - need.Width) / 2
	case fyne.TextAlignTrailing:
		left += size.Width - need.Width
	}
	top := at.Y + (size.Height-need.Height)/2
	return area{from: fyne.NewPos(left, top), to: fyne.NewPos(left+need.Width, top+need.Height)}
}

// walk visits the visible texts below an object at a position of the canvas.
func walk(o fyne.CanvasObject, at fyne.Position, limit area, visit func(*canvas.Text, fyne.Position, area)) {
	if !o.Visible() {
		return
	}
	var below []fyne.CanvasObject
	switch o := o.(type) {
	case *canvas.Text:
		if o.Text != "" {
			visit(o, at, limit)
		}
	case *fyne.Container:
		below = o.Objects
	case *container.Scroll:
		limit = limit.within(o, at)
		limit.endless = o.Direction != container.ScrollHorizontalOnly
		below = test.WidgetRenderer(o).Objects()
	case fyne.Widget:
		limit = limit.within(o, at)
		below = test.WidgetRenderer(o).Objects()
	}
	for _, child := range below {
		walk(child, at.Add(child.Position()), limit, visit)
	}
}
