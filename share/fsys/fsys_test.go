package fsys

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"testing"
)

// Both disks keep the same promises.
func TestDirs(t *testing.T) {
	real, err := OpenOS(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for name, dir := range map[string]Dir{"os": real, "memory": NewMemory(1<<20, nil)} {
		t.Run(name, func(t *testing.T) {
			testFiles(t, dir)
			testNames(t, dir)
			if free, err := dir.Free(); err != nil || free <= 0 {
				t.Errorf("free: %d, %v", free, err)
			}
			check(t, dir.Close())
		})
	}
}

func testFiles(t *testing.T, dir Dir) {
	t.Helper()
	if _, err := dir.OpenFile("a", false); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("opening a missing file: %v", err)
	}
	f, err := dir.OpenFile("a", true)
	check(t, err)
	_, err = f.WriteAt([]byte("hello"), 3)
	check(t, err)
	check(t, f.SyncData())
	got := make([]byte, 10)
	if n, err := f.ReadAt(got, 0); n != 8 || !errors.Is(err, io.EOF) || string(got[:n]) != "\x00\x00\x00hello" {
		t.Errorf("read %q, %v", got[:n], err)
	}
	check(t, f.Truncate(5))
	check(t, f.Truncate(7))
	if n, _ := f.ReadAt(got, 3); string(got[:n]) != "he\x00\x00" {
		t.Errorf("after cutting and growing: %q", got[:n])
	}
	for _, size := range []int64{0, 4096} {
		check(t, f.Reserve(max(size, 7)))
	}
	if size, err := f.Size(); size != 4096 || err != nil {
		t.Errorf("after reserving: %d, %v", size, err)
	}
	check(t, f.Close())
}

func testNames(t *testing.T, dir Dir) {
	t.Helper()
	b, err := dir.OpenFile("b", true)
	check(t, err)
	check(t, b.Close())
	check(t, dir.Rename("b", "a"))
	check(t, dir.Sync())
	if size, err := dir.Size("a"); size != 0 || err != nil {
		t.Errorf("renaming over a file leaves %d bytes, %v", size, err)
	}
	if names, err := dir.Names(); !slices.Equal(names, []string{"a"}) {
		t.Errorf("names: %v, %v", names, err)
	}
	check(t, dir.Remove("a"))
	if err := errors.Join(dir.Remove("a"), dir.Rename("a", "b")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a missing file: %v", err)
	}
}

func TestNamesNeverLeaveTheFolder(t *testing.T) {
	above := t.TempDir()
	check(t, os.WriteFile(filepath.Join(above, "secret"), []byte("x"), 0o600))
	check(t, os.Mkdir(filepath.Join(above, "in"), 0o700))
	check(t, os.Symlink("../secret", filepath.Join(above, "in", "link")))
	dir, err := OpenOS(filepath.Join(above, "in"))
	check(t, err)
	for _, name := range []string{"../secret", "../new", "link", "/etc/hostname"} {
		if _, err := dir.OpenFile(name, true); err == nil {
			t.Errorf("%s was opened", name)
		}
	}
	check(t, dir.Close())
}

func TestCrashKeepsWhatWasSynced(t *testing.T) {
	m := NewMemory(1<<20, nil)
	f, err := m.OpenFile("a", true)
	check(t, err)
	_, err = f.WriteAt([]byte("kept"), 0)
	check(t, err)
	check(t, f.SyncData())
	_, err = f.WriteAt([]byte("lost"), 4)
	check(t, err)
	if _, err := m.Crash(false).Size("a"); !errors.Is(err, fs.ErrNotExist) {
		t.Error("a name survives that was not synced")
	}
	for _, keep := range []bool{true, false} {
		if size, err := m.Crash(keep).Size("a"); size != 4 || err != nil {
			t.Errorf("%d bytes survive, %v", size, err)
		}
		check(t, m.Sync())
	}
}

func TestHookFailsTheOperation(t *testing.T) {
	m := NewMemory(1<<20, func(op, _ string) error {
		if op == "write" {
			return syscall.ENOSPC
		}
		return nil
	})
	f, err := m.OpenFile("a", true)
	check(t, err)
	if _, err := f.WriteAt([]byte("x"), 0); !IsFull(err) {
		t.Errorf("got %v", err)
	}
	if size, _ := f.Size(); size != 0 {
		t.Error("it was written all the same")
	}
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
