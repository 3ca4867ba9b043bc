package ui

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"hinny/app/ui/kit"
	"hinny/app/ui/memory"
	"hinny/app/ui/note"
	"hinny/app/ui/settings"
)

// The names under which the memory keeps how the window was left. What a person
// has chosen is in package settings.
const (
	memoryPage   = "window.page"
	memoryWidth  = "window.width"
	memoryHeight = "window.height"
)

// The sizes of the window: the first one, and the bounds of what is restored,
// so that it can be reached on another screen too.
const (
	firstWidth, firstHeight = 1060, 680
	leastWidth, leastHeight = 640, 400
	mostWidth, mostHeight   = 3840, 2160
)

// restore has the window look as it was left.
func (w *Window) restore() {
	width := memory.Get(w.memory, memoryWidth, float32(firstWidth))
	height := memory.Get(w.memory, memoryHeight, float32(firstHeight))
	w.window.Resize(fyne.NewSize(min(max(width, leastWidth), mostWidth), min(max(height, leastHeight), mostHeight)))
	for _, p := range w.pages {
		p.view.Remember(w.memory)
	}
	w.excerpt.Remember(w.memory)
	if page := memory.Get(w.memory, memoryPage, 0); page > 0 && page < len(w.pages) {
		w.tabs.SelectIndex(page)
	}
}

// keep notes the size of the window. All else was noted when it changed.
func (w *Window) keep() {
	size := w.window.Canvas().Size()
	memory.Set(w.memory, memoryWidth, size.Width)
	memory.Set(w.memory, memoryHeight, size.Height)
}

// remember keeps on the disk how the window was left, until ctx ends.
func (w *Window) remember(ctx context.Context) error {
	w.memory.Run(ctx, func(err error) { w.status.Tell(note.Note{What: note.Failed, Name: memory.FileName, Err: err}) })
	return nil
}

// showPreferences shows what a person can choose.
func (w *Window) showPreferences() { w.showForm(w.newForm()) }

// showLimits shows the limits at once, ready to have the rate of what is sent
// typed.
func (w *Window) showLimits() { w.showRate(true) }

// showRate is showLimits for what is sent, or for what is fetched.
func (w *Window) showRate(sent bool) {
	form := w.newForm()
	field := form.AtLimits(sent)
	w.showForm(form)
	w.window.Canvas().Focus(field)
}

func (w *Window) newForm() *settings.View {
	now := w.status.View().Status
	form := settings.NewView(w.settings, w.memory, settings.Usual{Downloads: now.Downloads, Name: now.DisplayName})
	form.Tray = w.tray != nil
	form.OnBrowse = w.chooseFolder
	if w.week.CanSchedule() {
		form.OnWeek = w.showWeek
	}
	return form
}

// showForm shows the preferences until they are saved or not.
func (w *Window) showForm(form *settings.View) {
	const width, height = 640, 420
	wrong := widget.NewLabel("")
	wrong.Importance, wrong.Wrapping = widget.DangerImportance, fyne.TextWrapWord
	wrong.Hide()
	w.form = form
	var d *dialog.CustomDialog
	spoken := memory.Get(w.memory, settings.Language, "")
	form.OnDone = func() {
		if err := form.Save(); err != nil {
			wrong.SetText(err.Error())
			wrong.Show()
			return
		}
		d.Hide()
		if language := memory.Get(w.memory, settings.Language, ""); language != spoken {
			w.speak(language)
		}
	}
	save := widget.NewButtonWithIcon(lang.L("Save"), theme.ConfirmIcon(), form.OnDone)
	save.Importance = widget.HighImportance
	cancel := widget.NewButtonWithIcon(lang.L("Cancel"), theme.CancelIcon(), func() { d.Hide() })
	content := container.NewBorder(nil, wrong, nil, nil, kit.Tall(kit.Wide(form, width), height))
	d = dialog.NewCustomWithoutButtons(lang.L("Preferences"), content, w.window)
	d.SetButtons([]fyne.CanvasObject{cancel, save})
	d.SetOnClosed(func() { w.form = nil })
	w.raise(d)
}

// updateSettings fills the preferences, when they are shown.
func (w *Window) updateSettings() {
	if w.form != nil {
		w.form.Update()
	}
}
