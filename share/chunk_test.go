package share

import (
	"errors"
	"testing"
)

const gib = int64(1) << 30

func TestChunkSizes(t *testing.T) {
	for _, row := range []struct {
		size, chunk int64
		count       int
	}{
		{0, MinChunkSize, 0},
		{1, MinChunkSize, 1},
		{MinChunkSize, MinChunkSize, 1},
		{MinChunkSize + 1, MinChunkSize, 2},
		{gib, MinChunkSize, TargetChunks},
		{gib + 1, 2 * MinChunkSize, TargetChunks/2 + 1},
		{64 * gib, MaxChunkSize, TargetChunks},
		{64*gib + 1, MaxChunkSize, TargetChunks + 1},
		{MaxFileSize, MaxChunkSize, 1 << 20},
	} {
		if got := ChunkSize(row.size); got != row.chunk {
			t.Errorf("%d bytes: chunks of %d, want %d", row.size, got, row.chunk)
		}
		if got := ChunkCount(row.size); got != row.count {
			t.Errorf("%d bytes: %d chunks, want %d", row.size, got, row.count)
		}
	}
}

func TestSpansCoverTheFile(t *testing.T) {
	for _, size := range []int64{1, MinChunkSize, 3*MinChunkSize + 5, gib + 1, 100 * gib} {
		at := int64(0)
		for i := range ChunkCount(size) {
			offset, length := ChunkSpan(size, i)
			if offset != at || length <= 0 {
				t.Fatalf("%d bytes: chunk %d is at %d with %d bytes, want it at %d", size, i, offset, length, at)
			}
			at += int64(length)
		}
		if at != size {
			t.Errorf("%d bytes: the chunks cover %d", size, at)
		}
	}
}

func TestCheckChunk(t *testing.T) {
	for i, ok := range map[int]bool{-1: false, 0: true, 2: true, 3: false, int(^uint(0) >> 1): false} {
		if err := CheckChunk(2*MinChunkSize+1, i); (err == nil) != ok {
			t.Errorf("chunk %d of 3: %v", i, err)
		}
	}
	if CheckChunk(0, 0) == nil {
		t.Error("the empty file has a chunk")
	}
}

func TestCheckSize(t *testing.T) {
	for size, ok := range map[int64]bool{-1: false, 0: true, MaxFileSize: true, MaxFileSize + 1: false, -1 << 63: false} {
		if err := CheckSize(size); (err == nil) != ok || err != nil && !errors.Is(err, ErrTooLarge) {
			t.Errorf("%d bytes: %v", size, err)
		}
	}
}
