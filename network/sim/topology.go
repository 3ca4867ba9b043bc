package sim

import (
	"fmt"
	"math/rand/v2"
	"slices"
)

// Graph is an undirected overlay: the neighbours of each peer, without loops
// or double links.
type Graph [][]int32

// Links counts the undirected links.
func (g Graph) Links() int {
	ends := 0
	for _, neighbours := range g {
		ends += len(neighbours)
	}
	return ends / 2
}

// link joins a and b unless they are joined or the same, and reports whether
// it did.
func (g Graph) link(a, b int32) bool {
	if a == b || slices.Contains(g[a], b) {
		return false
	}
	g[a] = append(g[a], b)
	g[b] = append(g[b], a)
	return true
}

// Component returns the peers that can be reached from start, itself included.
func (g Graph) Component(start int32) []int32 {
	seen := make([]bool, len(g))
	seen[start] = true
	reached := []int32{start}
	for at := 0; at < len(reached); at++ {
		for _, next := range g[reached[at]] {
			if !seen[next] {
				seen[next] = true
				reached = append(reached, next)
			}
		}
	}
	return reached
}

// Topology names a way to draw a Graph of n peers.
type Topology struct {
	Name string
	Draw func(n int, rng *rand.Rand) Graph
	Hubs func(n int) int // the first so many are hubs, the rest leaves; nil: all are hubs
}

// hubs returns how many of n peers are hubs.
func (t Topology) hubs(n int) int {
	if t.Hubs == nil {
		return n
	}
	return t.Hubs(n)
}

// Chain joins each peer to the next: the worst case for a hop limit.
func Chain() Topology {
	return Topology{Name: "chain", Draw: func(n int, _ *rand.Rand) Graph {
		g := make(Graph, n)
		for i := range n - 1 {
			g.link(int32(i), int32(i+1))
		}
		return g
	}}
}

// Ring is a chain whose ends meet: the smallest graph with duplicates.
func Ring() Topology {
	return Topology{Name: "ring", Draw: func(n int, rng *rand.Rand) Graph {
		g := Chain().Draw(n, rng)
		g.link(int32(n-1), 0)
		return g
	}}
}

// Random gives each peer about degree random neighbours, as an overlay with a
// bounded active view does, on top of a ring that keeps it connected.
func Random(degree int) Topology {
	return Topology{Name: fmt.Sprintf("random-%d", degree), Draw: func(n int, rng *rand.Rand) Graph {
		g := Ring().Draw(n, rng)
		degree := min(degree, n-1)
		for i := range int32(n) {
			for tries := 0; len(g[i]) < degree && tries < 4*degree; tries++ {
				if other := rng.Int32N(int32(n)); len(g[other]) < degree {
					g.link(i, other)
				}
			}
		}
		return g
	}}
}

// PowerLaw joins each new peer to m earlier ones, chosen by how many links
// they have (Barabási and Albert, 1999): few peers carry most links, as in an
// overlay without a bound on the degree.
func PowerLaw(m int) Topology {
	return Topology{Name: fmt.Sprintf("power-law-%d", m), Draw: func(n int, rng *rand.Rand) Graph {
		g := make(Graph, n)
		ends := []int32{0}
		for i := int32(1); i < int32(n); i++ {
			for range min(m, int(i)) {
				if other := ends[rng.IntN(len(ends))]; g.link(i, other) {
					ends = append(ends, other, i)
				}
			}
			if len(g[i]) == 0 && g.link(i, i-1) {
				ends = append(ends, i, i-1)
			}
		}
		return g
	}}
}

// Tiers makes one peer in share a hub with about degree hub neighbours, and
// links each other peer to so many hubs: what network/overlay settles to in a
// large network.
func Tiers(share, degree, links int) Topology {
	hubs := func(n int) int { return max(1, n/share) }
	return Topology{
		Name: fmt.Sprintf("tiers-%d-%d-%d", share, degree, links),
		Hubs: hubs,
		Draw: func(n int, rng *rand.Rand) Graph {
			h := hubs(n)
			g := make(Graph, n)
			copy(g, Random(degree).Draw(h, rng))
			for i := int32(h); i < int32(n); i++ {
				for len(g[i]) < min(links, h) {
					g.link(i, rng.Int32N(int32(h)))
				}
			}
			return g
		},
	}
}
