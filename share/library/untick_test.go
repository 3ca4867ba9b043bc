package library

import (
	"fmt"
	"log/slog"
	"path/filepath"
	"testing"

	"hinny/share/catalog"
)

// awaitForgotten waits until the catalog holds nothing.
func (w *world) awaitForgotten(t *testing.T) {
	t.Helper()
	await(t, func() string {
		if files := w.known(); files > 0 {
			return fmt.Sprintf("%d files left of an unticked folder", files)
		}
		return ""
	})
}

// slowly makes a library whose catalog is written to only as the test lets it.
func slowly(t *testing.T, w *world, o Options) (let chan struct{}) {
	t.Helper()
	let = make(chan struct{})
	o.disk.store = func(puts []catalog.Entry, deletes []string) error {
		if len(deletes) > 0 {
			<-let
		}
		return w.catalog.Apply(puts, deletes)
	}
	w.start(t, filepath.Join(t.TempDir(), "catalog.db"), o)
	t.Cleanup(func() { close(let) }) // before the library is stopped
	if _, err := w.AddFolder(w.dir); err != nil {
		t.Fatal(err)
	}
	return let
}

// TestAnUntickedFolderIsShownNoMoreAtOnce: a million files take minutes to
// forget, and neither the person nor their secrets wait for it.
func TestAnUntickedFolderIsShownNoMoreAtOnce(t *testing.T) {
	w := &world{dir: realTempDir(t)}
	w.write(t, "in/a", "1")
	let := slowly(t, w, Options{})
	w.awaitEqual(t)
	e, _ := w.catalog.ByPath(filepath.Join(w.dir, "in/a"))
	if !w.Shows(e.File) {
		t.Error("a shared file is not shown")
	}
	if err := w.RemoveFolder(w.dir); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Open(e.File.Root); w.Shows(e.File) || err == nil || w.known() != 1 {
		t.Errorf("shown %v, opened with %v, %d files known", w.Shows(e.File), err, w.known())
	}
	let <- struct{}{}
	w.awaitForgotten(t)
}

// TestWhatIsTickedAgainIsNotForgotten: of a folder that is being forgotten, a
// folder inside it is ticked.
func TestWhatIsTickedAgainIsNotForgotten(t *testing.T) {
	w, db := &world{dir: realTempDir(t)}, filepath.Join(t.TempDir(), "catalog.db")
	w.write(t, "in/a", "1")
	side := filepath.Dir(w.write(t, "in/side/b", "2"))
	stop := w.start(t, db, Options{})
	if _, err := w.AddFolder(w.dir); err != nil {
		t.Fatal(err)
	}
	w.awaitEqual(t)
	stop()
	c, err := catalog.Open(db, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	l := New(Options{Catalog: c}) // stands still
	if err := l.RemoveFolder(w.dir); err != nil {
		t.Fatal(err)
	}
	if _, err := l.AddFolder(side); err != nil {
		t.Fatal(err)
	}
	if err := l.forgetFiles(t.Context(), w.dir); err != nil {
		t.Fatal(err)
	}
	if left := c.Under(w.dir, 10); len(left) != 1 || left[0] != filepath.Join(side, "b") {
		t.Errorf("left of what is ticked again: %q", left)
	}
}

// TestAStartGoesOnForgetting: the program ended before all of an unticked
// folder was forgotten.
func TestAStartGoesOnForgetting(t *testing.T) {
	w, db := &world{dir: realTempDir(t)}, filepath.Join(t.TempDir(), "catalog.db")
	w.write(t, "a", "1")
	stop := w.start(t, db, Options{})
	if _, err := w.AddFolder(w.dir); err != nil {
		t.Fatal(err)
	}
	w.awaitEqual(t)
	if err := w.catalog.ForgetFolder(w.dir); err != nil {
		t.Fatal(err)
	}
	stop()
	w.start(t, db, Options{})
	w.awaitForgotten(t)
}
