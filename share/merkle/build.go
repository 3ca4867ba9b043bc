package merkle

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"runtime"
	"sync"
	"sync/atomic"

	"golang.org/x/sync/errgroup"
	"lukechampine.com/blake3/guts"

	"hinny/share"
)

// readSize is how much one worker reads at a time: 16 stripes, the smallest
// chunk. It bounds the memory of Build to this much for each core, whatever the
// size of the chunks.
const readSize = share.MinChunkSize

// Build hashes a file of the given size on all cores (GOMAXPROCS). After each
// chunk it calls progress, which may be nil, with the number of bytes just
// done; the calls come from several goroutines, but never two at a time.
//
// A file that ends early, or goes on beyond size, is share.ErrChanged.
func Build(ctx context.Context, f io.ReaderAt, size int64, progress func(n int64)) (*Manifest, error) {
	if err := share.CheckSize(size); err != nil {
		return nil, fmt.Errorf("hash a file: %w", err)
	}
	b := &builder{
		f:        f,
		manifest: &Manifest{size: size, chunks: share.ChunkCount(size), outboard: make([]byte, OutboardSize(size))},
		progress: progress,
	}
	binary.LittleEndian.PutUint64(b.manifest.outboard, uint64(size))
	if err := b.run(ctx); err != nil {
		return nil, fmt.Errorf("hash a file of %d bytes: %w", size, err)
	}
	return b.manifest, nil
}

// builder is the state of one Build. Each worker takes the next chunk and
// writes its own leaf, so that the leaves need no lock.
type builder struct {
	f        io.ReaderAt
	manifest *Manifest
	next     atomic.Int64

	mu       sync.Mutex
	progress func(n int64) // guarded by mu while workers run
}

func (b *builder) run(ctx context.Context) error {
	m := b.manifest
	if err := b.workAll(ctx); err != nil {
		return err
	}
	if err := b.checkEnd(); err != nil {
		return err
	}
	switch {
	case m.chunks == 0:
		empty := newSubtree(0)
		putChain(m.root[:], empty.sum(guts.FlagRoot))
	case m.chunks > 1:
		putChain(m.root[:], fold(m.outboard, headerLen, m.chunks, guts.FlagRoot))
	}
	return nil
}

// workAll hashes all chunks. Most files have but one, which is not worth a
// goroutine.
func (b *builder) workAll(ctx context.Context) error {
	if b.manifest.chunks <= 1 {
		return b.work(ctx)
	}
	group, ctx := errgroup.WithContext(ctx)
	for range min(runtime.GOMAXPROCS(0), b.manifest.chunks) {
		group.Go(func() error { return b.work(ctx) })
	}
	return group.Wait()
}

// work hashes chunks until none is left.
func (b *builder) work(ctx context.Context) error {
	m := b.manifest
	buf := make([]byte, min(readSize, m.size))
	for {
		i := int(b.next.Add(1) - 1)
		if i >= m.chunks {
			return nil
		}
		cv, err := b.hash(ctx, i, buf)
		if err != nil {
			return err
		}
		if m.chunks == 1 {
			putChain(m.root[:], cv)
		} else {
			putChain(m.outboard[leafAt(i, m.chunks):], cv)
		}
		b.report(i)
	}
}

// hash reads chunk i through buf and returns its chaining value.
func (b *builder) hash(ctx context.Context, i int, buf []byte) (chain, error) {
	offset, length := share.ChunkSpan(b.manifest.size, i)
	tree := newSubtree(offset)
	for length > 0 {
		if err := ctx.Err(); err != nil {
			return chain{}, err
		}
		part := buf[:min(len(buf), length)]
		if err := readFull(b.f, part, offset); err != nil {
			return chain{}, err
		}
		tree.write(part)
		offset += int64(len(part))
		length -= len(part)
	}
	return tree.sum(chunkFlags(b.manifest.chunks)), nil
}

// checkEnd makes sure that the file ends where it was said to.
func (b *builder) checkEnd() error {
	var one [1]byte
	n, err := b.f.ReadAt(one[:], b.manifest.size)
	if n > 0 {
		return fmt.Errorf("%w: it has grown", share.ErrChanged)
	}
	if err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("read the end: %w", err)
	}
	return nil
}

func (b *builder) report(i int) {
	if b.progress == nil {
		return
	}
	_, length := share.ChunkSpan(b.manifest.size, i)
	b.mu.Lock()
	defer b.mu.Unlock()
	b.progress(int64(length))
}

// readFull fills p from offset at.
func readFull(f io.ReaderAt, p []byte, at int64) error {
	n, err := f.ReadAt(p, at)
	switch {
	case n == len(p):
		return nil
	case err == nil || errors.Is(err, io.EOF):
		return fmt.Errorf("%w: it ends at %d", share.ErrChanged, at+int64(n))
	}
	return fmt.Errorf("read at %d: %w", at, err)
}
