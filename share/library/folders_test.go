package library

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestFoldersInsideOneAnother(t *testing.T) {
	w := begin(t, Options{})
	w.write(t, "in/side/a", "1")
	w.awaitEqual(t)
	if _, err := w.AddFolder(filepath.Join(w.dir, "in")); err == nil || !strings.Contains(err.Error(), "part of "+w.dir) {
		t.Errorf("a folder inside a shared one: %v", err)
	}
	if err := w.RemoveFolder(w.dir); err != nil {
		t.Fatal(err)
	}
	w.awaitForgotten(t)
	if _, err := w.AddFolder(filepath.Join(w.dir, "in")); err != nil {
		t.Fatal(err)
	}
	w.awaitEqual(t)
	hashed := w.Status().Hashed
	if _, err := w.AddFolder(w.dir); err != nil {
		t.Fatal(err)
	}
	await(t, func() string {
		if f := w.Folders(); len(f) != 1 || f[0].Files != 1 || f[0].Path != w.dir {
			return "the folder above did not take over"
		}
		return ""
	})
	if w.Status().Hashed != hashed {
		t.Error("taking over hashed again")
	}
}

func TestFoldersOfOneNameAreToldApart(t *testing.T) {
	w := begin(t, Options{})
	other := filepath.Join(realTempDir(t), filepath.Base(w.dir))
	if err := os.Mkdir(other, 0o755); err != nil {
		t.Fatal(err)
	}
	f, err := w.AddFolder(other)
	if err != nil || f.Name != filepath.Base(w.dir)+" (2)" {
		t.Errorf("named %q, %v", f.Name, err)
	}
}
