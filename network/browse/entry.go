package browse

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"hinny/network/wire"
	"hinny/share"
)

// MaxName is the length of the longest name in a list, in bytes: the longest
// path of common systems.
const MaxName = 4096

// ErrBadList marks a list that breaks the protocol; its sender is broken or
// hostile.
var ErrBadList = errors.New("the peer sent a list that makes no sense")

// Entry is one shared file of a peer. Rel is text to show, not a path to open.
type Entry struct {
	Root share.RootHash
	Rel  string
	Size int64
}

// checkName refuses names that cannot be shown or stored as text.
func checkName(rel string) error {
	switch {
	case rel == "":
		return fmt.Errorf("%w: an empty name", ErrBadList)
	case len(rel) > MaxName:
		return fmt.Errorf("%w: a name of %d bytes, at most %d", ErrBadList, len(rel), MaxName)
	case !utf8.ValidString(rel):
		return fmt.Errorf("%w: a name that is not UTF-8", ErrBadList)
	case strings.ContainsRune(rel, 0):
		return fmt.Errorf("%w: a name with a zero byte", ErrBadList)
	}
	return nil
}

// parse checks one foreign entry, which must sort after the name before it.
func parse(e *wire.BrowseEntry, after string) (Entry, error) {
	root, err := share.RootHashFromBytes(e.GetRoot())
	if err != nil {
		return Entry{}, fmt.Errorf("%w: %w", ErrBadList, err)
	}
	if root.IsZero() {
		return Entry{}, fmt.Errorf("%w: a root of zeros", ErrBadList)
	}
	if err := checkName(e.GetRel()); err != nil {
		return Entry{}, err
	}
	if e.GetRel() <= after {
		return Entry{}, fmt.Errorf("%w: names out of order", ErrBadList)
	}
	size := int64(e.GetSize())
	if err := share.CheckSize(size); err != nil {
		return Entry{}, fmt.Errorf("%w: %w", ErrBadList, err)
	}
	return Entry{Root: root, Rel: e.GetRel(), Size: size}, nil
}
