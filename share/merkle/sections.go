package merkle

import (
	"bytes"
	"fmt"
	"io"

	"hinny/share"
)

// Sections verifies the sections of one chunk each alone, so that a chunk can be
// put together from what several providers send and whoever sends a wrong
// section is known. It is immutable and safe for concurrent use.
type Sections struct {
	root  share.RootHash
	size  int64 // of the file
	chunk int
	list  []byte
}

// SectionListSize returns the length in bytes of the list of sections of chunk i,
// which must lie in the file: 32 for each.
func (m *Manifest) SectionListSize(i int) int { return hashLen * share.SectionCount(m.size, i) }

// Sections checks a list of sections of chunk i that came from a stranger, and
// copies it: the chaining values in order. They are folded up to the chunk's own,
// so that a list which is accepted can only be the right one. Otherwise the error
// is a *share.ChunkError that wraps share.ErrCorrupt.
func (m *Manifest) Sections(i int, list []byte) (*Sections, error) {
	if err := share.CheckChunk(m.size, i); err != nil {
		return nil, refuse(m.root, i, err.Error())
	}
	if want := m.SectionListSize(i); len(list) != want {
		return nil, refuse(m.root, i, fmt.Sprintf("a list of sections of %d bytes instead of %d", len(list), want))
	}
	if foldList(list, chunkFlags(m.chunks)) != m.leaf(i) {
		return nil, refuse(m.root, i, "its list of sections does not fold to it")
	}
	return &Sections{root: m.root, size: m.size, chunk: i, list: bytes.Clone(list)}, nil
}

// ListSections reads chunk i from a file and makes its list of sections, for
// somebody who asks for some of them. It reads through buf, which may have any
// length that is a multiple of 64 KiB. A chunk that is not what was hashed is a
// *share.ChunkError that wraps share.ErrCorrupt.
func (m *Manifest) ListSections(file io.ReaderAt, i int, buf []byte) (*Sections, error) {
	offset, _ := share.ChunkSpan(m.size, i)
	list := make([]byte, m.SectionListSize(i))
	for section := range share.SectionCount(m.size, i) {
		start, length := share.SectionSpan(m.size, i, section, section+1)
		tree := newSubtree(offset + int64(start))
		for at := 0; at < length; {
			part := buf[:min(len(buf), length-at)]
			if _, err := file.ReadAt(part, offset+int64(start+at)); err != nil && err != io.EOF {
				return nil, fmt.Errorf("read chunk %d of %s: %w", i, m.root.Short(), err)
			}
			tree.write(part)
			at += len(part)
		}
		putChain(list[section*hashLen:], tree.sum(chunkFlags(m.chunks)))
	}
	return m.Sections(i, list)
}

// Chunk returns which chunk the sections are of.
func (s *Sections) Chunk() int { return s.chunk }

// Count returns how many sections there are.
func (s *Sections) Count() int { return len(s.list) / hashLen }

// Span returns where sections from up to, and without, upto start in the chunk and
// how many bytes they hold; see share.SectionSpan.
func (s *Sections) Span(from, upto int) (offset, length int) {
	return share.SectionSpan(s.size, s.chunk, from, upto)
}

// List returns the bytes that Manifest.Sections accepts. They are shared; the
// caller must not change them.
func (s *Sections) List() []byte { return s.list }

// Verify checks that data is one of the sections, whole. Otherwise the error is a
// *share.ChunkError that wraps share.ErrCorrupt; whoever knows the sender fills in
// its Peer.
func (s *Sections) Verify(section int, data []byte) error {
	if section < 0 || section >= s.Count() {
		return refuse(s.root, s.chunk, fmt.Sprintf("it has no section %d", section))
	}
	start, length := s.Span(section, section+1)
	if len(data) != length {
		return refuse(s.root, s.chunk, fmt.Sprintf("%d bytes in section %d instead of %d", len(data), section, length))
	}
	offset, _ := share.ChunkSpan(s.size, s.chunk)
	tree := newSubtree(offset + int64(start))
	tree.write(data)
	if tree.sum(chunkFlags(share.ChunkCount(s.size))) != getChain(s.list[section*hashLen:]) {
		return refuse(s.root, s.chunk, fmt.Sprintf("section %d has another hash", section))
	}
	return nil
}

// foldList returns the chaining value of the root above a list of chaining values.
func foldList(list []byte, flags uint32) chain {
	n := len(list) / hashLen
	if n == 1 {
		return getChain(list)
	}
	left := leftLeaves(n) * hashLen
	return parent(foldList(list[:left], 0), foldList(list[left:], 0), flags)
}
