package ui

import (
	"slices"
	"testing"
	"testing/synctest"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"hinny/app/api"
	"hinny/app/ui/ticks"
	"hinny/app/ui/uitest"
)

// TestATickIsReviewedAndTakenAway shares a folder in the tree by keyboard, leaves
// out one of those in another, and shares it again.
func TestATickIsReviewedAndTakenAway(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w, node, queue := open(t, theme.VariantLight)
		w.Show(PageShared)
		w.libraryView.ShowTab(1)
		settle(queue)
		w.ticks.Fold(w.ticks.View().Rows[1], true)
		settle(queue)
		turn := func(path string) []api.Folder {
			t.Helper()
			i := slices.IndexFunc(w.ticks.View().Rows, func(e ticks.Entry) bool { return e.Path == path })
			if i < 0 {
				t.Fatalf("%s is not in the tree", path)
			}
			w.ticksView.Select(i)
			w.ticksView.FocusRows(w.window.Canvas())
			w.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
			settle(queue)
			if w.window.Canvas().Overlays().Top() != nil {
				press(t, w, "Share")
				settle(queue)
			}
			var shared []api.Folder
			node.With(func(n *uitest.Node) { shared = slices.Clone(n.Shared) })
			return shared
		}
		if shared := turn("/home/ada/Music"); len(shared) != 3 {
			t.Errorf("shared: %+v", shared)
		}
		if shared := turn("/home/ada/Animals/Mules"); len(shared) != 3 || len(shared[0].Without) != 1 {
			t.Errorf("left out: %+v", shared)
		}
		if shared := turn("/home/ada/Animals/Mules"); len(shared) != 3 || len(shared[0].Without) != 0 {
			t.Errorf("shared again: %+v", shared)
		}
		if shared := turn("/home/ada"); len(shared) != 3 {
			t.Errorf("the home folder: %+v", shared)
		}
	})
}
