package share

// Limits of the sections into which a chunk is cut where several providers send
// it. Each is a whole subtree of the BLAKE3 tree.
const (
	// MinSectionSize keeps what verifies a section, 32 bytes, far below what it
	// holds, and what is asked for above a round trip of a slow line.
	MinSectionSize = 64 << 10
	// MaxSections is how many a chunk has at most: what verifies them all is
	// 512 bytes then, and who has them fits 16 bits.
	MaxSections = 16
)

// SectionSize returns the size in bytes of the sections of a file of the given
// size: 64 KiB, or a sixteenth of a chunk where that is more. The only chunk of a
// file is always asked for whole and is one section.
func SectionSize(size int64) int64 {
	chunk := ChunkSize(size)
	if size <= chunk {
		return chunk
	}
	return max(MinSectionSize, chunk/MaxSections)
}

// SectionCount returns into how many sections chunk i of a file can be cut, from
// 1 to MaxSections. It panics like ChunkSpan.
func SectionCount(size int64, i int) int {
	_, length := ChunkSpan(size, i)
	section := int(SectionSize(size))
	return (length + section - 1) / section
}

// SectionSpan returns where sections from up to, and without, upto of chunk i
// start in the chunk and how many bytes they hold. The caller has checked that
// they lie in it: 0 <= from <= upto <= SectionCount.
func SectionSpan(size int64, i, from, upto int) (offset, length int) {
	_, chunk := ChunkSpan(size, i)
	section := int(SectionSize(size))
	offset = from * section
	return offset, min(upto*section, chunk) - offset
}
