package ui

import (
	"testing"
	"testing/synctest"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"hinny/app/ui/memory"
	"hinny/app/ui/uitest"
)

func TestTheWindowComesBackAsItWasLeft(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w, node, queue := open(t, theme.VariantLight)
		w.Show(PageShared)
		w.window.Resize(fyne.NewSize(900, 555))
		settle(queue)
		want := w.window.Canvas().Size()
		w.keep()
		again := New(Options{Window: test.NewTempWindow(t, nil), Backend: node, Do: queue.Do, Memory: w.memory})
		if size := again.window.Canvas().Size(); size != want {
			t.Errorf("%v became %v", want, size)
		}
		if page := again.tabs.SelectedIndex(); Page(page) != PageShared {
			t.Errorf("page %d is in front", page)
		}
		memory.Set(w.memory, memoryWidth, -5.0)
		if width := New(Options{Window: test.NewTempWindow(t, nil), Backend: uitest.Sample(), Do: queue.Do, Memory: w.memory}).window.Canvas().Size().Width; width < leastWidth {
			t.Errorf("a width of %v cannot be worked with", width)
		}
	})
}
