package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// newInset places an object with the free space of a cell at its sides.
func newInset(o fyne.CanvasObject) *fyne.Container { return container.New(inset{}, o) }

type inset struct{}

func (inset) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Move(fyne.NewPos(cellInset, 0))
		o.Resize(fyne.NewSize(max(size.Width-2*cellInset, 0), size.Height))
	}
}

func (inset) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(2*cellInset, 0) }

// newMiddle draws a thin line in the middle of its space.
func newMiddle(o fyne.CanvasObject) *fyne.Container { return container.New(middle{}, o) }

type middle struct{}

func (middle) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	const margin = 6
	for _, o := range objects {
		o.Move(fyne.NewPos(size.Width/2, margin))
		o.Resize(fyne.NewSize(1, max(size.Height-2*margin, 0)))
	}
}

func (middle) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

// Wide gives an object at least a width, such as a field beside buttons.
func Wide(o fyne.CanvasObject, width float32) *fyne.Container {
	return container.New(atLeast{fyne.NewSize(width, 0)}, o)
}

// Tall gives an object at least a height, such as a table in a dialog.
func Tall(o fyne.CanvasObject, height float32) *fyne.Container {
	return container.New(atLeast{fyne.NewSize(0, height)}, o)
}

type atLeast struct{ size fyne.Size }

func (atLeast) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Move(fyne.Position{})
		o.Resize(size)
	}
}

func (l atLeast) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := l.size
	for _, o := range objects {
		size = size.Max(o.MinSize())
	}
	return size
}
