package memory

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"sync"
	"time"

	"hinny/share/statefile"
)

// FileName is where a Memory lies in the home of a node.
const FileName = "window.json"

const (
	// maxFile bounds what is read, in bytes. A window with every table arranged
	// and as many searches as it opens remembers less than a tenth of it.
	maxFile = 1 << 20
	// gather is how long changes are collected before they are written: a column
	// that is dragged changes with each move of the mouse.
	gather = 500 * time.Millisecond
)

// Memory is a table of values by their names. Its methods, Get and Set are safe
// for concurrent use.
type Memory struct {
	path    string        // empty: nothing is written
	trouble error         // what Open met, for Run to tell
	changed chan struct{} // buffered by one: there is something to write

	mu     sync.Mutex
	values map[string]json.RawMessage // guarded by mu
}

// New returns a Memory that forgets all when the program ends.
func New() *Memory {
	return &Memory{changed: make(chan struct{}, 1), values: map[string]json.RawMessage{}}
}

// Open returns what was kept in a file. One that cannot be read or understood
// is set aside and the Memory is empty, which Run tells: a window opens all the
// same.
func Open(path string) *Memory {
	m := New()
	m.path = path
	err := statefile.ReadJSON(path, maxFile, &m.values)
	if err != nil || m.values == nil { // null is JSON, too
		m.values = map[string]json.RawMessage{}
	}
	if err == nil || errors.Is(err, fs.ErrNotExist) {
		return m
	}
	aside, moved := statefile.SetAside(path)
	if m.trouble = fmt.Errorf("how the window was left cannot be read, so it looks as at first: %w", err); moved != nil {
		m.trouble = errors.Join(m.trouble, moved)
	} else {
		m.trouble = fmt.Errorf("%w; the old file is %s", m.trouble, filepath.Base(aside))
	}
	return m
}

// Get returns what is remembered under a name, or otherwise where that is
// nothing or nothing of its type.
func Get[T any](m *Memory, name string, otherwise T) T {
	m.mu.Lock()
	raw, found := m.values[name]
	m.mu.Unlock()
	var value T
	if !found || json.Unmarshal(raw, &value) != nil {
		return otherwise
	}
	return value
}

// Set remembers a value, which JSON must be able to hold, under a name.
func Set[T any](m *Memory, name string, value T) {
	raw, err := json.Marshal(value)
	if err != nil {
		panic(fmt.Sprintf("remember %s: %v", name, err)) // a mistake of whoever chose the type
	}
	m.mu.Lock()
	same := bytes.Equal(m.values[name], raw)
	m.values[name] = raw
	m.mu.Unlock()
	if !same {
		m.look()
	}
}

// look has Run write.
func (m *Memory) look() {
	select {
	case m.changed <- struct{}{}:
	default:
	}
}

// Run writes what changes until ctx ends, and what changed last after that. It
// tells what Open met, and a failed write once until one succeeds; each later
// change tries again.
func (m *Memory) Run(ctx context.Context, failed func(error)) {
	if m.trouble != nil {
		failed(m.trouble)
	}
	told := false
	write := func() {
		err := m.write()
		if err != nil && !told {
			failed(fmt.Errorf("how the window was left cannot be written: %w", err))
		}
		told = err != nil
	}
	for ctx.Err() == nil {
		select {
		case <-ctx.Done():
		case <-m.changed:
			select {
			case <-ctx.Done():
			case <-time.After(gather):
			}
			write()
		}
	}
	select {
	case <-m.changed:
		write()
	default:
	}
}

func (m *Memory) write() error {
	if m.path == "" {
		return nil
	}
	select {
	case <-m.changed: // it is in what is written now
	default:
	}
	m.mu.Lock()
	data, err := json.MarshalIndent(m.values, "", "  ")
	m.mu.Unlock()
	if err != nil {
		return err
	}
	return statefile.Write(m.path, append(data, '\n'))
}
