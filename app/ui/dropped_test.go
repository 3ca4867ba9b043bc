package ui

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/theme"

	"hinny/app/ui/note"
	"hinny/app/ui/uitest"
)

func TestWhatIsDroppedOrPastedIsOffered(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w, _, queue := open(t, theme.VariantLight)
		settle(queue)
		dir := t.TempDir()
		link := "magnet:?xt=urn:blake3:" + uitest.Root(5).String()
		links, film := filepath.Join(dir, "a.magnet"), filepath.Join(dir, "film.txt")
		for path, text := range map[string]string{links: "\n" + link + "\r\n", film: "no link"} {
			if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		drop := func(path string) func() {
			return func() { w.dropped(fyne.Position{}, []fyne.URI{storage.NewFileURI(path)}) }
		}
		offer := func(thing string) func() {
			return func() { w.Offer([]string{thing}) }
		}
		paste := func(text string) func() {
			return func() {
				fyne.CurrentApp().Clipboard().SetContent(text)
				w.pasted() // the canvas of a test passes no shortcuts
			}
		}
		for _, c := range []struct {
			what   string
			do     func()
			dialog bool
		}{
			{"a folder", drop(dir), true},
			{"a file of links", drop(links), true},
			{"another file", drop(film), false},
			{"a start with a folder", offer(dir), true},
			{"a start with a file of links", offer(links), true},
			{"a start with another file", offer(film), false},
			{"a start with a file that is gone", offer(film + "x"), false},
			{"a start with a word", offer("serach"), true},
			{"a pasted link", paste(link), true},
			{"a pasted word", paste("hinny"), false},
		} {
			c.do()
			top := w.window.Canvas().Overlays().Top()
			if (top != nil) != c.dialog {
				t.Errorf("%s: dialog %v", c.what, top != nil)
			}
			if top != nil {
				w.window.Canvas().Overlays().Remove(top)
			}
		}
		settle(queue)
		if said := w.status.View().Note; said.What != note.Failed || !strings.Contains(said.Err.Error(), "is not there") {
			t.Errorf("the last that is said is %+v", said)
		}
	})
}

func TestAnArrivalIsNotifiedToWhoLooksElsewhere(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w, _, queue := open(t, theme.VariantLight)
		var told []string
		w.options.Notify = func(_, text string) { told = append(told, text) }
		for _, away := range []bool{false, true} {
			w.away = away
			w.status.Tell(note.Note{What: note.Arrived, Name: "a.txt"})
			settle(queue)
		}
		if len(told) != 1 || told[0] != "“a.txt” has arrived" {
			t.Errorf("told %q", told)
		}
	})
}
