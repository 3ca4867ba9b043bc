package sim

import (
	"cmp"
	"container/heap"
	"math/bits"
	"math/rand/v2"
	"slices"
	"time"
)

// What the DHT of go-libp2p-kad-dht does by default.
const (
	bucketSize  = 20 // k: peers in one bucket, and holders of one record
	concurrency = 10 // alpha: requests of one look-up at a time
	resiliency  = 3  // beta: that many of the closest must have answered
	// rpcTimeout is when a request to a peer that does not answer is given up:
	// libp2p's dial timeout.
	rpcTimeout = 5 * time.Second
	// renewal is how often a record is put anew; wordTimeout bounds a look-up.
	// Both as in network/find.
	renewal     = 22 * time.Hour
	wordTimeout = 10 * time.Second
	// staleAfter is how old an entry of a routing table may be: kad-dht
	// refreshes its buckets every ten minutes.
	staleAfter = 10 * time.Minute
)

// dht is the Kademlia overlay of the peers that can be dialled. Nobody's
// routing table is stored: a bucket is drawn, always the same, when it is
// looked at, from all servers whose keys fit in it.
type dht struct {
	net  *Net
	keys []uint64 // of the servers, sorted
	peer []int32  // the server of each key
}

// newDHT gives each server a random key.
func newDHT(n *Net, rng *rand.Rand) *dht {
	d := &dht{net: n}
	type server struct {
		key  uint64
		peer int32
	}
	var servers []server
	for i := range int32(n.Peers) {
		if i < n.hubs || rng.Float64() < n.Dialable {
			servers = append(servers, server{rng.Uint64(), i})
		}
	}
	slices.SortFunc(servers, func(a, b server) int { return cmp.Compare(a.key, b.key) })
	for _, s := range servers {
		d.keys, d.peer = append(d.keys, s.key), append(d.peer, s.peer)
	}
	return d
}

// within returns the places of the servers whose first bits equal those of key.
func (d *dht) within(key uint64, bits int) (from, to int) {
	if bits == 0 {
		return 0, len(d.keys)
	}
	low := key &^ (^uint64(0) >> bits)
	from, _ = slices.BinarySearch(d.keys, low)
	if high := low + (1<<(64-bits) - 1); high < ^uint64(0) {
		to, _ = slices.BinarySearch(d.keys, high+1)
	} else {
		to = len(d.keys)
	}
	return from, to
}

// closest returns the places of the k servers nearest to a key.
func (d *dht) closest(key uint64, k int) []int {
	depth := 64
	from, to := d.within(key, depth)
	for depth > 0 && to-from < k {
		depth--
		from, to = d.within(key, depth)
	}
	places := make([]int, 0, to-from)
	for i := from; i < to; i++ {
		places = append(places, i)
	}
	slices.SortFunc(places, func(a, b int) int { return cmp.Compare(d.keys[a]^key, d.keys[b]^key) })
	return places[:min(k, len(places))]
}

// known returns whom a peer with the key self would name for a target: its
// bucket of peers that share one bit more with the target than itself, and
// where that is not full the deeper ones.
func (d *dht) known(self, target uint64) []int {
	depth := min(bits.LeadingZeros64(self^target)+1, 64)
	from, to := d.within(target, depth)
	if to-from <= bucketSize {
		return d.closest(target, bucketSize) // a full view of its own neighbourhood
	}
	rng := rand.New(rand.NewPCG(self, uint64(depth)))
	places := make([]int, 0, bucketSize)
	for range bucketSize {
		places = append(places, from+rng.IntN(to-from))
	}
	return places
}

// lookup is what came of one.
type lookup struct {
	messages int
	found    []int32       // providers, at most as many as wanted
	at       time.Duration // when the last of them was told
}

// record is what the DHT holds under a key.
type record struct {
	key     uint64
	holders []int32 // the providers that were told
	gone    map[int]bool
}

// publish returns the record of a key under which providers have put
// themselves: since then some of its holders have left.
func (d *dht) publish(providers []int32) record {
	r := record{key: d.net.rng.Uint64(), holders: providers, gone: map[int]bool{}}
	for _, place := range d.closest(r.key, bucketSize) {
		age := time.Duration(d.net.rng.Int64N(int64(renewal)))
		r.gone[place] = d.net.left(age)
	}
	return r
}

// request is one that is under way.
type request struct {
	at     time.Duration
	place  int
	answer bool
}

type requests []request

func (r requests) Len() int           { return len(r) }
func (r requests) Less(i, j int) bool { return r[i].at < r[j].at }
func (r requests) Swap(i, j int)      { r[i], r[j] = r[j], r[i] }
func (r *requests) Push(x any)        { *r = append(*r, x.(request)) }
func (r *requests) Pop() any {
	last := (*r)[len(*r)-1]
	*r = (*r)[:len(*r)-1]
	return last
}

// find looks a record up for a peer, as kad-dht's FindProvidersAsync does:
// ten requests at a time to the nearest known and, once the three nearest have
// answered, to all of the twenty nearest, until enough providers are named or
// time is up.
func (d *dht) find(searcher int32, r record, want int) (out lookup) {
	var under requests
	asked, answered, stopped := map[int]bool{}, map[int]bool{}, map[int]bool{}
	candidates := d.known(d.net.rng.Uint64(), r.key)
	nearer := func(a, b int) int { return cmp.Compare(d.keys[a]^r.key, d.keys[b]^r.key) }
	for now := time.Duration(0); now < wordTimeout; {
		slices.SortFunc(candidates, nearer)
		candidates = slices.Compact(candidates)
		live := slices.DeleteFunc(slices.Clone(candidates), func(p int) bool { return stopped[p] })
		live = live[:min(len(live), bucketSize)]
		near := 0
		for near < len(live) && answered[live[near]] {
			near++
		}
		if near == len(live) {
			return out
		}
		for _, place := range live {
			if asked[place] || len(under) >= concurrency && near < resiliency {
				continue
			}
			asked[place] = true
			out.messages++
			heap.Push(&under, d.ask(now, searcher, place))
		}
		if len(under) == 0 {
			return out
		}
		next := heap.Pop(&under).(request)
		now = next.at
		if !next.answer {
			stopped[next.place] = true
			continue
		}
		answered[next.place] = true
		if gone, holds := r.gone[next.place]; holds && !gone && len(r.holders) > 0 {
			out.found, out.at = r.holders[:min(want, len(r.holders))], now
			if len(out.found) >= want {
				return out
			}
		}
		candidates = append(candidates, d.known(d.keys[next.place], r.key)...)
	}
	return out
}

// ask sends one request: a dial and a question take two round trips.
func (d *dht) ask(now time.Duration, searcher int32, place int) request {
	peer := d.peer[place]
	if d.net.mute[peer] || d.net.left(staleAfter/2) {
		return request{now + rpcTimeout, place, false}
	}
	return request{now + 4*d.net.latency(searcher, peer), place, true}
}
