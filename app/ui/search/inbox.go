package search

import (
	"sync"

	"hinny/app/api"
	"hinny/share"
)

// inbox gathers the results of one search between two looks of the presenter.
// The goroutine of the search fills it and the presenter's empties it.
type inbox struct {
	mu      sync.Mutex
	results map[share.RootHash]api.Result // guarded by mu; not looked at yet
	known   map[share.RootHash]struct{}   // guarded by mu; every root ever taken
	refused bool                          // guarded by mu; more than MaxResults were found
}

func newInbox() *inbox {
	return &inbox{results: map[share.RootHash]api.Result{}, known: map[share.RootHash]struct{}{}}
}

// put takes a result, new or improved. Beyond MaxResults only those already
// known are improved.
func (b *inbox) put(r api.Result) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if _, ok := b.known[r.Root]; !ok {
		if len(b.known) >= MaxResults {
			b.refused = true
			return
		}
		b.known[r.Root] = struct{}{}
	}
	b.results[r.Root] = r
}

// take returns what came since the last call.
func (b *inbox) take() (results map[share.RootHash]api.Result, refused bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.results) == 0 {
		return nil, b.refused
	}
	results, b.results = b.results, map[share.RootHash]api.Result{}
	return results, b.refused
}
