package merkle

import (
	"fmt"
	"math/bits"

	"lukechampine.com/blake3/guts"

	"hinny/share"
)

// MaxTail bounds the length in bytes of a tail: the last BLAKE3 chunk and, for
// the largest of our chunks, one chaining value for each doubling from there.
const MaxTail = guts.ChunkSize + hashLen*maxTailDepth

// maxTailDepth is how many levels a chunk of share.MaxChunkSize has above its
// BLAKE3 chunks.
const maxTailDepth = 14

// Tail proves the size of a file in little more than a kilobyte. It is made of
// the content of the last chunk, which must be right: the BLAKE3 chunk that the
// file ends with, behind the chaining values of what is left of the way down to
// it, the topmost first.
//
// Who checks the tail knows where a file ends as surely as by the last chunk:
// a BLAKE3 chunk is hashed with its number and its length, and in the tree it is
// the one that is reached by always turning right. That is why Bao's decoder
// insists on the final chunk (the Bao specification, docs/spec.md of
// github.com/oconnor663/bao); it needs no more of our last chunk than this.
func Tail(last []byte, size int64) []byte {
	offset := size - int64(len(last))
	var tail []byte
	for n := pieces(len(last)); n > 1; n = pieces(len(last)) {
		left := leftLeaves(n) * guts.ChunkSize
		tree := newSubtree(offset)
		tree.write(last[:left])
		var cv [hashLen]byte
		putChain(cv[:], tree.sum(0))
		tail = append(tail, cv[:]...)
		offset, last = offset+int64(left), last[left:]
	}
	return append(tail, last...)
}

// pieces returns how many BLAKE3 chunks a number of bytes has.
func pieces(n int) int { return (n + guts.ChunkSize - 1) / guts.ChunkSize }

// VerifyTail checks that the file ends as the tail says, which proves its size
// as the last chunk does. The file must have two chunks or more; of a smaller one
// the whole content is as short. Otherwise the error wraps share.ErrCorrupt.
func (m *Manifest) VerifyTail(tail []byte) error {
	if m.chunks < 2 {
		return fmt.Errorf("%w: a file of %d bytes has no tail", share.ErrCorrupt, m.size)
	}
	_, length := share.ChunkSpan(m.size, m.chunks-1)
	n := pieces(length)
	depth := bits.OnesCount(uint(n - 1))
	content := length - (n-1)*guts.ChunkSize
	if want := depth*hashLen + content; len(tail) != want {
		return fmt.Errorf("%w: a tail of %d bytes for a file of %d bytes, which has one of %d", share.ErrCorrupt, len(tail), m.size, want)
	}
	cv := guts.ChainingValue(guts.CompressChunk(tail[depth*hashLen:], &guts.IV, uint64(m.size-1)/guts.ChunkSize, 0))
	for level := depth - 1; level >= 0; level-- {
		cv = parent(getChain(tail[level*hashLen:]), cv, 0)
	}
	if cv != m.leaf(m.chunks-1) {
		return fmt.Errorf("%w: the file does not end with its tail", share.ErrCorrupt)
	}
	return nil
}
