package merkle

import (
	"bytes"
	"encoding/binary"
	"fmt"

	"lukechampine.com/blake3/guts"

	"hinny/share"
)

// Manifest is what verifies each chunk of one file alone. It is immutable and
// safe for concurrent use.
type Manifest struct {
	root     share.RootHash
	size     int64
	chunks   int
	outboard []byte
}

// OutboardSize returns the length in bytes of the outboard of a file of the
// given size, which must pass share.CheckSize: 8 bytes, and 64 for every chunk
// but one. It is the limit for whoever receives one.
func OutboardSize(size int64) int {
	return headerLen + parentLen*max(share.ChunkCount(size)-1, 0)
}

// New checks an outboard that came from disk or from a stranger and copies it.
// All parents are folded up to the root, so that an outboard which is accepted
// can only be the right one. For a file of one chunk, or none, the outboard may
// be left out. An outboard that does not fit is share.ErrCorrupt, a size beyond
// all limits share.ErrTooLarge. The size is proved by the last chunk only; see
// the package comment.
func New(root share.RootHash, size int64, outboard []byte) (*Manifest, error) {
	if err := share.CheckSize(size); err != nil {
		return nil, fmt.Errorf("read the manifest of %s: %w", root.Short(), err)
	}
	m := &Manifest{root: root, size: size, chunks: share.ChunkCount(size)}
	if len(outboard) == 0 && m.chunks <= 1 {
		m.outboard = binary.LittleEndian.AppendUint64(nil, uint64(size))
	} else {
		m.outboard = bytes.Clone(outboard)
	}
	if err := m.check(); err != nil {
		return nil, fmt.Errorf("check the manifest of %s: %w", root.Short(), err)
	}
	return m, nil
}

// check folds the outboard up to the root.
func (m *Manifest) check() error {
	if want := OutboardSize(m.size); len(m.outboard) != want {
		return fmt.Errorf("%w: an outboard of %d bytes for a file of %d bytes, which has one of %d",
			share.ErrCorrupt, len(m.outboard), m.size, want)
	}
	if told := binary.LittleEndian.Uint64(m.outboard); told != uint64(m.size) {
		return fmt.Errorf("%w: the outboard is of a file of %d bytes, not of %d", share.ErrCorrupt, told, m.size)
	}
	want := getChain(m.root[:])
	switch {
	case m.chunks == 0:
		empty := newSubtree(0)
		if empty.sum(guts.FlagRoot) != want {
			return fmt.Errorf("%w: the empty file has another hash", share.ErrCorrupt)
		}
	case m.chunks > 1:
		if !folds(m.outboard, headerLen, m.chunks, want, guts.FlagRoot) {
			return fmt.Errorf("%w: the outboard does not fold to it", share.ErrCorrupt)
		}
	}
	return nil
}

// Root returns the hash of the whole file.
func (m *Manifest) Root() share.RootHash { return m.root }

// Size returns the file's size in bytes.
func (m *Manifest) Size() int64 { return m.size }

// Chunks returns how many chunks the file has; the empty file has none.
func (m *Manifest) Chunks() int { return m.chunks }

// Outboard returns the bytes that New accepts. They are shared, because they
// can be 64 MiB: the caller must not change them.
func (m *Manifest) Outboard() []byte { return m.outboard }

// VerifyChunk checks that data is chunk i of the file, whole. It allocates
// nothing when it is. Otherwise the error is a *share.ChunkError that wraps
// share.ErrCorrupt; whoever knows the sender fills in its Peer.
func (m *Manifest) VerifyChunk(i int, data []byte) error {
	if err := share.CheckChunk(m.size, i); err != nil {
		return refuse(m.root, i, err.Error())
	}
	offset, length := share.ChunkSpan(m.size, i)
	if len(data) != length {
		return refuse(m.root, i, fmt.Sprintf("%d bytes instead of %d", len(data), length))
	}
	tree := newSubtree(offset)
	tree.write(data)
	if tree.sum(chunkFlags(m.chunks)) != m.leaf(i) {
		return refuse(m.root, i, "another hash")
	}
	return nil
}

// leaf returns the chaining value that chunk i must have.
func (m *Manifest) leaf(i int) chain {
	if m.chunks == 1 {
		return getChain(m.root[:])
	}
	return getChain(m.outboard[leafAt(i, m.chunks):])
}

func refuse(root share.RootHash, i int, why string) error {
	return &share.ChunkError{Root: root, Index: i, Err: fmt.Errorf("%w: %s", share.ErrCorrupt, why)}
}
