package node

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"sync"

	"hinny/share/statefile"
)

// book is a list of what the person has told us, here and in a file that is
// written whole at each change.
type book[K comparable, V any] struct {
	rules bookRules[K, V]
	path  string

	mu    sync.RWMutex
	byKey map[K]V // guarded by mu
}

// bookRules say what a book holds.
type bookRules[K comparable, V any] struct {
	what  string           // for errors: "the marks"
	key   func(V) K        // two of the same key cannot be
	order func(a, b V) int // in lists and in the file
	valid func(V) error    // one of the file that is not is passed over
	most  int              // entries; the last in the order make room
	limit int64            // of the file, bytes
}

// open reads what was written in earlier runs. A file that cannot be understood
// is set aside, and where it lies now is returned: such lists are a help, and no
// reason not to start.
func (b *book[K, V]) open(path string, rules bookRules[K, V]) (aside string, err error) {
	b.path, b.rules, b.byKey = path, rules, map[K]V{}
	var list []V
	err = statefile.ReadJSON(path, rules.limit, &list)
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	if err != nil {
		aside, moved := statefile.SetAside(path)
		if moved != nil {
			return "", errors.Join(fmt.Errorf("read %s: %w", rules.what, err), moved)
		}
		return aside, nil
	}
	for _, v := range list[:min(len(list), rules.most)] {
		if rules.valid(v) == nil {
			b.byKey[rules.key(v)] = v
		}
	}
	return "", nil
}

// get returns the entry with a key, or an empty one.
func (b *book[K, V]) get(key K) (V, bool) {
	b.mu.RLock()
	defer b.mu.RUnlock()
	v, ok := b.byKey[key]
	return v, ok
}

// list returns all entries in their order.
func (b *book[K, V]) list() []V {
	b.mu.RLock()
	defer b.mu.RUnlock()
	return b.sorted(b.byKey)
}

func (b *book[K, V]) sorted(byKey map[K]V) []V {
	list := slices.AppendSeq(make([]V, 0, len(byKey)), maps.Values(byKey))
	slices.SortFunc(list, b.rules.order)
	return list
}

// change changes the entries and writes all of them down; on an error nothing
// changes.
func (b *book[K, V]) change(do func(byKey map[K]V) error) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	changed := maps.Clone(b.byKey)
	if err := do(changed); err != nil {
		return err
	}
	list := b.sorted(changed)
	kept := list[:min(len(list), b.rules.most)]
	data, err := json.MarshalIndent(kept, "", " ")
	if err == nil {
		err = statefile.Write(b.path, append(data, '\n'))
	}
	if err != nil {
		return fmt.Errorf("remember %s: %w", b.rules.what, err)
	}
	for _, old := range list[len(kept):] {
		delete(changed, b.rules.key(old))
	}
	b.byKey = changed
	return nil
}
