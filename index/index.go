package index

import (
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"hinny/share"
)

// ErrLocked is returned by Open when another process holds the index.
var ErrLocked = errors.New("the index is in use by another process; stop the other Hinny with this home first")

// errClosed is what a search after Close gets.
var errClosed = errors.New("the index is closed")

// Source is the catalog as the index sees it.
type Source interface {
	// ByIDs returns files by share.File.ID, without those it does not know.
	ByIDs(ids []uint64) []share.File
	// ChangesSince returns up to limit changes with a Seq above after, ascending.
	ChangesSince(after uint64, limit int) ([]share.Change, error)
	// TrimRemoved forgets the removals up to and including seq upTo.
	TrimRemoved(upTo uint64) error
	// Seq is the number of the latest change.
	Seq() uint64
	// Changed returns a channel that is closed at the next change.
	Changed() <-chan struct{}
	// Generation is another text for every catalog ever begun.
	Generation() string
}

// Options say where the index lies and what it follows.
type Options struct {
	Dir    string // its own folder; created if it is missing
	Source Source
	Log    *slog.Logger
	// Gather is how long changes that follow others closely wait for more, so
	// that a stream of them makes few batches; 0 means not at all.
	Gather time.Duration
}

// Index is the full-text index of the library. It is safe for concurrent use.
type Index struct {
	options  Options
	spelling spelling
	damaged  chan error // tells Run that a search met damage; one is enough
	indexed  atomic.Int64

	settleAfter time.Duration // as the constant; tests do not wait

	mu     sync.RWMutex // held for reading while the engine is used
	engine *engine      // guarded by mu; nil once closed
}

// Open opens the index in options.Dir or begins a new one. It does not read the
// catalog's changes; Run does.
func Open(options Options) (*Index, error) {
	i := &Index{options: options, spelling: newSpelling(), damaged: make(chan error, 1), settleAfter: settleAfter}
	e, err := openEngine(options.Dir)
	if err == nil && e != nil {
		err = i.fits(e)
		if err != nil {
			_ = e.close() // it is removed next
		}
	}
	switch {
	case err == nil && e != nil:
		i.engine = e
	case err == nil:
		err = i.begin()
	case errors.Is(err, errDamaged):
		options.Log.Warn("the index cannot be used and is built again; searches find what is built so far", "index", options.Dir, "err", err)
		err = i.begin()
	}
	if err != nil {
		return nil, fmt.Errorf("open the index %s: %w", options.Dir, err)
	}
	if err := i.count(); err != nil {
		return nil, fmt.Errorf("open the index %s: %w", options.Dir, errors.Join(err, i.engine.close()))
	}
	return i, nil
}

// fits reports whether the index on disk is one of this catalog in this form.
func (i *Index) fits(e *engine) error {
	s, err := e.state()
	switch {
	case err != nil:
		return damage("read how far it is", err)
	case s.Version != version:
		return fmt.Errorf("%w: it has form %d, this Hinny writes %d", errDamaged, s.Version, version)
	case s.Generation != i.options.Source.Generation():
		return fmt.Errorf("%w: it belongs to another catalog", errDamaged)
	case s.Applied > i.options.Source.Seq():
		return fmt.Errorf("%w: it is ahead of the catalog", errDamaged)
	}
	return nil
}

// begin removes what there is and makes an empty index.
func (i *Index) begin() error {
	if err := removeFiles(i.options.Dir); err != nil {
		return err
	}
	e, err := createEngine(i.options.Dir, state{Version: version, Generation: i.options.Source.Generation()})
	i.engine = e
	return err
}

// count reads the number of documents anew.
func (i *Index) count() error {
	n, err := i.engine.count()
	i.indexed.Store(int64(n))
	return err
}

// Indexed returns how many files can be found.
func (i *Index) Indexed() int { return int(i.indexed.Load()) }

// Close waits for searches and closes the index. Run must have returned.
func (i *Index) Close() error {
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.engine == nil {
		return nil
	}
	err := i.engine.close()
	i.engine = nil
	if err != nil {
		return fmt.Errorf("close the index: %w", err)
	}
	return nil
}
