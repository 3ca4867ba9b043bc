package library

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// lock makes files that nobody may read, or skips the test where this person may
// read everything.
func (w *world) lock(t *testing.T, count int) (paths []string) {
	t.Helper()
	for n := range count {
		making := w.write(t, fmt.Sprintf(".making %d", n), fmt.Sprint("secret ", n))
		path := filepath.Join(w.dir, fmt.Sprintf("locked %04d", n))
		if err := errors.Join(os.Chmod(making, 0), os.Rename(making, path)); err != nil {
			t.Fatal(err)
		}
		if f, err := os.Open(path); err == nil {
			f.Close()
			t.Skip("this person may read everything")
		}
		paths = append(paths, path)
	}
	return paths
}

// awaitNotices waits until there are so many notices, all with some words.
func (w *world) awaitNotices(t *testing.T, count int, words string) {
	t.Helper()
	await(t, func() string {
		if w.noticed(words) == count && len(w.Status().Notices) == count {
			return ""
		}
		return fmt.Sprintf("notices %q instead of %d with %q", w.Status().Notices, count, words)
	})
}

func TestAFileThatCanBeReadAgainIsNoLongerComplainedOf(t *testing.T) {
	if !inNamespace(t, asNobody) {
		return
	}
	w := begin(t, Options{})
	paths := w.lock(t, 4)
	w.awaitNotices(t, 4, "cannot be read and is not shared: permission denied")
	if err := os.Chmod(paths[0], 0o600); err != nil { // the system tells of it
		t.Fatal(err)
	}
	w.awaitNotices(t, 3, "cannot be read and is not shared")
	for _, path := range paths[1:3] {
		w.watches.remove(w.dir) // nobody tells of the rest
		if err := os.Chmod(path, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	w.poll(time.Now())
	w.awaitNotices(t, 1, paths[3])
	if err := os.Remove(paths[3]); err != nil {
		t.Fatal(err)
	}
	w.poll(time.Now())
	w.awaitNotices(t, 0, "")
	w.awaitEqual(t)
}

func TestOfManyFilesThatCannotBeReadAFewAreNamed(t *testing.T) {
	if !inNamespace(t, asNobody) {
		return
	}
	w := begin(t, Options{})
	const count = maxUnread + 2
	paths := w.lock(t, count)
	atLeast := fmt.Sprintf("At least %d more files cannot be read", maxUnread-maxUnreadTold)
	await(t, func() string {
		if w.noticed("is not shared: permission denied") == maxUnreadTold && w.noticed(atLeast) == 1 && len(w.Status().Notices) == maxUnreadTold+1 {
			return ""
		}
		return fmt.Sprintf("notices %q", w.Status().Notices)
	})
	for _, path := range paths[:count-maxUnreadTold-1] {
		if err := os.Chmod(path, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	w.rescan()
	await(t, func() string {
		if w.noticed("is not shared: permission denied") == maxUnreadTold && w.noticed("1 more file cannot be read and is not shared") == 1 {
			return ""
		}
		return fmt.Sprintf("notices %q", w.Status().Notices)
	})
	if err := w.RemoveFolder(w.dir); err != nil {
		t.Fatal(err)
	}
	if notices := w.Status().Notices; len(notices) > 0 {
		t.Errorf("of a folder that is shared no more: %q", notices)
	}
}
