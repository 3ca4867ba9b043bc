package library

import (
	"sync"

	"hinny/share/catalog"
)

// entering is the files that are hashed and wait for their batch to be
// committed: events that come meanwhile must not have them hashed again.
type entering struct {
	mu     sync.Mutex
	byPath map[string]catalog.Identity // guarded by mu; as many as fit the commit queue
}

func (e *entering) add(path string, id catalog.Identity) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.byPath == nil {
		e.byPath = map[string]catalog.Identity{}
	}
	e.byPath[path] = id
}

func (e *entering) has(path string, id catalog.Identity) bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	found, ok := e.byPath[path]
	return ok && found == id
}

func (e *entering) remove(batch []commit) {
	e.mu.Lock()
	defer e.mu.Unlock()
	for _, c := range batch {
		if c.gone == "" && e.byPath[c.entry.File.Path] == c.entry.Identity {
			delete(e.byPath, c.entry.File.Path)
		}
	}
}
