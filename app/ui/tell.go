package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"hinny/app/ui/kit"
	"hinny/app/ui/look"
	"hinny/app/ui/memory"
	"hinny/app/ui/note"
	"hinny/app/ui/settings"
)

// This file is what the window tells a person, and takes from another start.

// copied puts text into the clipboard and tells what it is.
func (w *Window) copied(what, text string) {
	w.status.Tell(note.Note{What: note.Copied, Name: what, Text: text})
}

// Raise brings the window to the front and offers what another start was given.
func (w *Window) Raise(things []string) {
	w.window.Show()
	w.window.RequestFocus()
	w.Offer(things)
}

// showMessage shows all of what the status bar says, which may have no room for
// it.
func (w *Window) showMessage() {
	text := widget.NewLabel(w.statusBar.text)
	text.Wrapping, text.Selectable = fyne.TextWrapWord, true
	w.raise(dialog.NewCustom(lang.L("Whole message"), lang.L("Close"), kit.Wide(text, dialogWidth), w.window))
}

// updateStatus draws the status bar and does what the notes ask for.
func (w *Window) updateStatus() {
	for _, n := range w.status.Notes() {
		if n.Text != "" {
			w.copy(n.Text)
		}
		if n.What == note.Here && n.Show {
			w.show(n.Name)
		}
		if (n.What == note.Arrived || n.What == note.News) && w.away && memory.Get(w.memory, settings.Notify, true) && w.options.Notify != nil {
			w.options.Notify("Hinny", look.Note(n))
		}
	}
	m := w.status.View()
	w.statusBar.update(m)
	w.tray.update(m)
	if w.guiding && m.Loaded {
		w.guiding = false
		w.showGuide()
	}
}
