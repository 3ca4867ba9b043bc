package peers

import (
	"sync"

	"hinny/app/api"
)

// basket gathers the files of one browsed peer between two looks. The
// goroutine that browses fills it and the presenter's empties it.
type basket struct {
	mu    sync.Mutex
	files []api.SharedFile // guarded by mu; not looked at yet
	count int              // guarded by mu; ever taken
	full  bool             // guarded by mu
}

// put takes a file and reports whether there is room for more.
func (b *basket) put(f api.SharedFile) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.count >= MaxFiles {
		b.full = true
		return false
	}
	b.count++
	b.files = append(b.files, f)
	return true
}

// take returns what came since the last call.
func (b *basket) take() (files []api.SharedFile, full bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	files, b.files = b.files, nil
	return files, b.full
}
