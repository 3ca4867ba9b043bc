package ui

import (
	"testing"
	"testing/synctest"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"hinny/app/api"
	"hinny/app/ui/kit"
	"hinny/app/ui/uitest"
)

func TestEscapeClosesTheDialogInFront(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w, _, _ := open(t, theme.VariantLight)
		c := w.window.Canvas()
		sure := false
		for name, show := range map[string]func(){
			"a field": func() { w.AddFolder("") }, "a link": func() { w.AddLink("") }, "nothing": w.showShortcuts,
			"a question": func() { w.ask("Sure?", func() { sure = true }) }, "an answer": w.askClosing,
			"limits": w.showLimits, "a list": w.showHiding, "a name": func() { w.rename(api.Transfer{Name: "a.txt"}) },
		} {
			show()
			if c.Overlays().Top() == nil {
				t.Fatalf("no dialog with %s", name)
			}
			if escape := (&fyne.KeyEvent{Name: fyne.KeyEscape}); c.Focused() != nil {
				c.Focused().TypedKey(escape)
			} else {
				c.OnTypedKey()(escape)
			}
			if top := c.Overlays().Top(); top != nil {
				t.Errorf("the dialog with %s stays", name)
				c.Overlays().Remove(top)
			}
		}
		if sure || w.form != nil || w.list != nil || w.asking {
			t.Error("what Escape closed was answered, or counts as shown")
		}
	})
}

func TestTheRateInTheStatusBarLeadsToItsLimit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w, node, queue := open(t, theme.VariantLight)
		settle(queue)
		w.statusBar.onRate(true)
		settle(queue)
		test.Type(w.window.Canvas().Focused(), "250")
		w.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
		settle(queue)
		limits, err := node.Limit(t.Context(), api.LimitsChange{})
		if err != nil || limits.Up != 250_000 || w.window.Canvas().Overlays().Top() != nil {
			t.Errorf("%+v: %v; or the dialog stays", limits, err)
		}
	})
}

func TestLinksThatComeWhileOneIsAskedForStandBelowIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w, node, queue := open(t, theme.VariantLight)
		links := []string{"magnet:?xt=urn:blake3:" + uitest.Root(7).String(), "magnet:?xt=urn:blake3:" + uitest.Root(8).String()}
		w.AddLink(links[0])
		w.AddLink(links[0] + "\n" + links[1] + "\n")
		if open := len(w.window.Canvas().Overlays().List()); open != 1 {
			t.Fatalf("%d dialogs are open", open)
		}
		w.window.Canvas().Focused().(*kit.Field).OnSubmitted("")
		settle(queue)
		if len(node.Ordered) != 2 || node.Ordered[0].Target != links[0] || node.Ordered[1].Target != links[1] {
			t.Errorf("ordered %+v", node.Ordered)
		}
		w.AddLink(links[1])
		if w.linking.field.Text != links[1] {
			t.Error("a dialog that was closed takes no more")
		}
	})
}
