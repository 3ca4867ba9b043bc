package merkle

import (
	"encoding/binary"
	"math/bits"

	"lukechampine.com/blake3/guts"

	"hinny/share"
	"hinny/share/merkle/wide"
)

const (
	// stripeSize is what the library compresses in one go, 16 KiB.
	stripeSize = guts.MaxSIMD * guts.ChunkSize
	// maxStack bounds the finished subtrees of one chunk that wait for their
	// right sibling: one for each bit of the count of stripes.
	maxStack = 11 // bits.Len(share.MaxChunkSize / stripeSize)
	// hashLen is the length of a chaining value in bytes, parentLen of two.
	hashLen   = share.RootHashSize
	parentLen = 2 * hashLen
	// headerLen is the size in front of the parents of an outboard.
	headerLen = 8
)

// chain is the chaining value of a node, in the form the library computes with.
type chain = [8]uint32

// subtree hashes one chunk as it arrives. It is the classic BLAKE3 stack of
// finished subtrees, one level above the library's stripes of 16 KiB. The
// newest node stays uncompressed in last, because only at the end is it known
// whether it is the root.
type subtree struct {
	stack   [maxStack]chain
	done    uint64 // stripes on the stack
	counter uint64 // of the first BLAKE3 chunk
	last    guts.Node
	level   int // of last: it is 1<<level stripes wide
	started bool
	wide    bool // package wide can be used
}

// wideLevel is the level of a piece that is hashed at once where package wide
// can: 16 stripes, the smallest chunk.
const wideLevel = 4

// newSubtree starts the chunk at the given offset, a multiple of the chunk size.
func newSubtree(offset int64) subtree {
	return subtree{counter: uint64(offset) / guts.ChunkSize, wide: wide.Available()}
}

// write adds data. Every call but the last must bring whole stripes.
func (s *subtree) write(data []byte) {
	for len(data) >= stripeSize {
		s.push()
		var n int
		s.last, s.level, n = s.compress(data)
		data = data[n:]
	}
	if len(data) == 0 {
		return
	}
	s.push()
	s.level = 0
	if len(data) <= guts.ChunkSize {
		s.last = guts.CompressChunk(data, &guts.IV, s.next(), 0)
		return
	}
	var padded [stripeSize]byte // the library reads, but ignores, what follows the data
	n := copy(padded[:], data)
	s.last = guts.CompressBuffer(&padded, n, &guts.IV, s.next(), 0)
}

// compress hashes the first stripes of data: one, or those of wideLevel where
// they are a subtree. It returns their node, its level and their length.
func (s *subtree) compress(data []byte) (node guts.Node, level, n int) {
	const wideSize = stripeSize << wideLevel
	switch {
	case !s.wide:
		return guts.CompressBuffer((*[stripeSize]byte)(data), stripeSize, &guts.IV, s.next(), 0), 0, stripeSize
	case len(data) >= wideSize && s.done&(1<<wideLevel-1) == 0:
		return wide.Node(data[:wideSize], s.next()), wideLevel, wideSize
	}
	return wide.Node(data[:stripeSize], s.next()), 0, stripeSize
}

// next is the counter of the BLAKE3 chunk after the stripes on the stack.
func (s *subtree) next() uint64 { return s.counter + s.done*guts.MaxSIMD }

// push moves the newest node to the stack, merging it with finished siblings.
func (s *subtree) push() {
	if !s.started {
		s.started = true
		return
	}
	cv := guts.ChainingValue(s.last)
	level := s.level
	for ; s.done&(1<<level) != 0; level++ {
		cv = parent(s.stack[level], cv, 0)
	}
	s.stack[level] = cv
	s.done += 1 << s.level
}

// sum returns the chaining value of everything written; flags is
// guts.FlagRoot for a chunk that is the whole file.
func (s *subtree) sum(flags uint32) chain {
	node := s.last
	if !s.started {
		node = guts.CompressChunk(nil, &guts.IV, s.counter, 0)
	}
	for level := 0; level < bits.Len64(s.done); level++ {
		if s.done&(1<<level) != 0 {
			node = guts.ParentNode(s.stack[level], guts.ChainingValue(node), &guts.IV, 0)
		}
	}
	node.Flags |= flags
	return guts.ChainingValue(node)
}

// chunkFlags marks the only chunk of a file, which is its only section too, as
// the root of its tree.
func chunkFlags(chunks int) uint32 {
	if chunks <= 1 {
		return guts.FlagRoot
	}
	return 0
}

func parent(left, right chain, flags uint32) chain {
	return guts.ChainingValue(guts.ParentNode(left, right, &guts.IV, flags))
}

// leftLeaves returns how many of n leaves, n > 1, lie under the left child: the
// largest power of two below n.
func leftLeaves(n int) int { return 1 << (bits.Len(uint(n-1)) - 1) }

// leafAt returns where the outboard holds the chaining value of leaf i of n,
// n > 1. In pre-order the left subtree follows its parent at once and the right
// one comes after the left one's parents.
func leafAt(i, n int) int {
	at := headerLen
	for {
		left := leftLeaves(n)
		if i < left {
			if left == 1 {
				return at
			}
			at, n = at+parentLen, left
			continue
		}
		if n-left == 1 {
			return at + hashLen
		}
		at, i, n = at+parentLen*left, i-left, n-left
	}
}

// fold writes the parents of n leaves, n > 1, that the outboard holds already
// from the bottom up, and returns the chaining value of their root.
func fold(outboard []byte, at, n int, flags uint32) chain {
	left := leftLeaves(n)
	if left > 1 {
		putChain(outboard[at:], fold(outboard, at+parentLen, left, 0))
	}
	if n-left > 1 {
		putChain(outboard[at+hashLen:], fold(outboard, at+parentLen*left, n-left, 0))
	}
	return parent(getChain(outboard[at:]), getChain(outboard[at+hashLen:]), flags)
}

// folds reports whether the parents of n leaves, n > 1, agree with each other
// and with the chaining value want of their root.
func folds(outboard []byte, at, n int, want chain, flags uint32) bool {
	left := leftLeaves(n)
	l, r := getChain(outboard[at:]), getChain(outboard[at+hashLen:])
	if parent(l, r, flags) != want {
		return false
	}
	return (left == 1 || folds(outboard, at+parentLen, left, l, 0)) &&
		(n-left == 1 || folds(outboard, at+parentLen*left, n-left, r, 0))
}

func getChain(b []byte) (cv chain) {
	_ = b[hashLen-1]
	for i := range cv {
		cv[i] = binary.LittleEndian.Uint32(b[4*i:])
	}
	return cv
}

func putChain(b []byte, cv chain) {
	for i, word := range cv {
		binary.LittleEndian.PutUint32(b[4*i:], word)
	}
}
