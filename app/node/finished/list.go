package finished

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"hinny/app/api"
	"hinny/share"
	"hinny/share/statefile"
)

const (
	// Most is how many are kept: as many as a person scrolls through.
	Most = 1000
	// mostSources bounds the providers that are named of each: those who gave
	// most.
	mostSources = 20
	// maxFile holds Most entries with paths of 4 KiB and mostSources names.
	maxFile = 16 << 20
)

// entry is one download in the file.
type entry struct {
	Root     share.RootHash   `json:"root"`
	Path     string           `json:"path"`
	Size     int64            `json:"size"`
	Category string           `json:"category,omitempty"`
	Sources  map[string]int64 `json:"sources,omitempty"` // verified bytes by peer ID
	Started  time.Time        `json:"started"`
	Seconds  float64          `json:"seconds"`
	Wasted   int64            `json:"wasted,omitempty"`

	checked int64  // bytes of it read again; -1: it is not being read
	wrong   string // what the last look at it found, in words
}

// List is the downloads that have ended. It is safe for concurrent use.
type List struct {
	path   string
	checks chan share.RootHash // to be read again

	mu      sync.Mutex
	entries []entry // guarded by mu; the oldest first
	changed bool    // guarded by mu; since it was last written
}

// Open reads the list. One that cannot be understood is an error; the List is
// empty then and can be used.
func Open(path string) (*List, error) {
	l := &List{path: path, checks: make(chan share.RootHash, Most)}
	var entries []entry
	err := statefile.ReadJSON(path, maxFile, &entries)
	if errors.Is(err, fs.ErrNotExist) {
		return l, nil
	}
	if err != nil {
		return l, fmt.Errorf("read the finished downloads in %s: %w", path, err)
	}
	seen := map[share.RootHash]bool{}
	for _, e := range entries {
		if e.Root.IsZero() || seen[e.Root] || !filepath.IsAbs(e.Path) || e.Size < 0 {
			continue
		}
		seen[e.Root], e.checked = true, -1
		l.entries = append(l.entries, e)
	}
	l.entries = l.entries[max(0, len(l.entries)-Most):]
	return l, nil
}

// Add notes a download that is complete; one of the same content makes room.
func (l *List) Add(t api.Transfer) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.remove(t.Root)
	l.entries = append(l.entries, entry{
		Root: t.Root, Path: t.Path, Size: t.Size, Category: t.Category, Sources: best(t.Sources),
		Started: t.Started, Seconds: t.Seconds, Wasted: t.Wasted, checked: -1,
	})
	l.entries = slices.Delete(l.entries, 0, max(0, len(l.entries)-Most))
}

// best returns those who gave most.
func best(sources map[string]int64) map[string]int64 {
	if len(sources) <= mostSources {
		return maps.Clone(sources)
	}
	names := slices.SortedFunc(maps.Keys(sources), func(a, b string) int {
		return cmp.Or(cmp.Compare(sources[b], sources[a]), cmp.Compare(a, b))
	})
	kept := make(map[string]int64, mostSources)
	for _, name := range names[:mostSources] {
		kept[name] = sources[name]
	}
	return kept
}

// Remove takes a download off the list and reports whether it was there.
func (l *List) Remove(root share.RootHash) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.remove(root)
}

// remove does so. Callers hold mu and have something to write then, or add it.
func (l *List) remove(root share.RootHash) bool {
	before := len(l.entries)
	l.entries = slices.DeleteFunc(l.entries, func(e entry) bool { return e.Root == root })
	l.changed = true
	return len(l.entries) < before
}

// All returns the downloads, the oldest first.
func (l *List) All() []api.Transfer {
	l.mu.Lock()
	defer l.mu.Unlock()
	all := make([]api.Transfer, len(l.entries))
	for i, e := range l.entries {
		all[i] = e.transfer()
	}
	return all
}

// Get returns one of them.
func (l *List) Get(root share.RootHash) (t api.Transfer, ok bool) {
	ok = l.with(root, func(e *entry) { t = e.transfer() })
	return t, ok
}

// Move notes that the file of a download lies elsewhere now, and reports whether
// it is on the list.
func (l *List) Move(root share.RootHash, path string) bool {
	return l.change(root, func(e *entry) { e.Path = path })
}

// Categorize files one under a category, and reports whether it is on the list.
func (l *List) Categorize(root share.RootHash, category string) bool {
	return l.change(root, func(e *entry) { e.Category = category })
}

// change changes one and has that written.
func (l *List) change(root share.RootHash, do func(*entry)) bool {
	return l.with(root, func(e *entry) {
		do(e)
		l.changed = true
	})
}

func (l *List) with(root share.RootHash, do func(*entry)) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	i := slices.IndexFunc(l.entries, func(e entry) bool { return e.Root == root })
	if i >= 0 {
		do(&l.entries[i])
	}
	return i >= 0
}

// transfer is the entry as a program sees a download.
func (e entry) transfer() api.Transfer {
	t := api.Transfer{
		Root: e.Root, Name: filepath.Base(e.Path), Path: e.Path, Size: e.Size, Done: e.Size, State: api.StateComplete,
		Priority: api.PriorityNormal, Category: e.Category, Sources: map[string]int64{}, Started: e.Started, Seconds: e.Seconds, Wasted: e.Wasted,
	}
	switch {
	case e.checked >= 0:
		t.State, t.Done = api.StateChecking, e.checked
	case e.wrong != "":
		t.State, t.Error = api.StateFailed, e.wrong
	}
	for name, n := range e.Sources {
		t.Sources[name] = n
		t.Details = append(t.Details, api.Provider{Peer: name, Bytes: n, State: "away"})
	}
	slices.SortFunc(t.Details, func(a, b api.Provider) int {
		return cmp.Or(cmp.Compare(b.Bytes, a.Bytes), cmp.Compare(a.Peer, b.Peer))
	})
	return t
}

// Write writes the list down, if something has changed.
func (l *List) Write() error {
	l.mu.Lock()
	changed, entries := l.changed, slices.Clone(l.entries)
	l.changed = false
	l.mu.Unlock()
	if !changed {
		return nil
	}
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetIndent("", " ")
	err := encoder.Encode(entries)
	if err == nil {
		err = statefile.Write(l.path, out.Bytes())
	}
	if err != nil {
		l.mu.Lock()
		l.changed = true // a full disk is not full for ever
		l.mu.Unlock()
		return fmt.Errorf("remember the finished downloads: %w", err)
	}
	return nil
}
