package library

import (
	"sync"
	"time"
)

// pollShare bounds how much of the time is spent with looking at a folder that
// cannot be watched: a twentieth.
const pollShare = 20

// requests are the folders that somebody wants scanned. Asking never waits.
type requests struct {
	wake    chan struct{} // holds one
	mu      sync.Mutex
	all     bool                // guarded by mu
	folders map[string]struct{} // guarded by mu
	taken   bool                // guarded by mu; what was asked for last is being done
}

func newRequests() requests {
	return requests{wake: make(chan struct{}, 1), folders: map[string]struct{}{}}
}

// add asks for folders, or for all of them if none is named.
func (r *requests) add(folders ...string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.all = r.all || len(folders) == 0
	for _, path := range folders {
		r.folders[path] = struct{}{}
	}
	select {
	case r.wake <- struct{}{}:
	default:
	}
}

// take returns whether a folder is asked for, and forgets what was.
func (r *requests) take() (wanted func(folder string) bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	all, folders := r.all, r.folders
	r.all, r.folders, r.taken = false, map[string]struct{}{}, true
	return func(folder string) bool {
		_, ok := folders[folder]
		return all || ok
	}
}

// done says that what was taken is done.
func (r *requests) done() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.taken = false
}

// open reports whether something is asked for and not done yet.
func (r *requests) open() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.all || len(r.folders) > 0 || r.taken
}

// rescan asks for a scan of all folders; one request is as good as many.
func (l *Library) rescan() { l.rescans.add() }

// polled is what is known of a ticked folder that has to be looked at again
// and again, because not all of it can be watched.
type polled struct {
	last time.Time     // when it was looked at
	took time.Duration // how long that took
}

// setPolled remembers that a folder has to be polled, or not.
func (l *Library) setPolled(path string, unwatched bool, last time.Time, took time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if unwatched {
		l.polled[path] = polled{last: last, took: took}
	} else {
		delete(l.polled, path)
	}
}

// isPolled reports whether a folder has to be looked at again and again.
func (l *Library) isPolled(folder string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	_, is := l.polled[folder]
	return is
}

// allWatched reports whether no folder has to be polled.
func (l *Library) allWatched() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return len(l.polled) == 0
}

// poll asks for a scan of the folders whose changes nobody tells, of those that
// could not be read, and of those that are not there any more: the system tells
// nobody that a drive was unplugged.
func (l *Library) poll(now time.Time) {
	l.mu.Lock()
	var due []string
	var watched []Folder
	for _, f := range l.folders {
		p, unwatched := l.polled[f.Path]
		switch {
		case f.Err != "" || (unwatched && now.Sub(p.last) >= pollShare*p.took):
			due = append(due, f.Path)
		case !unwatched: // one that lies on a network may keep who looks at it waiting
			watched = append(watched, f)
		}
	}
	l.mu.Unlock()
	for _, f := range watched {
		if l.absent(f) != nil {
			due = append(due, f.Path)
		}
	}
	if len(due) > 0 {
		l.rescans.add(due...)
	}
	l.retryUnread()
}
