package node

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"hinny/network/transfer"
	"hinny/share"
	"hinny/share/collection"
	"hinny/share/merkle"
	"hinny/share/statefile"
)

const (
	// collectionsName is the folder of the home that holds the lists of
	// collections, each named by its root.
	collectionsName = "collections"
	// wishesName is the file in it that says what is wanted of those ordered.
	wishesName = "wanted.json"
	// maxWishes bounds it: beyond, the oldest collection that is done with is
	// no longer shown.
	maxWishes = 1000
	// maxWishFile holds maxWishes with long choices.
	maxWishFile = 16 << 20
)

// wish is what is wanted of a collection that was ordered.
type wish struct {
	Root      share.RootHash    `json:"root"`
	Out       string            `json:"out"`            // folder in which the collection's folder is made
	Only      []string          `json:"only,omitempty"` // see collection.Wanted
	Providers []string          `json:"providers,omitempty"`
	Paused    bool              `json:"paused,omitempty"`
	Priority  transfer.Priority `json:"priority,omitempty"`
	Category  string            `json:"category,omitempty"`
	// Sequential: the chunks of each file come in the order of the file.
	Sequential bool `json:"sequential,omitempty"`
	Ordered    bool `json:"ordered"` // the list came and its files were ordered
}

// collections keeps the lists of collections that were made or fetched here,
// and serves them. It is safe for concurrent use.
type collections struct {
	dir     string
	log     *slog.Logger
	arrived chan struct{} // 1-buffered: a list came, or something was wished for

	mu     sync.Mutex
	wishes []wish // guarded by mu; oldest first
}

// openCollections opens the folder. Wishes that cannot be read are an error.
func openCollections(home string, log *slog.Logger) (*collections, error) {
	c := &collections{dir: filepath.Join(home, collectionsName), log: log, arrived: make(chan struct{}, 1)}
	if err := os.MkdirAll(c.dir, 0o700); err != nil {
		return nil, fmt.Errorf("make the folder of the collections: %w", err)
	}
	err := statefile.ReadJSON(filepath.Join(c.dir, wishesName), maxWishFile, &c.wishes)
	if errors.Is(err, fs.ErrNotExist) {
		return c, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read which collections are wanted: %w", err)
	}
	c.poke()
	return c, nil
}

func (c *collections) poke() {
	select {
	case c.arrived <- struct{}{}:
	default:
	}
}

func (c *collections) path(root share.RootHash) string {
	return filepath.Join(c.dir, root.String()+collection.Extension)
}

// want remembers what is wanted of a collection, in place of an earlier wish.
func (c *collections) want(w wish) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	kept := make([]wish, 0, len(c.wishes)+1)
	for _, old := range c.wishes {
		if old.Root != w.Root {
			kept = append(kept, old)
		}
	}
	kept = append(kept, w)
	for i := 0; len(kept) > maxWishes && i < len(kept); {
		if !kept[i].Ordered {
			i++
			continue
		}
		kept = append(kept[:i], kept[i+1:]...)
	}
	if len(kept) > maxWishes {
		return fmt.Errorf("%d collections are being fetched already; cancel some first", maxWishes)
	}
	data, err := json.Marshal(kept)
	if err == nil {
		err = statefile.Write(filepath.Join(c.dir, wishesName), data)
	}
	if err != nil {
		return fmt.Errorf("remember which collections are wanted: %w", err)
	}
	c.wishes = kept
	return nil
}

// wish returns what is wanted of a collection.
func (c *collections) wish(root share.RootHash) (wish, bool) {
	for _, w := range c.all() {
		if w.Root == root {
			return w, true
		}
	}
	return wish{}, false
}

// all returns a copy of the wishes.
func (c *collections) all() []wish {
	c.mu.Lock()
	defer c.mu.Unlock()
	return append([]wish(nil), c.wishes...)
}

// load reads a list that is here. The error wraps fs.ErrNotExist when it is
// not.
func (c *collections) load(root share.RootHash) (collection.Collection, error) {
	data, err := statefile.Read(c.path(root), collection.MaxBytes)
	if err != nil {
		return collection.Collection{}, err
	}
	return collection.Decode(bytes.NewReader(data))
}

// save keeps the list of a collection and returns its root and its size.
func (c *collections) save(ctx context.Context, one collection.Collection) (share.RootHash, int64, error) {
	data, err := one.Encode()
	if err != nil {
		return share.RootHash{}, 0, err
	}
	m, err := merkle.Build(ctx, bytes.NewReader(data), int64(len(data)), nil)
	if err != nil {
		return share.RootHash{}, 0, fmt.Errorf("hash the list of %q: %w", one.Name, err)
	}
	if err := statefile.Write(c.path(m.Root()), data); err != nil {
		return share.RootHash{}, 0, fmt.Errorf("keep the list of %q: %w", one.Name, err)
	}
	return m.Root(), m.Size(), nil
}

// roots returns the lists that are here.
func (c *collections) roots() ([]share.RootHash, error) {
	names, err := os.ReadDir(c.dir)
	if err != nil {
		return nil, fmt.Errorf("list the collections: %w", err)
	}
	var roots []share.RootHash
	for _, name := range names {
		if stem, ok := strings.CutSuffix(name.Name(), collection.Extension); ok {
			if root, err := share.ParseRootHash(stem); err == nil {
				roots = append(roots, root)
			}
		}
	}
	return roots, nil
}

// holds reports whether path is that of a list.
func (c *collections) holds(path string) bool { return filepath.Dir(path) == c.dir }

// Open serves a list. The error is share.ErrNotFound when it is not here or no
// longer what its name says.
func (c *collections) Open(root share.RootHash) (transfer.Source, error) {
	data, err := statefile.Read(c.path(root), collection.MaxBytes)
	if err != nil {
		return nil, share.ErrNotFound
	}
	m, err := merkle.Build(context.Background(), bytes.NewReader(data), int64(len(data)), nil)
	if err != nil || m.Root() != root {
		c.log.Warn("the list of a collection is damaged and not served", "root", root.Short())
		return nil, share.ErrNotFound
	}
	return list{bytes.NewReader(data), m}, nil
}

// list is the open list of a collection. It is in memory, so it cannot change.
type list struct {
	*bytes.Reader
	manifest *merkle.Manifest
}

// Manifest implements transfer.Source.
func (l list) Manifest() *merkle.Manifest { return l.manifest }

// Name implements transfer.Source.
func (l list) Name() string { return l.manifest.Root().Short() + collection.Extension }

// Check implements transfer.Source.
func (l list) Check() error { return nil }

// Close implements transfer.Source.
func (l list) Close() {}
