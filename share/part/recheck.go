package part

import (
	"context"
	"errors"
	"os"

	"hinny/share"
)

// Recheck reads every chunk that is there again and forgets those that are not
// what they were: a bad disk, or somebody who wrote into the file. It returns how
// many that are. Seen is told how many bytes were read so far. What it forgets is
// durably forgotten with the next Sync.
func (f *File) Recheck(ctx context.Context, seen func(bytes int64)) (lost int, err error) {
	m := f.Manifest()
	if m == nil {
		return 0, nil
	}
	size := m.Size()
	buf := make([]byte, min(share.ChunkSize(size), size))
	var bad []int
	read := int64(0)
	have := f.Have()
	for i := range have.Present() {
		if ctx.Err() != nil {
			return 0, ctx.Err()
		}
		offset, length := share.ChunkSpan(size, i)
		n, err := f.ReadAt(buf[:length], offset)
		if errors.Is(err, os.ErrClosed) {
			return 0, err
		}
		if n < length || m.VerifyChunk(i, buf[:length]) != nil { // what cannot be read is lost as well
			bad = append(bad, i)
		}
		read += int64(length)
		seen(read)
	}
	if len(bad) > 0 {
		f.forget(bad)
	}
	return len(bad), nil
}

// forget has chunks be fetched again.
func (f *File) forget(chunks []int) {
	f.gate.RLock()
	defer f.gate.RUnlock()
	if f.closed {
		return
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, i := range chunks {
		f.have.Clear(i)
		f.durable.Clear(i)
	}
	f.dirty = true
	if f.content != nil { // a file of one chunk
		f.content = nil
		return
	}
	_, _ = f.hint.WriteAt(f.have.Bytes(), 0) // as in mark
}
