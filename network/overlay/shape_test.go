package overlay_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"hinny/network/flood"
	"hinny/network/overlay"
)

// hubLinks returns the links among the hubs.
func (w *world) hubLinks() map[int][]int {
	links := map[int][]int{}
	for i, p := range w.peers {
		if w.dead[i] || p.Role() == flood.Leaf {
			continue
		}
		links[i] = nil
		for _, other := range p.Neighbours() {
			if w.peers[other].Role() == flood.Hub {
				links[i] = append(links[i], other)
			}
		}
	}
	return links
}

// clustering is how often two neighbours of a hub are neighbours of each other,
// and how often they would be if links were drawn by lot.
func clustering(links map[int][]int) (found, byLot float64) {
	closed, pairs, ends := 0, 0, 0
	for _, neighbours := range links {
		ends += len(neighbours)
		for i, a := range neighbours {
			for _, b := range neighbours[:i] {
				if pairs++; slices.Contains(links[a], b) {
					closed++
				}
			}
		}
	}
	return float64(closed) / float64(pairs), float64(ends) / float64(len(links)*(len(links)-1))
}

// within counts the pairs of hubs that are at most so many hops apart.
func within(links map[int][]int, hops int) (part float64) {
	pairs := 0
	for from := range links {
		reached := map[int]bool{from: true}
		edge := []int{from}
		for range hops {
			var next []int
			for _, at := range edge {
				for _, other := range links[at] {
					if !reached[other] {
						reached[other] = true
						next = append(next, other)
					}
				}
			}
			edge = next
		}
		pairs += len(reached) - 1
	}
	return float64(pairs) / float64(len(links)*(len(links)-1))
}

// TestNewcomersDoNotStayAmongThemselves: whoever joins links with the neighbours
// of its contact first. A minute later the links must be as if they were drawn
// by lot, because a search of two or three hops counts on that; also where all
// have addresses of one provider.
func TestNewcomersDoNotStayAmongThemselves(t *testing.T) {
	const n, seed = 200, 9
	for name, group := range map[string]func(i int) string{
		"a network of many providers": func(i int) string { return fmt.Sprint("net", i%100) },
		"all of one provider":         func(int) string { return "campus" },
		"a LAN":                       func(int) string { return "" },
	} {
		t.Run(name, func(t *testing.T) {
			rng := rand.New(rand.NewPCG(seed, 0))
			w := newWorld(0, seed)
			for i := range n {
				self := entry{Peer: i, Record: record(i), Group: group(i)}
				w.peers = append(w.peers, overlay.New(self, overlay.DefaultPolicy(), rand.New(rand.NewPCG(seed, uint64(i)+1))))
			}
			for i := 1; i < n; i++ {
				contact := rng.IntN(i)
				w.do(i, w.peers[i].AddCandidate(w.now, entry{Peer: contact, Group: group(contact)}))
			}
			w.run(time.Minute)
			links := w.hubLinks()
			found, byLot := clustering(links)
			near := within(links, 2)
			t.Logf("%d hubs; two neighbours are neighbours in %.0f %% of the cases, by lot in %.0f %%; %.0f %% of all pairs are within two hops", len(links), 100*found, 100*byLot, 100*near)
			if found > 1.5*byLot {
				t.Errorf("two neighbours of a hub are neighbours in %.3f of the cases, by lot in %.3f", found, byLot)
			}
			if near < 0.8 { // by lot 0.87
				t.Errorf("%.3f of the pairs of hubs are within two hops", near)
			}
			w.checkDegrees(t)
		})
	}
}
