package share

import "testing"

func TestSectionsCoverAChunk(t *testing.T) {
	for _, row := range []struct {
		size            int64
		chunk, sections int
	}{
		{MinChunkSize, 0, 1}, // the whole file
		{MinChunkSize + 1, 0, 4},
		{MinChunkSize + 1, 1, 1},
		{2*MinChunkSize - 1, 1, 4},
		{MinChunkSize + MinSectionSize + 1, 1, 2},
		{gib + 1, 0, 8},
		{2*gib + 1, 7, 16},
		{100 * gib, 9, 16},
		{100*gib + 1, 6400, 1},
	} {
		n := SectionCount(row.size, row.chunk)
		if n != row.sections {
			t.Errorf("chunk %d of %d bytes has %d sections, want %d", row.chunk, row.size, n, row.sections)
		}
		_, length := ChunkSpan(row.size, row.chunk)
		at := 0
		for i := range n {
			offset, bytes := SectionSpan(row.size, row.chunk, i, i+1)
			if offset != at || bytes <= 0 {
				t.Fatalf("section %d of chunk %d of %d bytes is at %d with %d bytes, want it at %d", i, row.chunk, row.size, offset, bytes, at)
			}
			at += bytes
		}
		if offset, bytes := SectionSpan(row.size, row.chunk, 0, n); at != length || offset != 0 || bytes != length {
			t.Errorf("the sections of chunk %d of %d bytes hold %d and in one go %d, the chunk %d", row.chunk, row.size, at, bytes, length)
		}
	}
}
