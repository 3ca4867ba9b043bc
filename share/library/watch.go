package library

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"

	"github.com/fsnotify/fsnotify"
)

// eventBuffer is how many events are kept for the pump: a burst of 20,000
// creates lost none with it.
const eventBuffer = 4096

// watcher tells what happens directly inside directories.
type watcher interface {
	Add(dir string) error
	Remove(dir string) error
	Events() <-chan fsnotify.Event
	Errors() <-chan error
	Close() error
}

type systemWatcher struct{ *fsnotify.Watcher }

func (w systemWatcher) Events() <-chan fsnotify.Event { return w.Watcher.Events }
func (w systemWatcher) Errors() <-chan error          { return w.Watcher.Errors }

func newSystemWatcher() (watcher, error) {
	w, err := fsnotify.NewBufferedWatcher(eventBuffer)
	if err != nil {
		return nil, err
	}
	return systemWatcher{w}, nil
}

// errUnwatched is why noWatcher watches nothing.
var errUnwatched = errors.New("the system has no watcher to give")

// noWatcher stands in where the system gives none: everything is polled.
type noWatcher struct{}

func (noWatcher) Add(string) error              { return errUnwatched }
func (noWatcher) Remove(string) error           { return nil }
func (noWatcher) Events() <-chan fsnotify.Event { return nil }
func (noWatcher) Errors() <-chan error          { return nil }
func (noWatcher) Close() error                  { return nil }

// watchSet is the directories being watched. It knows them by inode as well:
// a system watch follows its directory through a rename and would go on to
// tell of it under the old path.
type watchSet struct {
	mu      sync.Mutex
	system  watcher
	byPath  map[string]place
	byPlace map[place]string
}

// place is a directory whatever it is called.
type place struct{ device, inode uint64 }

func (w *watchSet) begin(system watcher) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.system, w.byPath, w.byPlace = system, map[string]place{}, map[place]string{}
}

func (w *watchSet) end() error {
	if err := w.system.Close(); err != nil {
		return fmt.Errorf("stop watching: %w", err)
	}
	return nil
}

// add watches a directory. It always asks the system again, which may have
// dropped the watch of an earlier directory of that name.
func (w *watchSet) add(dir string, info os.FileInfo) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	id := identify(info)
	at := place{id.Device, id.Inode}
	if before, ok := w.byPlace[at]; ok && at.inode != 0 && before != dir {
		w.drop(before)
	}
	if err := w.system.Add(dir); err != nil {
		return err
	}
	if old, ok := w.byPath[dir]; ok && w.byPlace[old] == dir {
		delete(w.byPlace, old)
	}
	w.byPath[dir], w.byPlace[at] = at, dir
	return nil
}

// has reports whether path is a watched directory.
func (w *watchSet) has(path string) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	_, ok := w.byPath[path]
	return ok
}

// remove stops watching a directory and all inside it.
func (w *watchSet) remove(dir string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	prefix := inside(dir)
	for path := range w.byPath {
		if path == dir || strings.HasPrefix(path, prefix) {
			w.drop(path)
		}
	}
}

// drop is remove for one directory, with mu held. The system often dropped the
// watch already, so its answer says nothing.
func (w *watchSet) drop(dir string) {
	_ = w.system.Remove(dir)
	if at := w.byPath[dir]; w.byPlace[at] == dir {
		delete(w.byPlace, at)
	}
	delete(w.byPath, dir)
}

// pump drains the watcher into the dirty set.
func (l *Library) pump(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case event, ok := <-l.watches.system.Events():
			if !ok {
				return
			}
			if event.Op != fsnotify.Chmod || l.isUnread(event.Name) { // virus scanners and search services cause storms of them
				l.touch(event.Name)
			}
		case err, ok := <-l.watches.system.Errors():
			if !ok {
				return
			}
			if !errors.Is(err, fsnotify.ErrEventOverflow) {
				l.log.Warn("the watcher of the shared folders had an error; everything is scanned again", "err", err)
			} else {
				l.tell("More happened in the shared folders than could be followed, so all of them are scanned again. Nothing is lost.")
			}
			l.rescan()
		}
	}
}
