package wide

import (
	"unsafe"

	"lukechampine.com/blake3/guts"
)

const (
	// MaxSize is the most that Node takes: it bounds the chaining values on
	// the stack to 8 KiB.
	MaxSize = maxChunks * guts.ChunkSize
	// MinSize is the least: one round of the widest vectors, and every level
	// above them in one.
	MinSize = minChunks * guts.ChunkSize

	maxChunks = 256
	minChunks = 16
)

// Available reports whether Node can be called on this processor.
func Available() bool { return hash8Runs() || hash16Runs() }

// Node returns the topmost node of the subtree of data, not yet compressed,
// just as guts.CompressBuffer does for 16 KiB. The length of data is MinSize
// times a power of two, at most MaxSize; counter is that of its first BLAKE3
// chunk. It panics on other lengths.
func Node(data []byte, counter uint64) guts.Node {
	if n := len(data) / guts.ChunkSize; n < minChunks || n > maxChunks || n&(n-1) != 0 || len(data)%guts.ChunkSize != 0 {
		panic("wide: not a whole subtree")
	}
	var chains [maxChunks][8]uint32
	if hash16Runs() {
		fold16(&chains, data, counter)
	} else {
		fold8(&chains, data, counter)
	}
	return guts.ParentNode(chains[0], chains[1], &guts.IV, 0)
}

// fold8 leaves the two uppermost chaining values of the subtree of data at the
// beginning of chains.
//
// Two chaining values that follow each other are the block of their parent. Each
// level is written over the one below, which has been read that far. Lanes
// beyond the end of a level hash what lies there, and nobody looks at the
// result.
func fold8(chains *[maxChunks][8]uint32, data []byte, counter uint64) {
	n := len(data) / guts.ChunkSize
	for i := 0; i < n; i += 8 {
		hash8((*[8][8]uint32)(chains[i:]), &data[i*guts.ChunkSize], guts.ChunkSize, guts.ChunkSize/guts.BlockSize,
			counter+uint64(i), 1, 0, guts.FlagChunkStart, guts.FlagChunkEnd)
	}
	for n /= 2; n > 1; n /= 2 {
		for i := 0; i < n; i += 8 {
			below := (*byte)(unsafe.Pointer(&chains[2*i]))
			hash8((*[8][8]uint32)(chains[i:]), below, guts.BlockSize, 1, 0, 0, guts.FlagParent, 0, 0)
		}
	}
}

// fold16 is fold8 with hash16.
func fold16(chains *[maxChunks][8]uint32, data []byte, counter uint64) {
	n := len(data) / guts.ChunkSize
	for i := 0; i < n; i += 16 {
		hash16((*[16][8]uint32)(chains[i:]), &data[i*guts.ChunkSize], guts.ChunkSize, guts.ChunkSize/guts.BlockSize,
			counter+uint64(i), 1, 0, guts.FlagChunkStart, guts.FlagChunkEnd)
	}
	for n /= 2; n > 1; n /= 2 {
		for i := 0; i < n; i += 16 {
			below := (*byte)(unsafe.Pointer(&chains[2*i]))
			hash16((*[16][8]uint32)(chains[i:]), below, guts.BlockSize, 1, 0, 0, guts.FlagParent, 0, 0)
		}
	}
}
