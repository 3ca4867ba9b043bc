package ui

import (
	"fmt"
	"testing"
	"testing/synctest"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/theme"

	"hinny/app/ui/look"
	"hinny/app/ui/uitest"
)

// A screen of Full HD, less what the panel, the title and the menu take, in
// pixels.
const (
	screenWidth  = 1920
	screenHeight = 1080 - 120
)

// openScaled opens the window in a language, as large as usual or as the screen
// has room for.
func openScaled(t *testing.T, scale float32, language string) (*Window, *uitest.Queue) {
	t.Helper()
	uitest.App(t, theme.VariantLight)
	uitest.Speak(t, language)
	w, queue := searchedIn(t)
	w.window.Canvas().(software.WindowlessCanvas).SetScale(scale)
	room := uitest.Size().Min(fyne.NewSize(screenWidth/scale, screenHeight/scale))
	w.window.Resize(room)
	if least := w.window.Content().MinSize(); least.Width > room.Width || least.Height > room.Height {
		t.Fatalf("the window wants %v of %v", least, room)
	}
	return w, queue
}

func eachScale(t *testing.T, scales []float32, check func(t *testing.T, scale float32, language string)) {
	for _, language := range []string{look.English, look.Chinese} {
		for _, scale := range scales {
			t.Run(fmt.Sprintf("%s %g", language, scale), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) { check(t, scale, language) })
			})
		}
	}
}

func TestNoTextOfAScreenIsClippedAtAnyScale(t *testing.T) {
	eachScale(t, []float32{1, 1.25, 1.5, 2}, func(t *testing.T, scale float32, language string) {
		w, queue := openScaled(t, scale, language)
		for page, screen := range screens() {
			w.Show(Page(page))
			settle(queue)
			for _, text := range uitest.Clipped(w.window.Canvas()) {
				t.Errorf("%s: %s", screen, text)
			}
		}
	})
}

func TestNoTextOfADialogIsClippedAtAnyScale(t *testing.T) {
	for dialog := range dialogs(nil) {
		t.Run(dialog, func(t *testing.T) {
			eachScale(t, []float32{1, 2}, func(t *testing.T, scale float32, language string) {
				w, queue := openScaled(t, scale, language)
				dialogs(w)[dialog]()
				settle(queue)
				if w.window.Canvas().Overlays().Top() == nil {
					t.Fatal("it does not open")
				}
				for _, text := range uitest.Clipped(w.window.Canvas()) {
					t.Error(text)
				}
			})
		})
	}
}
