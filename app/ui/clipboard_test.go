package ui

import (
	"testing"
	"testing/synctest"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"hinny/app/ui/memory"
	"hinny/app/ui/settings"
	"hinny/app/ui/uitest"
)

func TestCopiedLinksAreOfferedToWhoWantsIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w, _, queue := open(t, theme.VariantLight)
		settle(queue)
		told := 0
		w.options.Notify = func(_, _ string) { told++ }
		link := func(i int) string { return "magnet:?xt=urn:blake3:" + uitest.Root(i).String() }
		// offered reports whether the text, copied somewhere, opens a dialog.
		offered := func(text string) bool {
			fyne.CurrentApp().Clipboard().SetContent(text)
			for range 3 {
				uitest.Pass(clipboardEvery)
				settle(queue)
			}
			top := w.window.Canvas().Overlays().Top()
			if top != nil {
				w.window.Canvas().Overlays().Remove(top)
			}
			return top != nil
		}
		if offered(link(1)) {
			t.Error("offered although nobody asked for it")
		}
		memory.Set(w.memory, settings.Clipboard, true)
		if offered(link(1)) {
			t.Error("what was there before is offered")
		}
		w.away = true
		if !offered(link(2)) || told != 1 {
			t.Errorf("a copied link is not offered; notified %d times", told)
		}
		if offered(link(2)) || offered("a word") || told != 1 {
			t.Error("offered again, or what is no link")
		}
		w.copy(link(3))
		if offered(link(3)) {
			t.Error("a link that we copied ourselves is offered")
		}
		w.Guide() // something else is asked now
		w.showShortcuts()
		fyne.CurrentApp().Clipboard().SetContent(link(4))
		uitest.Pass(2 * clipboardEvery)
		settle(queue)
		for w.window.Canvas().Overlays().Top() != nil {
			w.window.Canvas().Overlays().Remove(w.window.Canvas().Overlays().Top())
		}
		if !offered(link(4)) {
			t.Error("what was copied during a dialog is not offered after it")
		}
	})
}
