package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// MenuAbove opens a menu over an object at the bottom of the window.
func MenuAbove(o fyne.CanvasObject, menu *fyne.Menu) {
	driver := fyne.CurrentApp().Driver()
	c := driver.CanvasForObject(o)
	if c == nil {
		return
	}
	popup := widget.NewPopUpMenu(menu, c)
	at := driver.AbsolutePositionForObject(o)
	popup.ShowAtPosition(at.SubtractXY(0, popup.MinSize().Height))
}
