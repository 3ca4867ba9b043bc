package journal

import (
	"cmp"
	"context"
	"slices"
	"sync"
	"time"

	"hinny/app/api"
)

// MaxEntries bounds the entries that are remembered, the oldest are forgotten
// first: some days of a quiet node, and one megabyte at most, as a text has
// maxText bytes.
const MaxEntries = 2000

// slack is how many more there may be: to move all the others for each new one
// took a twentieth of the processor while small files arrived.
const slack = MaxEntries / 4

// Journal is what happened, oldest first. It is safe for concurrent use.
type Journal struct {
	book phrasebook

	mu      sync.Mutex
	entries []api.Entry   // guarded by mu; by Seq
	seq     uint64        // guarded by mu; of the last change
	changed chan struct{} // guarded by mu; closed with the next change
}

// New returns an empty Journal.
func New() *Journal { return &Journal{book: newPhrasebook(), changed: make(chan struct{})} }

// Add remembers that something happened at a time. ID, Seq and Times are the
// Journal's to give.
func (j *Journal) Add(e api.Entry, at time.Time) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.seq++
	if last := len(j.entries) - 1; last >= 0 && same(j.entries[last], e) {
		again := &j.entries[last]
		again.Seq, again.Time = j.seq, at
		again.Times++
	} else {
		e.ID, e.Seq, e.Time, e.Times = j.seq, j.seq, at, 1
		if len(j.entries) == MaxEntries+slack {
			j.entries = slices.Delete(j.entries, 0, slack+1)
		}
		j.entries = append(j.entries, e)
	}
	close(j.changed)
	j.changed = make(chan struct{})
}

// same reports whether two entries say the same.
func same(a, b api.Entry) bool {
	a.ID, a.Seq, a.Time, a.Times = b.ID, b.Seq, b.Time, b.Times
	return a == b
}

// after returns a copy of the entries with a greater Seq, and what is closed
// with the next change.
func (j *Journal) after(seq uint64) ([]api.Entry, <-chan struct{}) {
	j.mu.Lock()
	defer j.mu.Unlock()
	at, _ := slices.BinarySearchFunc(j.entries, seq, func(e api.Entry, seq uint64) int {
		if e.Seq <= seq {
			return -1
		}
		return 1
	})
	return slices.Clone(j.entries[max(at, len(j.entries)-MaxEntries):]), j.changed
}

// Reader is who reads the Journal.
type Reader struct {
	Found func(api.Entry) bool     // false: it has had enough
	Name  func(root string) string // of the download whose root begins so; empty: not known
}

// Read calls Found with what a request asks for, until that returns false or
// ctx ends.
func (j *Journal) Read(ctx context.Context, r api.LogRequest, to Reader) error {
	for {
		entries, changed := j.after(r.After)
		for _, e := range entries {
			if e.Name == "" && e.Root != "" {
				e.Name = cmp.Or(clean(to.Name(e.Root)), e.Root)
			}
			if !to.Found(j.book.say(e)) {
				return nil
			}
			r.After = e.Seq
		}
		if !r.Follow {
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-changed:
		}
	}
}
