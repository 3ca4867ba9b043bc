package ui

import (
	"errors"
	"strings"
	"sync"
	"testing"
	"testing/synctest"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"hinny/app/ui/note"
)

// TestWhatIsHereIsOpenedOrItsPathIsCopied: a program is not started, its folder
// is shown.
func TestWhatIsHereIsOpenedOrItsPathIsCopied(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w, _, queue := open(t, theme.VariantLight)
		var mu sync.Mutex
		var opened []string
		var fails error
		w.options.Open = func(path string) error {
			mu.Lock()
			defer mu.Unlock()
			opened = append(opened, path)
			return fails
		}
		for _, path := range []string{"/got/a.flac", "/got/a.exe"} {
			w.status.Tell(note.Note{What: note.Here, Name: path, Show: true})
			settle(queue)
		}
		w.status.Tell(note.Note{What: note.Here, Name: "/got/b.flac"}) // said, not opened
		settle(queue)
		if got := strings.Join(opened, " "); got != "/got/a.flac /got" {
			t.Errorf("opened %s", got)
		}
		mu.Lock()
		fails = errors.New("exit status 3")
		mu.Unlock()
		w.openFolder("/got")
		settle(queue)
		if got := fyne.CurrentApp().Clipboard().Content(); got != "/got" {
			t.Errorf("%q is copied of a folder that nothing opens", got)
		}
	})
}
