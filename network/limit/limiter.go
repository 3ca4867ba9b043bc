package limit

import (
	"context"
	"sync"
	"sync/atomic"

	"golang.org/x/time/rate"
)

// Direction is which way payload moves.
type Direction int

// The two directions, seen from this node.
const (
	Up Direction = iota
	Down
)

// Limiter enforces the Rates of the moment. The zero value has no limits and
// is ready for use; it is safe for concurrent use.
type Limiter struct {
	now atomic.Pointer[Rates] // nil: no limits

	mu    sync.Mutex
	total [2]*rate.Limiter            // guarded by mu
	peers map[string][2]*rate.Limiter // guarded by mu
}

// maxPeers bounds the buckets kept for single peers. Beyond it all of them are
// forgotten, which costs each peer one quantum.
const maxPeers = 4096

// quanta a second: how finely a limited stream is cut. A tenth of a second is
// what a change of the limit may take to be felt, and far inside the 5 % over
// 10 s that a limit is to hold.
const quanta = 10

// The bounds of one quantum in bytes: below it the cost of asking shows, above
// it nobody asks for more in one write.
const (
	minQuantum = 1 << 10
	maxQuantum = 256 << 10
)

// Set changes the Rates. Waiters feel it with their next quantum.
func (l *Limiter) Set(r Rates) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if r == (Rates{CountLAN: r.CountLAN}) {
		l.now.Store(nil)
	} else {
		l.now.Store(&r)
	}
	l.total = [2]*rate.Limiter{bucket(r.Up), bucket(r.Down)}
	l.peers = nil
}

// Rates returns what is in force.
func (l *Limiter) Rates() Rates {
	if r := l.now.Load(); r != nil {
		return *r
	}
	return Rates{}
}

// Take waits until some of want bytes may move between us and the peer, and
// returns how many: all of them at once where nothing is limited. lan says
// whether the peer is on the local network. It fails only when ctx ends.
func (l *Limiter) Take(ctx context.Context, way Direction, peer string, lan bool, want int) (int, error) {
	r := l.now.Load()
	if r == nil || lan && !r.CountLAN {
		return want, ctx.Err()
	}
	total, single := l.buckets(r, way, peer)
	if total == nil && single == nil {
		return want, ctx.Err()
	}
	n := min(want, quantum(total), quantum(single))
	if err := wait(ctx, total, n); err != nil {
		return 0, err
	}
	if err := wait(ctx, single, n); err != nil {
		return 0, err
	}
	return n, nil
}

// Open reports whether nothing limits what moves between us and the peer: Take
// would not wait.
func (l *Limiter) Open(way Direction, peer string, lan bool) bool {
	r := l.now.Load()
	if r == nil || lan && !r.CountLAN {
		return true
	}
	total, single := l.buckets(r, way, peer)
	return total == nil && single == nil
}

// buckets returns the two buckets that a byte has to pass; nil is open.
func (l *Limiter) buckets(r *Rates, way Direction, peer string) (total, single *rate.Limiter) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if r.PeerUp == 0 && r.PeerDown == 0 {
		return l.total[way], nil
	}
	pair, known := l.peers[peer]
	if !known {
		if l.peers == nil || len(l.peers) >= maxPeers {
			l.peers = map[string][2]*rate.Limiter{}
		}
		pair = [2]*rate.Limiter{bucket(r.PeerUp), bucket(r.PeerDown)}
		l.peers[peer] = pair
	}
	return l.total[way], pair[way]
}

// bucket holds one quantum, so that an idle stream starts without a burst that
// a neighbour on the line would feel.
func bucket(bytesPerSecond int64) *rate.Limiter {
	if bytesPerSecond == 0 {
		return nil
	}
	size := min(max(bytesPerSecond/quanta, minQuantum), maxQuantum)
	return rate.NewLimiter(rate.Limit(bytesPerSecond), int(size))
}

func quantum(b *rate.Limiter) int {
	if b == nil {
		return maxQuantum
	}
	return b.Burst()
}

func wait(ctx context.Context, b *rate.Limiter, n int) error {
	if b == nil {
		return ctx.Err()
	}
	return b.WaitN(ctx, n)
}
