package library

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/fsnotify/fsnotify"
)

// fakeWatcher tells what a test has it tell.
type fakeWatcher struct {
	events chan fsnotify.Event
	errs   chan error
	refuse error // what Add answers; fixed before the library runs
}

func newFakeWatcher() *fakeWatcher {
	return &fakeWatcher{events: make(chan fsnotify.Event), errs: make(chan error)}
}

func (f *fakeWatcher) Add(string) error              { return f.refuse }
func (f *fakeWatcher) Remove(string) error           { return nil }
func (f *fakeWatcher) Events() <-chan fsnotify.Event { return f.events }
func (f *fakeWatcher) Errors() <-chan error          { return f.errs }
func (f *fakeWatcher) Close() error                  { return nil }

// virtually runs a test in virtual time on a library whose first scan is over.
// Files have real times, which lie in the future of the virtual clock, so each
// of them has to stand still before it is hashed.
func virtually(t *testing.T, refuse error, test func(t *testing.T, f *fakeWatcher, w *world)) {
	t.Helper()
	virtuallyWith(t, Options{Quiet: 2 * time.Second}, func(t *testing.T, f *fakeWatcher, w *world) { test(t, f, w) }, refuse)
}

// virtuallyWith is virtually with options of one's own.
func virtuallyWith(t *testing.T, o Options, test func(t *testing.T, f *fakeWatcher, w *world), refuse ...error) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		f := newFakeWatcher()
		f.refuse = errors.Join(refuse...)
		o.disk.watch = func() (watcher, error) { return f, nil }
		w := begin(t, o)
		synctest.Wait()
		test(t, f, w)
	})
}

// pass lets virtual time go by and everything that falls due be done.
func pass(d time.Duration) {
	<-time.After(d)
	synctest.Wait()
}

func (w *world) known() int {
	return len(w.listed())
}

func (w *world) noticed(words string) (count int) {
	for _, notice := range w.Status().Notices {
		if strings.Contains(notice, words) {
			count++
		}
	}
	return count
}

func TestAFileThatGrowsWaitsUntilItStandsStill(t *testing.T) {
	virtually(t, nil, func(t *testing.T, f *fakeWatcher, w *world) {
		text := ""
		for range 5 {
			text += "more "
			f.events <- fsnotify.Event{Name: w.write(t, "a", text), Op: fsnotify.Write}
			pass(1500 * time.Millisecond)
			if w.known() != 0 || w.Status().Hashed != 0 {
				t.Fatal("a growing file was hashed")
			}
		}
		pass(time.Second)
		if w.known() != 1 || w.Status().Hashed != int64(len(text)) {
			t.Errorf("%d files known, %d bytes read of %d", w.known(), w.Status().Hashed, len(text))
		}
	})
}

func TestAnOverflowOfEventsHasEverythingScanned(t *testing.T) {
	virtually(t, nil, func(t *testing.T, f *fakeWatcher, w *world) {
		w.write(t, "lost/a", "no event tells of it")
		pass(10 * time.Second)
		if w.known() != 0 {
			t.Fatal("found without an event")
		}
		for range 2 {
			f.errs <- fsnotify.ErrEventOverflow
			pass(5 * time.Second)
		}
		if w.known() != 1 || w.noticed("than could be followed") != 1 {
			t.Errorf("%d files known, notices %q", w.known(), w.Status().Notices)
		}
	})
}

func TestWithoutWatchesLeftFoldersAreScannedMoreOften(t *testing.T) {
	for _, limit := range []error{syscall.ENOSPC, syscall.EMFILE} {
		virtually(t, limit, func(t *testing.T, _ *fakeWatcher, w *world) {
			w.write(t, "a", "nobody tells of it")
			pass(3 * pollEvery)
			if w.known() != 1 || w.noticed("can be watched") != 1 {
				t.Errorf("%v: %d files known, notices %q", limit, w.known(), w.Status().Notices)
			}
		})
	}
}

func TestAnEventForWhatVanishedForgetsIt(t *testing.T) {
	virtually(t, nil, func(t *testing.T, f *fakeWatcher, w *world) {
		path := w.write(t, "a", "here for a while")
		f.events <- fsnotify.Event{Name: path, Op: fsnotify.Create}
		f.events <- fsnotify.Event{Name: filepath.Join(w.dir, "never", "was"), Op: fsnotify.Create}
		pass(5 * time.Second)
		if w.known() != 1 {
			t.Fatalf("%d files known", w.known())
		}
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
		f.events <- fsnotify.Event{Name: path, Op: fsnotify.Remove}
		pass(5 * time.Second)
		if w.known() != 0 || len(w.Status().Notices) != 0 {
			t.Errorf("%d files known, notices %q", w.known(), w.Status().Notices)
		}
	})
}
