package transfer

import (
	"slices"
	"sync"

	"hinny/share"
)

// audience knows every session that is served, by the file it is about. The
// zero value is empty.
type audience struct {
	mu     sync.Mutex
	byRoot map[share.RootHash][]*served // guarded by mu; never changed in place
}

func (a *audience) join(s *served) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.byRoot == nil {
		a.byRoot = map[share.RootHash][]*served{}
	}
	a.byRoot[s.root] = append(slices.Clip(a.byRoot[s.root]), s)
}

func (a *audience) leave(s *served) {
	a.mu.Lock()
	defer a.mu.Unlock()
	rest := slices.DeleteFunc(slices.Clone(a.byRoot[s.root]), func(other *served) bool { return other == s })
	if len(rest) == 0 {
		delete(a.byRoot, s.root)
		return
	}
	a.byRoot[s.root] = rest
}

// of returns the sessions about a file, to be read only.
func (a *audience) of(root share.RootHash) []*served {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.byRoot[root]
}
