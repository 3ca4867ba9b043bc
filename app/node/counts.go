package node

import (
	"context"
	"fmt"
	"sync"
	"time"

	"hinny/network/transfer"
	"hinny/share"
	"hinny/share/catalog"
)

const (
	// countsEvery is how often counts are written down; a crash loses so much.
	countsEvery = time.Minute
	// maxCounts bounds the contents that are counted between two times.
	maxCounts = 10_000
)

// counts is what others wanted since it was last written to the catalog. The
// zero value is empty. It is safe for concurrent use.
type counts struct {
	mu     sync.Mutex
	byRoot map[share.RootHash]catalog.Count // guarded by mu
}

func (c *counts) add(root share.RootHash, more catalog.Count) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.byRoot == nil {
		c.byRoot = map[share.RootHash]catalog.Count{}
	}
	if _, known := c.byRoot[root]; known || len(c.byRoot) < maxCounts {
		c.byRoot[root] = c.byRoot[root].Plus(more)
	}
}

func (c *counts) of(root share.RootHash) catalog.Count {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.byRoot[root]
}

func (c *counts) take() map[share.RootHash]catalog.Count {
	c.mu.Lock()
	defer c.mu.Unlock()
	taken := c.byRoot
	c.byRoot = nil
	return taken
}

// writeCounts writes them down from time to time and at the end.
func (n *Node) writeCounts(ctx context.Context) error {
	tick := time.NewTicker(countsEvery)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
		case <-ctx.Done():
		}
		taken := n.counts.take()
		if err := n.catalog.AddCounts(taken); err != nil {
			for root, count := range taken {
				n.counts.add(root, count) // a full disk is not full for ever
			}
			return fmt.Errorf("write down how much others wanted: %w", err)
		}
		if ctx.Err() != nil {
			return nil
		}
	}
}

// counted is a shared file that is sent to others.
type counted struct {
	transfer.Source
	root   share.RootHash
	counts *counts
}

// ReadAt implements io.ReaderAt: what is read is sent.
func (s counted) ReadAt(p []byte, offset int64) (int, error) {
	n, err := s.Source.ReadAt(p, offset)
	s.counts.add(s.root, catalog.Count{Sent: uint64(n)})
	return n, err
}
