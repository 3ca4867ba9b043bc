package share

import "fmt"

// Limits of the chunk layout. The size of a chunk follows from the file's size
// and is no part of the file's identity: a BLAKE3 tree verifies at every power
// of two of 1 KiB.
const (
	// MinChunkSize is the chunk size of files up to 1 GiB. Below it the
	// request overhead shows; at it a chunk verifies at 4.6 GB/s.
	MinChunkSize = 256 << 10
	// MaxChunkSize bounds what one peer can make another hold in memory.
	MaxChunkSize = 16 << 20
	// TargetChunks is how many chunks a file has at most before its chunks
	// grow: 4,096 bits of Bitfield and 256 KiB of outboard.
	TargetChunks = 4096
	// MaxFileSize is the largest file Hinny handles, 16 TiB: 2^20 chunks of
	// 16 MiB, a Bitfield of 128 KiB and an outboard of 64 MiB.
	MaxFileSize = int64(1) << 44
)

// ChunkSize returns the chunk size in bytes of a file of the given size: 256
// KiB up to 1 GiB, then doubled so that there are at most 4,096 chunks, 16 MiB
// at most.
func ChunkSize(size int64) int64 {
	chunk := int64(MinChunkSize)
	for chunk < MaxChunkSize && size > chunk*TargetChunks {
		chunk *= 2
	}
	return chunk
}

// ChunkCount returns how many chunks a file of the given size has; the empty
// file has none.
func ChunkCount(size int64) int {
	chunk := ChunkSize(size)
	return int((size + chunk - 1) / chunk)
}

// ChunkSpan returns where chunk i of a file of the given size starts and how
// many bytes it holds. It panics on an index outside the file, which is a
// mistake of the caller: foreign indexes go through CheckChunk first.
func ChunkSpan(size int64, i int) (offset int64, length int) {
	if err := CheckChunk(size, i); err != nil {
		panic(err)
	}
	chunk := ChunkSize(size)
	offset = int64(i) * chunk
	return offset, int(min(chunk, size-offset))
}

// CheckChunk reports whether chunk i lies inside a file of the given size.
func CheckChunk(size int64, i int) error {
	if i < 0 || i >= ChunkCount(size) {
		return fmt.Errorf("chunk %d is outside a file of %d chunks", i, ChunkCount(size))
	}
	return nil
}

// CheckSize refuses sizes no file can have here.
func CheckSize(size int64) error {
	if size < 0 || size > MaxFileSize {
		return fmt.Errorf("%w: a file of %d bytes; the limit is %d", ErrTooLarge, uint64(size), MaxFileSize)
	}
	return nil
}
