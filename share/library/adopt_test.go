package library

import (
	"errors"
	"log/slog"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"hinny/share"
	"hinny/share/catalog"
	"hinny/share/merkle"
)

func adoptionOf(t *testing.T, path, text string) *adoption {
	t.Helper()
	m, err := merkle.Build(t.Context(), strings.NewReader(text), int64(len(text)), nil)
	if err != nil {
		t.Fatal(err)
	}
	return &adoption{path: path, manifest: m}
}

// Downloads that end together are entered in one transaction, and one that
// cannot be shared keeps none of the others out.
func TestAdoptedTogether(t *testing.T) {
	c, err := catalog.Open(filepath.Join(t.TempDir(), "catalog.db"), slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	transactions, broken := 0, error(nil)
	w := &world{dir: realTempDir(t), catalog: c}
	w.Library = New(Options{Catalog: c, disk: disk{store: func(puts []catalog.Entry, deletes []string) error {
		transactions++
		if broken != nil {
			return broken
		}
		return c.Apply(puts, deletes)
	}}})
	if _, err := w.AddFolder(w.dir); err != nil {
		t.Fatal(err)
	}
	other := realTempDir(t)
	batch := []*adoption{
		adoptionOf(t, w.write(t, "a", "one"), "one"),
		adoptionOf(t, filepath.Join(other, "outside"), "two"),
		adoptionOf(t, w.write(t, "b/c", "longer than it was"), "three"),
		adoptionOf(t, w.write(t, "b/d", "four"), "four"),
	}
	w.adoptAll(batch)
	for i, want := range []error{nil, ErrNotShared, share.ErrChanged, nil} {
		if err := batch[i].err; !errors.Is(err, want) || (err == nil) != (want == nil) {
			t.Errorf("download %d: %v, want %v", i, err, want)
		}
	}
	if files, _ := c.Totals(); files != 2 || transactions != 1 {
		t.Errorf("%d files were entered in %d transactions", files, transactions)
	}
	broken = syscall.ENOSPC
	again := adoptionOf(t, w.write(t, "e", "five"), "five")
	if err := w.Adopt(again.path, again.manifest); !errors.Is(err, syscall.ENOSPC) {
		t.Errorf("on a full disk: %v", err)
	}
}
