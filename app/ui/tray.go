package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"hinny/app/ui/kit"
	"hinny/app/ui/memory"
	"hinny/app/ui/settings"
	"hinny/app/ui/status"
	"hinny/app/words"
)

// Tray is the place on the desktop for the icons of running programs.
type Tray interface {
	SetSystemTrayMenu(menu *fyne.Menu)
}

// tray is Hinny's icon there. It belongs to the window's goroutine.
type tray struct {
	place Tray
	menu  *fyne.Menu
	rates *fyne.MenuItem // a line to read, not to choose
}

// newTray puts the icon into its place; nil where the desktop has none.
func (w *Window) newTray(place Tray) *tray {
	if place == nil {
		return nil
	}
	rates := fyne.NewMenuItem(rateLine(0, 0), nil)
	rates.Disabled = true
	quit := fyne.NewMenuItem(lang.L("Quit"), w.quit)
	quit.IsQuit = true
	t := &tray{place: place, rates: rates, menu: fyne.NewMenu("",
		fyne.NewMenuItem(lang.L("Show Hinny"), func() { w.Raise(nil) }),
		rates,
		fyne.NewMenuItemSeparator(),
		fyne.NewMenuItem(lang.L("Pause all downloads"), w.transfers.PauseAll),
		fyne.NewMenuItem(lang.L("Resume all downloads"), w.transfers.ResumeAll),
		fyne.NewMenuItemSeparator(), quit)}
	place.SetSystemTrayMenu(t.menu)
	return t
}

// update shows the rates, when they read differently than before.
func (t *tray) update(m status.Model) {
	if t == nil || !m.Loaded {
		return
	}
	if line := rateLine(m.Status.DownRate, m.Status.UpRate); line != t.rates.Label {
		t.rates.Label = line
		t.place.SetSystemTrayMenu(t.menu)
	}
}

func rateLine(down, up float64) string { return "↓ " + words.Rate(down) + "   ↑ " + words.Rate(up) }

// close does what a person wants who closes the window: asked once where there
// is a tray to go on in.
func (w *Window) close() {
	w.keep()
	switch closing := memory.Get(w.memory, settings.Closing, ""); {
	case w.tray == nil || closing == settings.Quits:
		w.quit()
	case closing == settings.Hides:
		w.hide()
	default:
		w.askClosing()
	}
}

// quit ends the program.
func (w *Window) quit() {
	w.keep()
	w.window.Close()
}

// hide leaves the icon in the tray.
func (w *Window) hide() {
	w.away = true // arrivals are notified
	w.window.Hide()
}

// askClosing asks what closing shall mean from now on.
func (w *Window) askClosing() {
	if w.asking {
		return
	}
	w.asking = true
	text := widget.NewLabel(lang.L("Downloads and sharing can go on while the window is closed, with an icon in the tray. The preferences hold your choice."))
	text.Wrapping = fyne.TextWrapWord
	d := dialog.NewCustomWithoutButtons(lang.L("Keep Hinny running?"), kit.Wide(container.NewVBox(text), dialogWidth*3/4), w.window)
	choose := func(closing string, do func()) func() {
		return func() {
			memory.Set(w.memory, settings.Closing, closing)
			d.Hide()
			do()
		}
	}
	stay := kit.NewAnswer(lang.L("Keep running"), theme.ConfirmIcon(), choose(settings.Hides, w.hide))
	d.SetButtons([]fyne.CanvasObject{
		widget.NewButtonWithIcon(lang.L("Cancel"), theme.CancelIcon(), d.Hide),
		widget.NewButtonWithIcon(lang.L("Quit"), theme.LogoutIcon(), choose(settings.Quits, w.quit)), stay,
	})
	d.SetOnClosed(func() { w.asking = false })
	w.raise(d)
	w.window.Canvas().Focus(stay)
}
