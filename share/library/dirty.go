package library

import "sync"

// maxDirty bounds the paths that are known to have changed and were not looked
// at yet: four times the system's own queue of events.
const maxDirty = 65_536

// dirtySet is the paths that something happened to. Adding never waits.
type dirtySet struct {
	wake chan struct{} // holds one
	mu   sync.Mutex
	set  map[string]struct{} // guarded by mu
}

func newDirtySet() dirtySet {
	return dirtySet{wake: make(chan struct{}, 1), set: map[string]struct{}{}}
}

// add notes paths; it returns false and notes nothing more once there are too
// many.
func (d *dirtySet) add(paths ...string) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, path := range paths {
		if len(d.set) >= maxDirty {
			return false
		}
		d.set[path] = struct{}{}
	}
	select {
	case d.wake <- struct{}{}:
	default:
	}
	return true
}

// take returns all paths and forgets them.
func (d *dirtySet) take() map[string]struct{} {
	d.mu.Lock()
	defer d.mu.Unlock()
	taken := d.set
	d.set = map[string]struct{}{}
	return taken
}

// touch notes paths, or asks for a scan of everything if there are too many.
func (l *Library) touch(paths ...string) {
	if !l.dirty.add(paths...) {
		l.rescan()
	}
}
