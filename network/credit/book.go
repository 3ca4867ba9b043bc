package credit

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"sync"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"hinny/share/statefile"
)

const (
	// maxPeers bounds the book: 10,000 entries are a megabyte on disk.
	// Beyond it who gave least is forgotten, and of those the one that was
	// not seen for longest: new identities cost nothing and give nothing.
	maxPeers = 10_000
	// forgetAfter drops who was not seen for so long (aMule keeps clients for
	// 150 days).
	forgetAfter = 150 * 24 * time.Hour
	// saveEvery is how often a book that changed is written.
	saveEvery = time.Minute
)

// Account is what has moved between one peer and us.
type Account struct {
	Given int64 // verified bytes from the peer to us
	Taken int64 // bytes from us to the peer
}

type entry struct {
	Account
	seen time.Time
}

// Book holds the accounts. The zero value is no book; see New and Open.
type Book struct {
	path string // empty: kept in memory only
	log  *slog.Logger

	mu      sync.Mutex
	entries map[peer.ID]entry // guarded by mu
	changed bool              // guarded by mu; since the last Save
	moved   Account           // guarded by mu; with all peers, since the book was opened
}

// New returns an empty book that is never written.
func New() *Book { return &Book{entries: map[peer.ID]entry{}} }

// Open reads the book at path, whose folder must exist. A missing file is an
// empty book; a damaged one is set aside with ".damaged" behind its name.
func Open(path string, log *slog.Logger) (*Book, error) {
	b := &Book{path: path, log: log, entries: map[peer.ID]entry{}}
	entries, err := read(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case errors.Is(err, errDamaged):
		aside, failed := statefile.SetAside(path)
		if failed != nil {
			return nil, failed
		}
		log.Warn("the book of credits is damaged; a new one begins", "aside", aside, "error", err)
	case err != nil:
		return nil, fmt.Errorf("read the book of credits: %w", err)
	default:
		b.entries = entries
	}
	return b, nil
}

// Gave notes verified bytes that a peer has given us.
func (b *Book) Gave(p peer.ID, n int64) { b.move(p, Account{Given: n}) }

// Took notes bytes that a peer has taken from us.
func (b *Book) Took(p peer.ID, n int64) { b.move(p, Account{Taken: n}) }

func (b *Book) move(p peer.ID, by Account) {
	b.mu.Lock()
	defer b.mu.Unlock()
	e, known := b.entries[p]
	if !known && len(b.entries) >= maxPeers {
		b.forgetOne()
	}
	e.Given += by.Given
	e.Taken += by.Taken
	e.seen = time.Now()
	b.entries[p], b.changed = e, true
	b.moved.Given += by.Given
	b.moved.Taken += by.Taken
}

// Moved returns what has moved between all peers and us since the book was
// opened.
func (b *Book) Moved() Account {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.moved
}

// forgetOne makes room. Callers hold b.mu.
func (b *Book) forgetOne() {
	var worst peer.ID
	for p, e := range b.entries {
		w := b.entries[worst]
		if worst == "" || e.Given < w.Given || e.Given == w.Given && e.seen.Before(w.seen) {
			worst = p
		}
	}
	delete(b.entries, worst)
}

// Of returns the account of a peer; the zero value for one that is not known.
func (b *Book) Of(p peer.ID) Account {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.entries[p].Account
}

// Run writes the book while it changes, and once more when ctx ends.
func (b *Book) Run(ctx context.Context) error {
	ticker := time.NewTicker(saveEvery)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return b.Save()
		case <-ticker.C:
			if err := b.Save(); err != nil {
				b.log.Warn("credits are not saved; it is tried again", "error", err)
			}
		}
	}
}

// Save writes the book if it has changed.
func (b *Book) Save() error {
	b.mu.Lock()
	if !b.changed || b.path == "" {
		b.mu.Unlock()
		return nil
	}
	data, err := encode(b.entries, time.Now())
	b.changed = err != nil
	b.mu.Unlock()
	if err == nil {
		err = statefile.Write(b.path, data)
	}
	if err != nil {
		b.mu.Lock()
		b.changed = true
		b.mu.Unlock()
		return fmt.Errorf("write the book of credits: %w", err)
	}
	return nil
}
