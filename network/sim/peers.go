package sim

import (
	"math/rand/v2"
	"slices"
	"strconv"

	"hinny/network/flood"
)

// peer returns the flood of a peer, which begins when it is first looked at: of
// a million peers few take part in one search.
func (n *Net) peer(i int32) *flood.State[int32] {
	if n.peers[i] != nil {
		return n.peers[i]
	}
	s := flood.New[int32](n.Policy, rand.New(rand.NewPCG(n.Seed, uint64(i)+1)))
	for _, other := range n.Graph[i] {
		s.AddNeighbour(other, n.role(other))
	}
	if i >= n.hubs {
		s.SetRole(flood.Leaf)
	}
	if n.Digests {
		s.UseDigests(n.digest)
	}
	n.peers[i] = s
	return s
}

// digest says what a neighbour's digest would: the truth, and for some files
// that it may hold what it does not.
func (n *Net) digest(p int32, q flood.Query) flood.Belief {
	file, err := strconv.Atoi(q.Text)
	if err != nil {
		return flood.Unknown
	}
	if p >= n.hubs { // leaves send exact sets
		if n.files[file].peers[p] {
			return flood.Maybe
		}
		return flood.No
	}
	mixed := (uint64(p)<<32 | uint64(uint32(file))) * 0x9E3779B97F4A7C15 // Fibonacci hashing
	if n.files[file].near[p] || float64(mixed>>40)/(1<<24) < n.False {
		return flood.Maybe
	}
	return flood.No
}

// replace gives a hub or a leaf another hub for one that is silent.
func (n *Net) replace(peer, silent int32) {
	n.Replaced++
	n.unlink(peer, silent)
	n.unlink(silent, peer)
	for range 2 * len(n.Graph[peer]) {
		other := n.rng.Int32N(n.hubs)
		if other == silent || !n.Graph.link(peer, other) {
			continue
		}
		for _, pair := range [][2]int32{{peer, other}, {other, peer}} {
			if s := n.peers[pair[0]]; s != nil {
				s.AddNeighbour(pair[1], n.role(pair[1]))
			}
		}
		return
	}
}

func (n *Net) unlink(peer, other int32) {
	n.Graph[peer] = slices.DeleteFunc(slices.Clone(n.Graph[peer]), func(p int32) bool { return p == other })
	if s := n.peers[peer]; s != nil {
		s.RemoveNeighbour(other)
	}
}

func (n *Net) role(peer int32) flood.Role {
	if peer >= n.hubs {
		return flood.Leaf
	}
	return flood.Hub
}
