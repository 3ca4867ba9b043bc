package ui

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"hinny/app/api"
	"hinny/app/ui/search"
	"hinny/app/ui/uitest"
)

// open shows the window over the sample node, in virtual time.
func open(t *testing.T, variant fyne.ThemeVariant) (*Window, *uitest.Node, *uitest.Queue) {
	t.Helper()
	uitest.App(t, variant)
	return openIn(t)
}

// openIn does the same in the application there is.
func openIn(t *testing.T) (*Window, *uitest.Node, *uitest.Queue) {
	t.Helper()
	window := test.NewTempWindow(t, nil)
	queue, node := &uitest.Queue{}, uitest.Sample()
	w := New(Options{Window: window, Backend: node, Do: queue.Do, Version: "test"})
	window.Resize(uitest.Size())
	uitest.Start(t, w.Run)
	return w, node, queue
}

// settle lets the window catch up with its presenters.
func settle(q *uitest.Queue) {
	for range 10 {
		uitest.Pass(beat)
		q.Pump()
	}
}

func TestTheMainJobByKeyboard(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w, node, queue := open(t, theme.VariantLight)
		if w.window.Canvas().Focused() != fyne.Focusable(w.searchView.Field()) {
			t.Fatal("the search field does not have the keyboard at the start")
		}
		key := func(name fyne.KeyName) { w.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: name}) }
		test.Type(w.searchView.Field(), "hinnies")
		key(fyne.KeyReturn)
		settle(queue)
		key(fyne.KeyDown) // into the results
		key(fyne.KeyReturn)
		settle(queue)
		if len(node.Ordered) != 1 || node.Ordered[0].Name != "A short history of hinnies.pdf" {
			t.Errorf("ordered %+v", node.Ordered)
		}
		if text := w.statusBar.message.String(); !strings.Contains(text, "A short history of hinnies.pdf") {
			t.Errorf("the status bar says %q", text)
		}
	})
}

func TestFunctionKeysWorkWhereverTheKeyboardIs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w, _, queue := open(t, theme.VariantLight)
		settle(queue)
		c := w.window.Canvas()
		for what, focus := range map[string]func(){
			"a field": w.FocusSearch, "a table": func() { w.searchView.FocusRows(c) }, "nothing": c.Unfocus,
		} {
			focus()
			if f1 := (&fyne.KeyEvent{Name: fyne.KeyF1}); c.Focused() != nil {
				c.Focused().TypedKey(f1)
			} else {
				c.OnTypedKey()(f1)
			}
			top := c.Overlays().Top()
			if top == nil {
				t.Errorf("F1 does nothing while %s has the keyboard", what)
				continue
			}
			c.Overlays().Remove(top)
		}
	})
}

func TestALinkPastedIntoTheSearchIsADownload(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w, node, queue := open(t, theme.VariantLight)
		link := "magnet:?xt=urn:blake3:" + uitest.Root(99).String()
		w.searchView.Field().SetText(link)
		if w.window.Canvas().Overlays().Top() == nil {
			t.Fatal("no dialog asks about the link")
		}
		w.transfers.Add(link)
		settle(queue)
		if len(node.Ordered) != 1 || node.Ordered[0].Target != link || w.searchView.Field().Text != "" {
			t.Errorf("ordered %+v, the field holds %q", node.Ordered, w.searchView.Field().Text)
		}
	})
}

func TestEveryDialogOpens(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w, _, queue := open(t, theme.VariantDark)
		for name, show := range map[string]func(){
			"folder": func() { w.AddFolder("/home/ada") }, "link": func() { w.AddLink("") }, "question": func() { w.ask("Sure?", func() {}) },
			"preferences": w.showPreferences, "guide": w.showGuide, "details": func() { w.showDetails(search.Row{Name: "a", Names: []string{"a", "b"}}) },
			"contact": func() { w.namePeer(api.Peer{Peer: "x"}) }, "code": func() { w.showCode("12D3KooWSomebody") }, "rename": func() { w.rename(api.Transfer{Name: "a.txt"}) }, "category": func() { w.fileUnder(api.Category{}, nil) },
			"message": w.showMessage, "hiding": w.showHiding, "week": w.showWeek, "shortcuts": w.showShortcuts, "about": w.showAbout, "export": w.export,
		} {
			show()
			top := w.window.Canvas().Overlays().Top()
			if top == nil {
				t.Errorf("%s: no dialog", name)
				continue
			}
			if size := top.MinSize(); size.Width > 900 || size.Height > 560 {
				t.Errorf("%s needs %v, more than a small screen has", name, size)
			}
			w.window.Canvas().Overlays().Remove(top)
		}
		settle(queue)
	})
}

func TestAPageThatIsNotSeenIsNotDrawn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w, node, queue := open(t, theme.VariantLight)
		settle(queue)
		node.With(func(n *uitest.Node) { n.Now.Indexed = 4711 })
		uitest.Pass(time.Second)
		queue.Pump()
		if text := w.statusBar.files.String(); !strings.Contains(text, "4,711") {
			t.Errorf("the status bar says %q", text)
		}
		if w.pages[PagePeers].screen.visible.Load() {
			t.Error("peers count as seen behind the search")
		}
	})
}
