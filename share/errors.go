package share

import (
	"errors"
	"fmt"
)

// Errors that callers choose by; everything else is only told to people.
var (
	// ErrBadRoot marks text or bytes that are no RootHash.
	ErrBadRoot = errors.New("not a root hash")
	// ErrCorrupt marks content that does not fold to its RootHash.
	ErrCorrupt = errors.New("content does not match its hash")
	// ErrNotFound marks a file that is not known here.
	ErrNotFound = errors.New("not found")
	// ErrChanged marks a shared file that is no longer what was hashed.
	ErrChanged = errors.New("file changed since it was hashed")
	// ErrTooLarge marks a size or count beyond what Hinny handles.
	ErrTooLarge = errors.New("too large")
)

// ChunkError tells which chunk of which file failed and, where a peer sent it,
// which peer.
type ChunkError struct {
	Root  RootHash
	Index int
	Peer  string // empty where no peer is to blame
	Err   error
}

func (e *ChunkError) Error() string {
	from := ""
	if e.Peer != "" {
		from = " from " + e.Peer
	}
	return fmt.Sprintf("chunk %d of %s%s: %v", e.Index, e.Root.Short(), from, e.Err)
}

// Unwrap lets errors.Is see the cause.
func (e *ChunkError) Unwrap() error { return e.Err }
