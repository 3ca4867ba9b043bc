package ui

import (
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"

	"hinny/app/ui/hiding"
	"hinny/app/ui/kit"
)

// showHiding shows the patterns that hide files of shared folders.
func (w *Window) showHiding() {
	const width, height = 720, 420
	if !w.hiding.CanHide() {
		return
	}
	list := hiding.NewView(w.hiding)
	list.OnAsk = w.ask
	w.hidden = list
	w.hiding.SetShown(true)
	d := dialog.NewCustom(lang.L("Hidden files"), lang.L("Close"), kit.Tall(kit.Wide(list, width), height), w.window)
	d.SetOnClosed(func() {
		w.hidden = nil
		w.hiding.SetShown(false)
	})
	d.Show()
	w.window.Canvas().Focus(list.Field())
}

// updateHiding draws the patterns, when they are shown.
func (w *Window) updateHiding() {
	if w.hidden != nil {
		w.hidden.Update()
	}
}
