package ui

import (
	"testing"
	"testing/synctest"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"hinny/app/ui/look"
	"hinny/app/ui/uitest"
)

// Where the pointer rests, in the pictures of the screens.
var (
	onCutName = fyne.NewPos(150, 247)
	onBar     = fyne.NewPos(360, 127)
)

func TestTipsLookAsTheyDid(t *testing.T) {
	for name, variant := range uitest.Variants() {
		synctest.Test(t, func(t *testing.T) {
			w, queue := searched(t, variant)
			w.window.Canvas().Unfocus() // the cursor of a field blinks
			rest(w, queue, onCutName)
			test.AssertRendersToImage(t, "tip-name-"+name+".png", w.window.Canvas())
			w.Show(PageTransfers)
			settle(queue)
			rest(w, queue, onBar)
			test.AssertRendersToImage(t, "tip-bar-"+name+".png", w.window.Canvas())
		})
	}
}

func TestTipsSpeakChinese(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		uitest.App(t, theme.VariantLight)
		uitest.Speak(t, look.Chinese)
		w, queue := searchedIn(t)
		w.Show(PageTransfers)
		settle(queue)
		rest(w, queue, onBar)
		test.AssertObjectRendersToMarkup(t, "tip-bar-zh.xml", w.tips)
	})
}

// TestATipGoesWithWhatItIsOn: the pointer need not move for that.
func TestATipGoesWithWhatItIsOn(t *testing.T) {
	for how, act := range map[string]func(w *Window){
		"another page":       func(w *Window) { w.Show(PagePeers) },
		"a dialog":           func(w *Window) { w.showAbout() },
		"a key in the field": func(w *Window) { w.searchView.Field().KeyDown(&fyne.KeyEvent{Name: fyne.KeyA}) },
		"another language":   func(w *Window) { w.speak(look.English) },
	} {
		synctest.Test(t, func(t *testing.T) {
			w, queue := searched(t, theme.VariantLight)
			rest(w, queue, onCutName)
			if !w.tips.Visible() {
				t.Fatal("there is no tip")
			}
			if act(w); w.tips.Visible() {
				t.Errorf("it stays after %s", how)
			}
		})
	}
}

// rest leaves the pointer at a place until all that follows has come.
func rest(w *Window, q *uitest.Queue, at fyne.Position) {
	test.MoveMouse(w.window.Canvas(), at)
	settle(q)
}
