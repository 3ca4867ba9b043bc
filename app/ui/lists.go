package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"

	"hinny/app/ui/hiding"
	"hinny/app/ui/kit"
	"hinny/app/ui/week"
)

// list is a list in a dialog of its own.
type list interface {
	fyne.CanvasObject
	Update()
	Field() *kit.Field // what is typed into first
}

// showHiding shows the patterns that hide files of shared folders.
func (w *Window) showHiding() {
	if !w.hiding.CanHide() {
		return
	}
	patterns := hiding.NewView(w.hiding)
	patterns.OnAsk = w.ask
	w.showList(lang.L("Hidden files"), patterns, w.hiding.SetShown)
}

// showWeek shows the weekly schedule of the limits.
func (w *Window) showWeek() {
	if w.week.CanSchedule() {
		w.showList(lang.L("Weekly schedule"), week.NewView(w.week), w.week.SetShown)
	}
}

// showList shows a list until it is closed; shown tells its presenter.
func (w *Window) showList(title string, l list, shown func(bool)) {
	const width, height = 720, 420
	w.list = l
	shown(true)
	d := dialog.NewCustom(title, lang.L("Close"), kit.Tall(kit.Wide(l, width), height), w.window)
	d.SetOnClosed(func() {
		w.list = nil
		shown(false)
	})
	w.raise(d)
	w.window.Canvas().Focus(l.Field())
}

// updateList draws the list in a dialog, when one is shown.
func (w *Window) updateList() {
	if w.list != nil {
		w.list.Update()
	}
}
