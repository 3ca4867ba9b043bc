package peers

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"slices"
	"sync"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"hinny/share/statefile"
)

// saveDelay gathers changes into one write.
const saveDelay = 2 * time.Second

// Options says where the book lies and whose it is.
type Options struct {
	Path string  // of the file; its folder must exist
	Self peer.ID // never written down
	Log  *slog.Logger
}

// Book is the peer book. It is safe for concurrent use.
type Book struct {
	opts    Options
	changed chan struct{} // 1-buffered: something is to be saved

	mu      sync.Mutex
	port    int               // guarded by mu
	entries map[peer.ID]Entry // guarded by mu
}

// Open reads the book. A missing file is an empty book; a damaged one is set
// aside under the name with ".damaged" behind it, with a line in the log.
func Open(o Options) (*Book, error) {
	b := &Book{opts: o, changed: make(chan struct{}, 1), entries: map[peer.ID]Entry{}}
	data, err := readFile(o.Path)
	if errors.Is(err, fs.ErrNotExist) {
		return b, nil
	}
	if err == nil {
		b.port, b.entries, err = decode(data)
	}
	if errors.Is(err, errDamaged) {
		b.port, b.entries = 0, map[peer.ID]Entry{}
		return b, b.setAside(err)
	}
	if err != nil {
		return nil, fmt.Errorf("read the peer book: %w", err)
	}
	delete(b.entries, o.Self)
	return b, nil
}

func (b *Book) setAside(cause error) error {
	aside, err := statefile.SetAside(b.opts.Path)
	if err != nil {
		return err
	}
	b.opts.Log.Warn("the peer book is damaged; a new one begins", "aside", aside, "error", cause)
	return nil
}

// Give adds a peer the user named, to be tried now.
func (b *Book) Give(info peer.AddrInfo) {
	b.update(info, func(e *Entry) { e.Given, e.failures, e.next = true, 0, time.Time{} })
}

// Met notes that the peer answered, at the given addresses; those it was
// reached at come first.
func (b *Book) Met(info peer.AddrInfo, now time.Time) {
	b.update(info, func(e *Entry) { e.Met, e.failures, e.next = now, 0, time.Time{} })
}

// Failed notes that the peer did not answer; it is left alone for a while.
func (b *Book) Failed(id peer.ID, now time.Time) {
	b.mu.Lock()
	defer b.mu.Unlock()
	e, ok := b.entries[id]
	if !ok {
		return
	}
	e.failures++
	e.next = now.Add(wait(e.failures, e.Given))
	b.entries[id] = e // failures end with the process: nothing to save
}

func (b *Book) update(info peer.AddrInfo, change func(*Entry)) {
	if info.ID == b.opts.Self || info.ID.Validate() != nil {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	e := b.entries[info.ID]
	e.ID = info.ID
	e.Addrs = mergeAddrs(info.Addrs, e.Addrs)
	change(&e)
	b.entries[info.ID] = e
	b.evict(info.ID)
	b.touch()
}

// evict forgets the least useful peer, but not the one just added, while the
// book is too full. It runs under mu.
func (b *Book) evict(keep peer.ID) {
	for len(b.entries) > MaxPeers {
		var worst *Entry
		for _, e := range b.entries {
			if e.ID != keep && (worst == nil || before(e, *worst) < 0) {
				worst = &e
			}
		}
		delete(b.entries, worst.ID)
	}
}

func (b *Book) touch() {
	select {
	case b.changed <- struct{}{}:
	default:
	}
}

// Get returns what is known of one peer.
func (b *Book) Get(id peer.ID) (Entry, bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	e, ok := b.entries[id]
	e.Addrs = slices.Clone(e.Addrs)
	return e, ok
}

// All returns the whole book, the peers met last first.
func (b *Book) All() []Entry {
	b.mu.Lock()
	all := make([]Entry, 0, len(b.entries))
	for _, e := range b.entries {
		e.Addrs = slices.Clone(e.Addrs)
		all = append(all, e)
	}
	b.mu.Unlock()
	slices.SortFunc(all, func(a, b Entry) int {
		return cmp.Or(b.Met.Compare(a.Met), cmp.Compare(a.ID, b.ID))
	})
	return all
}

// Due returns the peers that may be tried now: those the user gave first, then
// the ones met last.
func (b *Book) Due(now time.Time) []Entry {
	due := slices.DeleteFunc(b.All(), func(e Entry) bool { return e.next.After(now) || len(e.Addrs) == 0 })
	slices.SortStableFunc(due, func(a, b Entry) int {
		switch {
		case a.Given == b.Given:
			return 0
		case a.Given:
			return -1
		}
		return 1
	})
	return due
}

// Port returns the port this peer listened on when it last chose one, or 0.
func (b *Book) Port() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.port
}

// SetPort remembers the port this peer listens on.
func (b *Book) SetPort(port int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.port != port {
		b.port = port
		b.touch()
	}
}

// Run saves the book a moment after each change, and once more at the end. A
// failed write is logged and tried again with the next change.
func (b *Book) Run(ctx context.Context) error {
	for {
		select {
		case <-ctx.Done():
			return b.Save()
		case <-b.changed:
		}
		select {
		case <-ctx.Done():
			return b.Save()
		case <-time.After(saveDelay):
		}
		if err := b.Save(); err != nil {
			b.opts.Log.Error("the peer book is not saved", "error", err)
		}
	}
}

// Save writes the book now, in one step: after a crash the old or the new one
// is there.
func (b *Book) Save() error {
	b.mu.Lock()
	port := b.port
	b.mu.Unlock()
	data, err := encode(port, b.All())
	if err != nil {
		return fmt.Errorf("encode the peer book: %w", err)
	}
	if err := statefile.Write(b.opts.Path, data); err != nil {
		return fmt.Errorf("write the peer book: %w", err)
	}
	return nil
}
