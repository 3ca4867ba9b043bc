package collection

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"hinny/share"
)

const (
	// MaxFiles is the most files of one collection: what a person can still
	// mean as one thing, and about 20 MB of list.
	MaxFiles = 100_000
	// MaxBytes bounds a list: each of its files with a path of 250 bytes.
	MaxBytes = 40 << 20
	// MaxPath is the longest path in bytes, as in most systems.
	MaxPath = 4096
	// MaxDepth is the most elements of a path.
	MaxDepth = 64
	// maxName is the longest name of a collection in bytes, as of a file.
	maxName = 255

	// Extension ends the names of lists.
	Extension = ".hinnycollection"
)

// ErrBad marks a list that makes no sense or is over the limits.
var ErrBad = errors.New("not a list of a collection")

// File is one file of a collection.
type File struct {
	Path string // from the top of the collection, with slashes; not cleaned
	Size int64  // bytes
	Root share.RootHash
}

// Collection is a named tree of files. It is not changed after it was made.
type Collection struct {
	Name  string // not cleaned
	Files []File // in the bytewise order of their paths
}

// New makes a collection of files in any order. The error wraps ErrBad and
// says what is wrong.
func New(name string, files []File) (Collection, error) {
	files = slices.Clone(files)
	slices.SortFunc(files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	c := Collection{Name: name, Files: files}
	return c, c.check()
}

// Bytes returns the size of all files together.
func (c Collection) Bytes() (sum int64) {
	for _, f := range c.Files {
		sum += f.Size
	}
	return sum
}

// check holds a collection against the limits.
func (c Collection) check() error {
	switch {
	case c.Name == "" || len(c.Name) > maxName || !utf8.ValidString(c.Name):
		return fmt.Errorf("%w: its name has %d bytes, at most %d", ErrBad, len(c.Name), maxName)
	case len(c.Files) == 0:
		return fmt.Errorf("%w: it names no files", ErrBad)
	case len(c.Files) > MaxFiles:
		return fmt.Errorf("%w: it names %d files, at most %d; share parts of the folder instead", ErrBad, len(c.Files), MaxFiles)
	}
	var sum int64
	before := ""
	for _, f := range c.Files {
		if err := checkPath(f.Path); err != nil {
			return err
		}
		if f.Path <= before {
			return fmt.Errorf("%w: %q is there twice or out of order", ErrBad, f.Path)
		}
		if f.Root.IsZero() {
			return fmt.Errorf("%w: %q has no root hash", ErrBad, f.Path)
		}
		if err := share.CheckSize(f.Size); err != nil {
			return fmt.Errorf("%w: %q: %w", ErrBad, f.Path, err)
		}
		if f.Size > math.MaxInt64-sum {
			return fmt.Errorf("%w: its files are larger than any disk", ErrBad)
		}
		sum += f.Size
		before = f.Path
	}
	return nil
}

// checkPath refuses what is no plain way down from the top.
func checkPath(path string) error {
	if path == "" || len(path) > MaxPath {
		return fmt.Errorf("%w: a path of %d bytes, at most %d", ErrBad, len(path), MaxPath)
	}
	if !utf8.ValidString(path) || strings.ContainsRune(path, 0) {
		return fmt.Errorf("%w: the path %q is no text", ErrBad, path)
	}
	elements := strings.Split(path, "/")
	if len(elements) > MaxDepth {
		return fmt.Errorf("%w: the path %q is %d folders deep, at most %d", ErrBad, path, len(elements), MaxDepth)
	}
	for _, element := range elements {
		if element == "" || element == "." || element == ".." {
			return fmt.Errorf("%w: the path %q leads nowhere", ErrBad, path)
		}
	}
	return nil
}
