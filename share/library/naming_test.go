package library

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestANewNameIsWhatOthersSee(t *testing.T) {
	w := begin(t, Options{})
	path := w.write(t, "in/side/a", "1")
	w.awaitEqual(t)
	hashed := w.Status().Hashed
	if f, err := w.NameFolder(w.dir, "Songs 歌"); err != nil || f.Name != "Songs 歌" || f.Files != 1 {
		t.Fatalf("%+v, %v", f, err)
	}
	await(t, func() string {
		if e, _ := w.catalog.ByPath(path); e.File.Rel != "Songs 歌/in/side/a" {
			return "others see " + e.File.Rel
		}
		return ""
	})
	if w.Status().Hashed != hashed {
		t.Error("naming hashed again")
	}
	if f := New(Options{Catalog: w.catalog}).Folders(); f[0].Name != "Songs 歌" {
		t.Errorf("after a restart it is called %q", f[0].Name)
	}
}

func TestNamesThatAreNoGoodAreRefused(t *testing.T) {
	w := begin(t, Options{})
	other := filepath.Join(realTempDir(t), "Other")
	if err := os.Mkdir(other, 0o755); err != nil {
		t.Fatal(err)
	}
	if _, err := w.AddFolder(other); err != nil {
		t.Fatal(err)
	}
	before := w.Folders()
	for _, name := range []string{"", ".", "..", "a/b", "../x", "/home/me", "con", "x\x00y", "tail ", "OTHER", strings.Repeat("x", 300)} {
		if _, err := w.NameFolder(w.dir, name); err == nil {
			t.Errorf("%q was taken", name)
		}
	}
	if _, err := w.NameFolder(filepath.Join(w.dir, "none"), "x"); !errors.Is(err, ErrNotShared) {
		t.Errorf("a folder that is not shared: %v", err)
	}
	for i, f := range w.Folders() {
		if f.Name != before[i].Name {
			t.Errorf("%s is called %q now", f.Path, f.Name)
		}
	}
}
