package index

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"time"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/mapping"
	api "github.com/blevesearch/bleve_index_api"
	bolterrors "go.etcd.io/bbolt/errors"
)

// version is the form of the documents. It changes with every change to
// document.go or to the tokens of package query, and makes everybody's index
// be built again.
const version = 5

// lockWait is how long a lock on the index is waited for: a Hinny that is just
// stopping lets go of it within that time.
const lockWait = "2s"

// createPatience is how long the first write to a new index is waited for.
const createPatience = 10 * time.Second

// stateKey is where the state lies among bleve's internal values.
const stateKey = "hinny"

// errDamaged marks an index that has to be built again.
var errDamaged = errors.New("the index is damaged")

// damage wraps what bleve said, or how it panicked, as damage.
func damage(doing string, err error) error {
	return fmt.Errorf("%w: %s: %w", errDamaged, doing, err)
}

// state says what is in the index. It is stored with each batch or some of them.
type state struct {
	Version    int    `json:"version"`
	Generation string `json:"generation"` // of the catalog
	Applied    uint64 `json:"applied"`    // the catalog's Seq up to which changes are in
}

// engine is an open bleve index.
type engine struct {
	dir   string
	bleve bleve.Index
	stuck bool // a batch never came back: bleve cannot be closed any more
}

// guard runs do and turns a panic, or a fault in a file mapped into memory,
// into damage: bleve trusts what it reads from its files.
func guard(doing string, do func() error) (err error) {
	previous := debug.SetPanicOnFault(true)
	defer debug.SetPanicOnFault(previous)
	defer func() {
		if p := recover(); p != nil {
			err = damage(doing, fmt.Errorf("%v", p))
		}
	}()
	return do()
}

// openEngine opens the index in dir after checking it. It returns nil without
// an error when there is none.
func openEngine(dir string) (*engine, error) {
	there, err := check(dir)
	if err != nil || !there {
		return nil, err
	}
	e := &engine{dir: dir}
	err = guard("open", func() (err error) {
		e.bleve, err = bleve.OpenUsing(dir, settings())
		return err
	})
	switch {
	case errors.Is(err, bolterrors.ErrTimeout):
		return nil, ErrLocked
	case errors.Is(err, os.ErrPermission):
		return nil, err
	case err != nil:
		return nil, damage("open", err)
	}
	return e, nil
}

// createEngine makes an empty index in dir.
func createEngine(dir string, s state) (*engine, error) {
	e := &engine{dir: dir}
	err := guard("create", func() (err error) {
		e.bleve, err = bleve.NewUsing(dir, emptyMapping(), scorch.Name, scorch.Name, settings())
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("create: %w", err)
	}
	stored, err := e.note(api.NewBatch(), s)
	if err != nil {
		return nil, errors.Join(err, e.close())
	}
	select {
	case <-stored:
	case <-time.After(createPatience): // a crash now would only mean to begin again
	}
	return e, nil
}

// settings are how bleve is asked to work.
func settings() map[string]any {
	return map[string]any{
		"bolt_timeout":       lockWait,
		"numSnapshotsToKeep": 1, // nobody rolls back: the catalog is the truth
		// Batches are not waited for one by one: what bleve stores is always the
		// index as it was after one of them, with the state that came with it.
		"unsafe_batch": true,
	}
}

// emptyMapping maps nothing: documents are made field by field.
func emptyMapping() mapping.IndexMapping {
	m := bleve.NewIndexMapping()
	m.IndexDynamic, m.StoreDynamic, m.DocValuesDynamic = false, false, false
	return m
}

// write hands a batch over. When it returns the batch is searched, and stored
// together with the next state or soon after it.
func (e *engine) write(batch *api.Batch) error {
	return guard("write", func() error {
		under, err := e.bleve.Advanced()
		if err != nil {
			return err
		}
		return under.Batch(batch)
	})
}

// note is write for a batch after which the state is s. Stored is closed once
// that state, and all that was written before it, is on the disk.
func (e *engine) note(batch *api.Batch, s state) (stored <-chan struct{}, err error) {
	value, err := json.Marshal(s)
	if err != nil {
		return nil, fmt.Errorf("write the state of the index: %w", err)
	}
	done := make(chan struct{})
	batch.SetInternal([]byte(stateKey), value)
	batch.SetPersistedCallback(func(error) { close(done) }) // bleve tries again until there is no error
	return done, e.write(batch)
}

// state reads what note wrote last.
func (e *engine) state() (s state, err error) {
	var value []byte
	if err := guard("read", func() (err error) {
		value, err = e.bleve.GetInternal([]byte(stateKey))
		return err
	}); err != nil {
		return state{}, err
	}
	if err := json.Unmarshal(value, &s); err != nil {
		return state{}, fmt.Errorf("read the state of the index: %w", err)
	}
	return s, nil
}

func (e *engine) count() (n uint64, err error) {
	err = guard("count", func() (err error) {
		n, err = e.bleve.DocCount()
		return err
	})
	return n, err
}

// search does what find does with a view of what is written.
func (e *engine) search(find func(*view) error) error {
	return guard("search", func() (err error) {
		v, err := e.look()
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, v.close()) }()
		return find(v)
	})
}

// close closes the index and seals it. One that is stuck cannot be closed: it
// is marked instead, so that the next start builds it again.
func (e *engine) close() error {
	if e.stuck {
		return os.WriteFile(filepath.Join(e.dir, rebuildName), nil, 0o600)
	}
	if err := guard("close", e.bleve.Close); err != nil {
		return err
	}
	return seal(e.dir)
}
