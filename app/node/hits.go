package node

import (
	"slices"
	"sync"

	"hinny/index/rank"
	"hinny/share"
)

const (
	// maxRemembered bounds the found files that are remembered, oldest out
	// first: what somebody may still pick from the last few searches.
	maxRemembered = 20_000
	// maxProvidersRemembered bounds the providers of one of them: enough to
	// begin with; a download finds more by itself.
	maxProvidersRemembered = 32
)

// found is what a search told about one root.
type found struct {
	name      string // as its provider writes it: not to be trusted
	size      int64
	providers []string // peer IDs
}

// hits remembers what searches and browsing found, so that a root is enough to
// order a download. The zero value is empty.
type hits struct {
	mu     sync.Mutex
	byRoot map[share.RootHash]found // guarded by mu
	order  []share.RootHash         // guarded by mu; as they came
}

// note remembers a result as it is now.
func (h *hits) note(r rank.Result) {
	h.put(r.Root, found{lastElement(r.Name), r.Size, r.Providers[:min(len(r.Providers), maxProvidersRemembered)]})
}

// noteFile remembers one file of a browsed peer besides what is known of it.
func (h *hits) noteFile(root share.RootHash, f found) {
	if known, ok := h.get(root); ok {
		f.providers = append(slices.Clone(known.providers), f.providers...)
		slices.Sort(f.providers)
		f.providers = slices.Compact(f.providers)
		f.providers = f.providers[:min(len(f.providers), maxProvidersRemembered)]
	}
	h.put(root, f)
}

func (h *hits) put(root share.RootHash, f found) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.byRoot == nil {
		h.byRoot = map[share.RootHash]found{}
	}
	if _, known := h.byRoot[root]; !known {
		if len(h.order) >= maxRemembered {
			delete(h.byRoot, h.order[0])
			h.order = h.order[1:]
		}
		h.order = append(h.order, root)
	}
	h.byRoot[root] = f
}

// get returns what is remembered of a root.
func (h *hits) get(root share.RootHash) (found, bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	f, ok := h.byRoot[root]
	return f, ok
}
