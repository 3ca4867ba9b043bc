package ui

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
)

// raised is a dialog and what it lays over the window.
type raised struct {
	dialog  dialog.Dialog
	overlay fyne.CanvasObject
}

// raise shows a dialog, which the Escape key closes.
func (w *Window) raise(d dialog.Dialog) {
	w.tips.Dismiss()
	d.Show()
	overlays := w.window.Canvas().Overlays()
	w.raised = slices.DeleteFunc(w.raised, func(r raised) bool { return !slices.Contains(overlays.List(), r.overlay) })
	w.raised = append(w.raised, raised{d, overlays.Top()})
}

// dismiss closes the dialog in front as its "Cancel" does, if there is one.
func (w *Window) dismiss() {
	top := w.window.Canvas().Overlays().Top()
	for _, r := range w.raised {
		if top != nil && r.overlay == top {
			r.dialog.Hide()
			return
		}
	}
}
