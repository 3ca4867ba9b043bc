//go:build unix

package library

import (
	"errors"
	"os"
	"path/filepath"
	"sync/atomic"
	"syscall"
	"testing"
)

// otherDevice is what a file system says of a directory on another drive.
type otherDevice struct{ os.FileInfo }

func (o otherDevice) Sys() any {
	stat := *o.FileInfo.Sys().(*syscall.Stat_t)
	stat.Dev += 1000
	return &stat
}

// mountPoint is a directory that a test mounts and unmounts.
type mountPoint struct {
	path, drive string
	unplugged   atomic.Bool
}

// lstat says that an empty mount point lies on another device than the drive.
func (m *mountPoint) lstat(path string) (os.FileInfo, error) {
	info, err := os.Lstat(path)
	if err == nil && path == m.path && m.unplugged.Load() {
		return otherDevice{info}, nil
	}
	return info, err
}

func (m *mountPoint) unplug(t *testing.T) {
	t.Helper()
	m.unplugged.Store(true)
	if err := errors.Join(os.Rename(m.path, m.drive), os.Mkdir(m.path, 0o755)); err != nil {
		t.Fatal(err)
	}
}

func (m *mountPoint) plugIn(t *testing.T) {
	t.Helper()
	if err := errors.Join(os.Remove(m.path), os.Rename(m.drive, m.path)); err != nil {
		t.Fatal(err)
	}
	m.unplugged.Store(false)
}

func TestAnEmptyMountPointIsNotAnEmptiedFolder(t *testing.T) {
	for _, inner := range []string{"", "disks/usb"} {
		m := &mountPoint{drive: filepath.Join(realTempDir(t), "drive")}
		w := &world{dir: realTempDir(t)}
		m.path = filepath.Join(w.dir, inner)
		w.start(t, filepath.Join(t.TempDir(), "catalog.db"), Options{disk: disk{lstat: m.lstat}})
		w.write(t, filepath.Join(inner, "a"), "one")
		w.write(t, filepath.Join(inner, "sub/b"), "three")
		if _, err := w.AddFolder(w.dir); err != nil {
			t.Fatal(err)
		}
		w.awaitEqual(t)
		m.unplug(t)
		w.touch(filepath.Join(m.path, "a"), filepath.Join(m.path, "sub"), m.path)
		w.awaitTrouble(t, m.path+" is there, but the drive")
		w.rescan()
		w.awaitTrouble(t, m.path+" is there, but the drive")
		if w.known() != 2 || w.noticed("but the drive") != 1 {
			t.Errorf("%q: %d files known, notices %q", inner, w.known(), w.Status().Notices)
		}
		m.plugIn(t)
		w.awaitTrouble(t, "")
		w.write(t, filepath.Join(inner, "c"), "new")
		w.awaitEqual(t)
		if hashed := w.Status().Hashed; hashed != 11 {
			t.Errorf("%q: %d bytes read instead of 11", inner, hashed)
		}
	}
}
