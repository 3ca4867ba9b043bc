package ui

import (
	"testing"
	"testing/synctest"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"hinny/app/ui/note"
	"hinny/app/ui/uitest"
)

func TestAFolderIsReviewedBeforeItIsShared(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w, node, queue := open(t, theme.VariantLight)
		count := func() (n int) {
			node.With(func(node *uitest.Node) { n = len(node.Shared) })
			return n
		}
		settle(queue)
		before := count()
		w.AddFolder("/home/ada/Music")
		w.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
		settle(queue)
		if count() != before {
			t.Fatal("it is shared before anybody saw what would be public")
		}
		press(t, w, "Cancel")
		settle(queue)
		if count() != before {
			t.Fatal("it is shared though the person said no")
		}
		w.share("/home/ada/Music")
		settle(queue)
		press(t, w, "Share")
		settle(queue)
		if count() != before+1 {
			t.Error("it is not shared")
		}
	})
}

func TestAFolderThatIsRefusedIsSaid(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w, node, queue := open(t, theme.VariantLight)
		settle(queue)
		w.share("/")
		settle(queue)
		if n := w.status.View().Note; n.What != note.Failed || w.window.Canvas().Overlays().Top() != nil {
			t.Errorf("told %+v", n)
		}
		node.With(func(n *uitest.Node) {
			for _, f := range n.Shared {
				if f.Path == "/" {
					t.Error("the whole drive is shared")
				}
			}
		})
	})
}
