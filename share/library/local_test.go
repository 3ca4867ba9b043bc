package library

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

func TestLocalFoldersAreThoseThatCanBeTicked(t *testing.T) {
	w := begin(t, Options{})
	for _, file := range []string{"b/x", "a/y", ".hidden/z", "node_modules/n", "file"} {
		w.write(t, file, "1")
	}
	if err := os.Symlink(filepath.Join(w.dir, "a"), filepath.Join(w.dir, "link")); err != nil {
		t.Skip("no links here:", err)
	}
	got, err := w.LocalFolders(w.dir)
	if want := []LocalFolder{{Path: filepath.Join(w.dir, "a")}, {Path: filepath.Join(w.dir, "b")}}; err != nil || !slices.Equal(got, want) {
		t.Errorf("%+v, %v", got, err)
	}
	for _, bad := range []string{"a", filepath.Join(w.dir, "none"), filepath.Join(w.dir, "file")} {
		if got, err := w.LocalFolders(bad); err == nil {
			t.Errorf("%s: %+v", bad, got)
		}
	}
}

// TestLookingBeginsAtHomeAndIsRefusedThere: the home folder comes first, and
// says why it is not shared as a whole.
func TestLookingBeginsAtHomeAndIsRefusedThere(t *testing.T) {
	w := begin(t, Options{})
	home := realTempDir(t)
	t.Setenv("HOME", home)
	t.Setenv("USERPROFILE", home)
	got, err := w.LocalFolders("")
	if err != nil || len(got) == 0 || got[0].Path != home || got[0].Refused == "" || !got[0].Home {
		t.Errorf("%+v, %v", got, err)
	}
	if last := got[len(got)-1]; filepath.Separator == '/' && (last.Path != "/" || last.Refused == "") {
		t.Errorf("the last is %+v", last)
	}
}
