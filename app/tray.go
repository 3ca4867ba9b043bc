package main

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"hinny/app/ui"
)

// tray returns the desktop's tray, or nil where it has none: a window that hid
// itself there could not be brought back by its icon.
func tray(a fyne.App) ui.Tray {
	d, ok := a.(desktop.App)
	if !ok || !hasTray() {
		return nil
	}
	return d
}
