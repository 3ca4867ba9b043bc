package peers

import (
	"slices"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"
	ma "github.com/multiformats/go-multiaddr"
)

// Limits of the book. Peers send us their own addresses, so each of them has
// a most.
const (
	// MaxPeers bounds the book: enough to find a network again in which most
	// peers are off, at a few hundred bytes each.
	MaxPeers = 1000
	// MaxAddrs is how many addresses of one peer are kept, proven ones first.
	MaxAddrs = 16
	// MaxAddrSize is the length of the longest address kept, in bytes.
	MaxAddrSize = 256
)

// Backoff of tries: the first waits are short because peers are often started
// together.
const (
	firstWait     = 2 * time.Second
	maxWait       = 10 * time.Minute
	maxWaitGiven  = time.Minute // the user named it: he expects it to be tried
	maxDoublings  = 20          // beyond every most, and far from overflow
	maxFileBytes  = 16 << 20    // more than MaxPeers full entries take
	formatVersion = 1
)

// Entry is what the book knows of one peer.
type Entry struct {
	ID    peer.ID
	Addrs []ma.Multiaddr
	Given bool      // by the user; never forgotten for want of room
	Met   time.Time // when it last answered; zero: never

	failures int
	next     time.Time // not to be tried before
}

// Info returns the peer in libp2p's form.
func (e Entry) Info() peer.AddrInfo { return peer.AddrInfo{ID: e.ID, Addrs: slices.Clone(e.Addrs)} }

// wait returns how long to leave a peer alone after so many failures in a row.
func wait(failures int, given bool) time.Duration {
	most := maxWait
	if given {
		most = maxWaitGiven
	}
	return min(firstWait<<min(failures-1, maxDoublings), most)
}

// mergeAddrs puts the new addresses in front of the old, each once, within the
// limits.
func mergeAddrs(fresh, old []ma.Multiaddr) []ma.Multiaddr {
	var merged []ma.Multiaddr
	for _, addr := range slices.Concat(fresh, old) {
		if len(merged) == MaxAddrs {
			break
		}
		if addr == nil || len(addr.Bytes()) > MaxAddrSize || slices.ContainsFunc(merged, addr.Equal) {
			continue
		}
		merged = append(merged, addr)
	}
	return merged
}

// before orders entries by how soon they should be forgotten: strangers before
// given peers, long silent ones first.
func before(a, b Entry) int {
	if a.Given != b.Given {
		if b.Given {
			return -1
		}
		return 1
	}
	return a.Met.Compare(b.Met)
}
