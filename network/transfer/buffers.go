package transfer

import (
	"context"
	"math/bits"
	"sync"

	"golang.org/x/sync/semaphore"
)

// buffers lends receive buffers, so that a chunk costs no allocation, and never
// more bytes than its budget at once: chunks of large files have 16 MiB.
type buffers struct {
	budget *semaphore.Weighted
	pools  [maxClass + 1]sync.Pool // of *[]byte, by class
}

// Buffers come in powers of two from 64 KiB (class 0) to 64 MiB, the outboard
// of the largest file.
const (
	minClassBits = 16
	maxClass     = 11
)

func newBuffers(budget int64) *buffers {
	return &buffers{budget: semaphore.NewWeighted(budget)}
}

func class(n int) int { return max(bits.Len(uint(n-1))-minClassBits, 0) }

// get lends n bytes, at most 64 MiB and a byte at least; it waits while the
// budget is used up.
func (b *buffers) get(ctx context.Context, n int) (*[]byte, error) {
	c := class(n)
	if err := b.budget.Acquire(ctx, 1<<(c+minClassBits)); err != nil {
		return nil, err
	}
	buf, ok := b.pools[c].Get().(*[]byte)
	if !ok {
		fresh := make([]byte, 1<<(c+minClassBits))
		buf = &fresh
	}
	*buf = (*buf)[:n]
	return buf, nil
}

// put takes a buffer back.
func (b *buffers) put(buf *[]byte) {
	c := class(cap(*buf))
	b.pools[c].Put(buf)
	b.budget.Release(1 << (c + minClassBits))
}
