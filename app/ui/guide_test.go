package ui

import (
	"testing"
	"testing/synctest"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"hinny/app/ui/memory"
	"hinny/app/ui/settings"
)

func TestTheFirstStepsShareAFolder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w, node, queue := open(t, theme.VariantLight)
		w.Guide()
		settle(queue)
		c := w.window.Canvas()
		if c.Overlays().Top() == nil || c.Focused() == nil {
			t.Fatal("nothing is shown, or nothing has the keyboard")
		}
		for range 4 { // over what chooses folders, to the name
			c.FocusNext()
		}
		test.Type(c.Focused(), "Ada")
		for range 4 {
			c.FocusPrevious()
		}
		test.Type(c.Focused(), "/home/ada/New")
		c.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
		settle(queue)
		press(t, w, "Share") // what would be public is seen first
		settle(queue)
		if c.Overlays().Top() != nil || !memory.Get(w.memory, settings.Guided, false) {
			t.Error("the first steps do not end")
		}
		if n := len(node.Shared); n != 3 || node.Shared[2].Path != "/home/ada/New" {
			t.Errorf("shared %+v", node.Shared)
		}
		if node.Now.DisplayName != "Ada" {
			t.Errorf("others see %q", node.Now.DisplayName)
		}
		if node.Now.Downloads != "/home/ada/Downloads" {
			t.Error("the downloads folder was changed though nobody asked for it")
		}
	})
}

func TestAnotherStartRaisesTheWindowWithItsLinks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w, _, queue := open(t, theme.VariantLight)
		settle(queue)
		w.Raise(nil)
		if w.window.Canvas().Overlays().Top() != nil {
			t.Error("a dialog about nothing")
		}
		w.Raise([]string{"magnet:?xt=urn:blake3:aa"})
		if w.window.Canvas().Overlays().Top() == nil {
			t.Error("nobody asks about the link")
		}
	})
}
