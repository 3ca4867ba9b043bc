package library

import (
	"os"
	"path/filepath"
	"sync"
	"time"
)

// maxIdleHandles is how many files are kept open though nobody reads them:
// chunks of one file are asked for one by one, and opening costs more than
// reading a small one.
const maxIdleHandles = 32

// maxIdle is how long such a file is kept open: an open file keeps its drive
// from being taken out.
const maxIdle = 20 * time.Second

// handle is an open file with many users.
type handle struct {
	path  string
	file  *os.File
	users int
	stale bool      // to be closed by its last user, not handed out again
	since time.Time // when its last user was done
}

// handleCache keeps files open between readers.
type handleCache struct {
	mu     sync.Mutex
	byPath map[string]*handle // guarded by mu; not the stale ones
	idle   []*handle          // guarded by mu; the longest idle first
}

func newHandleCache() handleCache { return handleCache{byPath: map[string]*handle{}} }

// get returns the open file at path, opening it if need be. Give it back with
// put.
func (c *handleCache) get(path string, open func() (*os.File, error)) (*handle, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if h, ok := c.byPath[path]; ok {
		if h.users == 0 {
			c.unidle(h)
		}
		h.users++
		return h, nil
	}
	file, err := open()
	if err != nil {
		return nil, err
	}
	h := &handle{path: path, file: file, users: 1}
	c.byPath[path] = h
	return h, nil
}

func (c *handleCache) put(h *handle) {
	c.mu.Lock()
	defer c.mu.Unlock()
	h.users--
	if h.users > 0 {
		return
	}
	if h.stale {
		_ = h.file.Close() // it was only read
		return
	}
	h.since = time.Now()
	c.idle = append(c.idle, h)
	if len(c.idle) > maxIdleHandles {
		c.remove(c.idle[0])
	}
}

// drop has the files whose path matches closed as soon as nobody reads them.
func (c *handleCache) drop(matches func(path string) bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for path, h := range c.byPath {
		if matches(path) {
			c.remove(h)
		}
	}
}

// closeIdle closes the files that nobody has read since a moment.
func (c *handleCache) closeIdle(since time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for len(c.idle) > 0 && !c.idle[0].since.After(since) {
		c.remove(c.idle[0])
	}
}

func (c *handleCache) closeAll() { c.drop(func(string) bool { return true }) }

func (c *handleCache) remove(h *handle) {
	delete(c.byPath, h.path)
	h.stale = true
	if h.users == 0 {
		c.unidle(h)
		_ = h.file.Close() // it was only read
	}
}

func (c *handleCache) unidle(h *handle) {
	for i, other := range c.idle {
		if other == h {
			c.idle = append(c.idle[:i], c.idle[i+1:]...)
			return
		}
	}
}

// resolver returns what makes the path of a file absolute, with the links of its
// directory resolved as those of ticked folders are. It is for many paths at one
// moment: it looks at each folder once.
func resolver() func(path string) (string, error) {
	real := map[string]string{}
	return func(path string) (string, error) {
		absolute, err := filepath.Abs(path)
		if err != nil {
			return "", err
		}
		dir, known := real[filepath.Dir(absolute)]
		if !known {
			if dir, err = filepath.EvalSymlinks(filepath.Dir(absolute)); err != nil {
				return "", err
			}
			real[filepath.Dir(absolute)] = dir
		}
		return filepath.Join(dir, filepath.Base(absolute)), nil
	}
}
