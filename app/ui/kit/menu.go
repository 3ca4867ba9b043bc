package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// MenuAbove opens a menu over an object at the bottom of the window.
func MenuAbove(o fyne.CanvasObject, menu *fyne.Menu) {
	if popup := newMenu(o, menu); popup != nil {
		popup.ShowAtPosition(place(o).SubtractXY(0, popup.MinSize().Height))
	}
}

// MenuBelow opens a menu under an object at the top of the window.
func MenuBelow(o fyne.CanvasObject, menu *fyne.Menu) {
	if popup := newMenu(o, menu); popup != nil {
		popup.ShowAtPosition(place(o).AddXY(0, o.Size().Height))
	}
}

// newMenu returns nil for an object that is not on a window.
func newMenu(o fyne.CanvasObject, menu *fyne.Menu) *widget.PopUpMenu {
	c := fyne.CurrentApp().Driver().CanvasForObject(o)
	if c == nil {
		return nil
	}
	return widget.NewPopUpMenu(menu, c)
}

func place(o fyne.CanvasObject) fyne.Position {
	return fyne.CurrentApp().Driver().AbsolutePositionForObject(o)
}
