package part

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

func TestAFinishedFileGetsAnotherName(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"old.txt", "taken.txt"} {
		check(t, os.WriteFile(filepath.Join(dir, name), []byte(name), 0o600))
	}
	if _, err := Rename(filepath.Join(dir, "old.txt"), "taken.txt"); !errors.Is(err, fs.ErrExist) {
		t.Errorf("over another file: %v", err)
	}
	got, err := Rename(filepath.Join(dir, "old.txt"), "../new\x00: name.txt")
	if err != nil || filepath.Dir(got) != dir || string(readFileOf(t, got)) != "old.txt" {
		t.Errorf("it is %q now, %v", got, err)
	}
	if same, err := Rename(got, filepath.Base(got)); err != nil || same != got {
		t.Errorf("to its own name: %q, %v", same, err)
	}
	if string(readFileOf(t, filepath.Join(dir, "taken.txt"))) != "taken.txt" {
		t.Error("another file was overwritten")
	}
	if _, err := Rename(filepath.Join(dir, "gone.txt"), "x"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("of a file that is gone: %v", err)
	}
}
