package part

import (
	"sync"

	"hinny/share"
	"hinny/share/fsys"
)

// traces remembers which downloads may have files of their own in the folder,
// so that ten thousand new ones are not looked for in vain.
type traces struct {
	dir fsys.Dir

	mu    sync.Mutex
	known map[share.RootHash]struct{} // guarded by mu; nil until the folder was listed
}

// of reports whether a download may have files: a folder that cannot be listed
// may hold anything.
func (t *traces) of(root share.RootHash) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.known == nil && t.list() != nil {
		return true
	}
	_, known := t.known[root]
	return known
}

// add notes that a download is about to get a file.
func (t *traces) add(root share.RootHash) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.known != nil {
		t.known[root] = struct{}{}
	}
}

// drop notes that the last one is gone.
func (t *traces) drop(root share.RootHash) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.known, root)
}

// list finds what earlier runs left. Callers hold t.mu.
func (t *traces) list() error {
	names, err := t.dir.Names()
	if err != nil {
		return err
	}
	known := map[share.RootHash]struct{}{}
	for _, name := range names {
		if len(name) < 2*share.RootHashSize {
			continue
		}
		if root, err := share.ParseRootHash(name[:2*share.RootHashSize]); err == nil {
			known[root] = struct{}{}
		}
	}
	t.known = known
	return nil
}
