package library

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"hinny/share"
)

// sharesNow waits until so many files are known, all of them inside dir.
func (w *world) sharesNow(t testing.TB, files int, dir string) {
	t.Helper()
	await(t, func() string {
		known := len(w.catalog.Under(dir, files+1))
		if all, _ := w.catalog.Totals(); known == files && all == files {
			return ""
		}
		all, _ := w.catalog.Totals()
		return fmt.Sprintf("%d files known in %s, %d in all", known, dir, all)
	})
}

func TestAMovedFolderOf10000FilesIsNotRead(t *testing.T) {
	w := &world{dir: realTempDir(t)}
	from := filepath.Join(w.dir, "from")
	smallFiles(t, from)
	w.start(t, filepath.Join(t.TempDir(), "catalog.db"), Options{})
	if _, err := w.AddFolder(w.dir); err != nil {
		t.Fatal(err)
	}
	w.sharesNow(t, manyFiles, from)
	hashed := w.Status().Hashed
	to := filepath.Join(w.dir, "deep", "to")
	if err := os.Mkdir(filepath.Dir(to), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(from, to); err != nil {
		t.Fatal(err)
	}
	w.sharesNow(t, manyFiles, to)
	if again := w.Status().Hashed - hashed; again != 0 {
		t.Errorf("%d bytes were read again", again)
	}
}

func TestACopyHasTheRootOfItsOriginal(t *testing.T) {
	w := begin(t, Options{})
	w.write(t, "original", "the same words")
	w.awaitEqual(t)
	w.write(t, "copies/one", "the same words")
	w.awaitEqual(t)
	if files := w.catalog.ByRoot(rootOf("the same words")); len(files) != 2 {
		t.Fatalf("%d files have the root", len(files))
	}
	if hashed := w.Status().Hashed; hashed != 28 {
		t.Errorf("%d bytes were read; a copy has to be", hashed)
	}
	if err := os.Remove(filepath.Join(w.dir, "original")); err != nil {
		t.Fatal(err)
	}
	w.awaitEqual(t)
	r, err := w.Open(rootOf("the same words"))
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if err := share.CheckSize(r.Size()); err != nil || filepath.Base(r.Name()) != "one" {
		t.Errorf("the copy is served as %s, %v", r.Name(), err)
	}
}
