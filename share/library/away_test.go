package library

import (
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"lukechampine.com/blake3"

	"hinny/share"
	"hinny/share/catalog"
)

// awaitTrouble scans until the folder says so of itself, or that all is well.
func (w *world) awaitTrouble(t *testing.T, words string) {
	t.Helper()
	await(t, func() string {
		f := w.Folders()[0]
		if (words == "" && f.Err == "") || (words != "" && strings.Contains(f.Err, words)) {
			return ""
		}
		w.rescan()
		return "the folder says: " + f.Err
	})
}

func rootOf(text string) share.RootHash { return blake3.Sum256([]byte(text)) }

func TestAFolderThatVanishedIsNotForgotten(t *testing.T) {
	w := begin(t, Options{})
	w.write(t, "a", "one")
	w.write(t, "sub/b", "three")
	w.awaitEqual(t)
	drive := w.dir + "-unplugged"
	r, err := w.Open(rootOf("one"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(w.dir, drive); err != nil {
		t.Fatal(err)
	}
	if err := r.Check(); !errors.Is(err, share.ErrChanged) {
		t.Errorf("reading from what is unplugged: %v", err)
	}
	r.Close()
	w.awaitTrouble(t, "connect it")
	if _, err := w.Open(rootOf("three")); err == nil {
		t.Error("a file was opened that is away")
	}
	w.touch(filepath.Join(w.dir, "a"), filepath.Join(w.dir, "sub"))
	w.awaitTrouble(t, "connect it")
	if w.known() != 2 || w.noticed("connect it") != 1 {
		t.Errorf("%d files known, notices %q", w.known(), w.Status().Notices)
	}
	if err := os.Rename(drive, w.dir); err != nil {
		t.Fatal(err)
	}
	w.awaitTrouble(t, "")
	w.write(t, "c", "new")
	w.awaitEqual(t)
	if hashed := w.Status().Hashed; hashed != 11 || w.noticed("connect it") != 0 {
		t.Errorf("%d bytes read instead of 11, notices %q", hashed, w.Status().Notices)
	}
}

func TestADriveUnderAnotherNumberIsTheSameDrive(t *testing.T) {
	db := filepath.Join(t.TempDir(), "catalog.db")
	w := &world{dir: realTempDir(t)}
	stop := w.start(t, db, Options{})
	path := w.write(t, "a", "one")
	gone := w.write(t, "b", "two")
	if _, err := w.AddFolder(w.dir); err != nil {
		t.Fatal(err)
	}
	w.awaitEqual(t)
	before, _ := w.catalog.ByPath(path)
	for _, p := range []string{path, gone} {
		e, _ := w.catalog.ByPath(p)
		e.Identity.Device += 1000 // as it was when it was hashed
		if err := w.catalog.Put([]catalog.Entry{e}); err != nil {
			t.Fatal(err)
		}
	}
	stop()
	if err := os.Remove(gone); err != nil {
		t.Fatal(err)
	}
	w.start(t, db, Options{})
	w.awaitEqual(t)
	await(t, func() string {
		if e, _ := w.catalog.ByPath(path); e.Identity != before.Identity {
			return "the new number is not written down"
		}
		return ""
	})
	if hashed := w.Status().Hashed; hashed != 0 {
		t.Errorf("%d bytes were read of what did not change", hashed)
	}
}

func TestAnUnreadableFolderIsKeptAndSaidOnce(t *testing.T) {
	var locked atomic.Pointer[string]
	none := ""
	locked.Store(&none)
	w := begin(t, Options{disk: disk{readDir: func(dir string) ([]os.DirEntry, error) {
		if dir == *locked.Load() {
			return nil, &os.PathError{Op: "open", Path: dir, Err: syscall.EACCES}
		}
		return os.ReadDir(dir)
	}}})
	w.write(t, "sub/a", "one")
	w.awaitEqual(t)
	sub := filepath.Join(w.dir, "sub")
	locked.Store(&sub)
	w.awaitTrouble(t, sub+" cannot be read now: permission denied")
	w.write(t, "b", "the rest goes on")
	w.awaitEqual(t)
	if w.known() != 2 || w.noticed("cannot be read") != 1 {
		t.Errorf("%d files known, notices %q", w.known(), w.Status().Notices)
	}
	locked.Store(&none)
	w.awaitTrouble(t, "")
	if w.noticed("cannot be read") != 0 {
		t.Errorf("still said: %q", w.Status().Notices)
	}
}

func TestAFullDiskLosesNoWork(t *testing.T) {
	var full atomic.Bool
	var tries atomic.Int64
	var w *world
	o := Options{Quiet: time.Second, disk: disk{store: func(puts []catalog.Entry, gone []string) error {
		if full.Load() && len(puts)+len(gone) > 0 {
			tries.Add(1)
			return syscall.ENOSPC
		}
		return w.catalog.Apply(puts, gone)
	}}}
	virtuallyWith(t, o, func(t *testing.T, f *fakeWatcher, running *world) {
		w = running
		full.Store(true)
		w.write(t, "a", "one")
		w.rescan()
		pass(10 * time.Minute)
		if w.known() != 0 || w.noticed("could not be written down") != 1 {
			t.Errorf("%d files known, notices %q", w.known(), w.Status().Notices)
		}
		if n := tries.Load(); n < 5 || n > 20 {
			t.Errorf("tried %d times in ten minutes", n)
		}
		full.Store(false)
		pass(lastRetry + time.Second)
		if w.known() != 1 || w.Status().Hashed != 3 || len(w.Status().Notices) != 0 {
			t.Errorf("%d files known, %d bytes read, notices %q", w.known(), w.Status().Hashed, w.Status().Notices)
		}
	})
}

func TestAFileNobodyReadsIsClosed(t *testing.T) {
	virtuallyWith(t, Options{Quiet: time.Second}, func(t *testing.T, _ *fakeWatcher, w *world) {
		w.write(t, "a", "one")
		w.rescan()
		pass(time.Minute)
		open := func() *Reader {
			r, err := w.Open(rootOf("one"))
			if err != nil {
				t.Fatal(err)
			}
			return r
		}
		open().Close()
		pass(time.Second)
		if len(w.handles.idle) != 1 {
			t.Error("a file is closed at once though it may be asked for again")
		}
		pass(2 * maxIdle)
		if len(w.handles.byPath) != 0 {
			t.Error("a file nobody reads stays open")
		}
		r := open()
		pass(2 * maxIdle)
		if _, err := r.ReadAt(make([]byte, 1), 0); err != nil {
			t.Errorf("a file was closed while it was read: %v", err)
		}
		r.Close()
	})
}

// atRest makes a library of one folder that does not run.
func atRest(t *testing.T) (l *Library, dir string) {
	t.Helper()
	c, err := catalog.Open(filepath.Join(t.TempDir(), "catalog.db"), slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	l, dir = New(Options{Catalog: c}), realTempDir(t)
	if _, err := l.AddFolder(dir); err != nil {
		t.Fatal(err)
	}
	return l, dir
}

func TestWhatIsLeftShrinksWhileAFileIsRead(t *testing.T) {
	l, dir := atRest(t)
	path := (&world{dir: dir}).write(t, "a", "read")
	info, err := os.Lstat(path)
	if err != nil {
		t.Fatal(err)
	}
	k := &keeper{l: l, files: map[string]*pending{}, queued: map[string]struct{}{}}
	k.consider(time.Now().Add(time.Hour), candidate{path, identify(info)}, false)
	if left := l.Status().Left; left != 4 {
		t.Fatalf("%d bytes left at first", left)
	}
	go l.hashAll(t.Context())
	head, work := k.head()
	work <- head
	await(t, func() string {
		if left := l.Status().Left; left != 0 { // the worker is not done, only the reading is
			return "bytes left"
		}
		return ""
	})
	k.finished(<-l.done)
	if left := l.waitingSize.Load(); left != 0 {
		t.Errorf("%d bytes left at last", left)
	}
}
