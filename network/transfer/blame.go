package transfer

import (
	"sync"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"
)

const (
	// banAfter proofs of bad content a peer is banned for banFor. One bad
	// chunk may be a broken disk; two are a pattern.
	banAfter = 2
	banFor   = 2 * time.Hour
	// maxBlamed bounds the book; beyond it the entry that ends first goes.
	maxBlamed = 4096
)

// blame remembers, until the program ends, who sent content that does not
// verify or broke the protocol.
type blame struct {
	mu   sync.Mutex
	book map[peer.ID]strikes // guarded by mu
}

type strikes struct {
	count int
	until time.Time
}

// strike notes one proof and reports whether the peer is banned now.
func (b *blame) strike(p peer.ID) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.book == nil {
		b.book = map[peer.ID]strikes{}
	}
	s, known := b.book[p]
	if !known && len(b.book) >= maxBlamed {
		b.forgetOldest()
	}
	s.count++
	s.until = time.Now().Add(banFor)
	b.book[p] = s
	return s.count >= banAfter
}

func (b *blame) forgetOldest() {
	var oldest peer.ID
	for p, s := range b.book {
		if oldest == "" || s.until.Before(b.book[oldest].until) {
			oldest = p
		}
	}
	delete(b.book, oldest)
}

// banned reports whether nothing is asked of p or served to it.
func (b *blame) banned(p peer.ID) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	s, known := b.book[p]
	if !known {
		return false
	}
	if time.Now().After(s.until) {
		delete(b.book, p)
		return false
	}
	return s.count >= banAfter
}
