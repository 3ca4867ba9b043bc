package statefile_test

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"

	"hinny/share/statefile"
)

// names returns what lies in a folder.
func names(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, e := range entries {
		all = append(all, e.Name())
	}
	return all
}

func TestWhatIsWrittenReplacesWhatWasThere(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "book.json")
	for _, text := range []string{"a long first version", "second", ""} {
		if err := statefile.Write(path, []byte(text)); err != nil {
			t.Fatal(err)
		}
		data, err := statefile.Read(path, 100)
		if err != nil || string(data) != text {
			t.Errorf("read %q, %v; wrote %q", data, err, text)
		}
	}
	if left := names(t, dir); len(left) != 1 {
		t.Errorf("left beside it: %v", left)
	}
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("others may read it: %v", info.Mode())
	}
}

func TestAFileAtItsLimitIsReadAndOneByteMoreIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "book.json")
	if err := statefile.Write(path, bytes.Repeat([]byte{1}, 64)); err != nil {
		t.Fatal(err)
	}
	if data, err := statefile.Read(path, 64); err != nil || len(data) != 64 {
		t.Errorf("read %d bytes, %v", len(data), err)
	}
	if _, err := statefile.Read(path, 63); !errors.Is(err, statefile.ErrTooLarge) {
		t.Errorf("a byte too many gives %v", err)
	}
}

func TestAMissingFileIsSaid(t *testing.T) {
	if _, err := statefile.Read(filepath.Join(t.TempDir(), "none"), 1); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got %v", err)
	}
}

func TestAFailedWriteLeavesTheOldFileAndNothingElse(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "book.json")
	if err := os.MkdirAll(filepath.Join(path, "in the way"), 0o700); err != nil { // no file can be renamed over it
		t.Fatal(err)
	}
	if err := statefile.Write(path, []byte("new")); err == nil {
		t.Error("a folder was replaced")
	}
	if left := names(t, dir); len(left) != 1 {
		t.Errorf("left: %v", left)
	}
	if err := statefile.Write(filepath.Join(dir, "no folder", "book.json"), nil); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a missing folder gives %v", err)
	}
}

func TestADamagedFileIsKeptAside(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "book.json")
	for _, text := range []string{"first", "second"} {
		if err := statefile.Write(path, []byte(text)); err != nil {
			t.Fatal(err)
		}
		aside, err := statefile.SetAside(path)
		if err != nil {
			t.Fatal(err)
		}
		if data, err := statefile.Read(aside, 100); err != nil || string(data) != text {
			t.Errorf("set aside: %q, %v", data, err)
		}
	}
	if left := names(t, dir); len(left) != 1 {
		t.Errorf("left: %v", left)
	}
	if _, err := statefile.SetAside(path); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a missing file gives %v", err)
	}
}

func TestAValueComesBackAsItWasWritten(t *testing.T) {
	path := filepath.Join(t.TempDir(), "value.json")
	var got []string
	if err := statefile.ReadJSON(path, 100, &got); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("of a missing file: %v", err)
	}
	if err := statefile.WriteJSON(path, []string{"a", "骡"}); err != nil {
		t.Fatal(err)
	}
	if err := statefile.ReadJSON(path, 100, &got); err != nil || !slices.Equal(got, []string{"a", "骡"}) {
		t.Errorf("%q, %v", got, err)
	}
	if err := statefile.ReadJSON(path, 3, &got); !errors.Is(err, statefile.ErrTooLarge) {
		t.Errorf("of a file that is too large: %v", err)
	}
	if err := os.WriteFile(path, []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := statefile.ReadJSON(path, 100, &got); err == nil {
		t.Error("a damaged file is understood")
	}
}
