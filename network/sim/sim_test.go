package sim_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"hinny/network/flood"
	"hinny/network/sim"
)

const patience = 20 * time.Second // of virtual time: all rounds and their answers

var internet = [2]time.Duration{10 * time.Millisecond, 100 * time.Millisecond}

func draw(t *testing.T, c sim.Config) *sim.Net {
	t.Helper()
	if c.Policy.Rounds == nil {
		c.Policy = flood.DefaultPolicy()
	}
	n, err := sim.New(c)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// TestTenThousandPeersKeepTheBudget is the property that makes the flood safe:
// whatever the overlay looks like, however many messages are lost or doubled,
// and however many peers are silent, no query causes more messages than its
// budget.
func TestTenThousandPeersKeepTheBudget(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	rng := rand.New(rand.NewPCG(seed, 0))
	for _, topology := range []sim.Topology{sim.Random(8), sim.Random(24), sim.PowerLaw(4), sim.Ring(), sim.Tiers(25, 24, 3)} {
		t.Run(topology.Name, func(t *testing.T) {
			policy := flood.DefaultPolicy()
			budget := 2 + rng.IntN(policy.MaxBudget-1)
			policy.Rounds = []flood.Round{{TTL: 1 + rng.IntN(policy.MaxTTL), Budget: budget}}
			n := draw(t, sim.Config{
				Peers: 10_000, Topology: topology, Seed: rng.Uint64(), Policy: policy, Latency: internet,
				Digests: rng.IntN(2) == 0, False: rng.Float64(), Loss: rng.Float64() / 4, Double: rng.Float64() / 4, Silent: rng.Float64() / 4,
			})
			for range 5 {
				out := n.Search(rng.Int32N(10_000), n.Share(1), patience)
				if out.Worst() > budget {
					t.Errorf("budget %d, %d messages", budget, out.Worst())
				}
				if out.Messages() == 0 {
					t.Error("the search sent nothing at all")
				}
			}
		})
	}
}

func TestACommonFileAmongTenThousandIsFoundCheaply(t *testing.T) {
	n := draw(t, sim.Config{Peers: 10_000, Topology: sim.Random(8), Seed: 1, Latency: internet})
	for searcher := range int32(10) {
		out := n.Search(searcher, n.Share(1000), patience) // one peer in ten holds it
		if out.Hits < 10 {
			t.Errorf("peer %d finds %d of 1,000 copies with %d messages", searcher, out.Hits, out.Messages())
		}
		if out.Hits > 0 && out.First <= 0 {
			t.Errorf("a hit after %s: answers take time", out.First)
		}
	}
}

// TestASingleCopyAmongTenThousandIsFound is the promise for large networks:
// with hubs, leaves and digests a file that one peer holds is found, whoever
// looks for it, for less than 2,500 messages.
func TestASingleCopyAmongTenThousandIsFound(t *testing.T) {
	const searches, seed = 200, 1
	rng := rand.New(rand.NewPCG(seed, 0))
	n := draw(t, sim.Config{Peers: 10_000, Topology: sim.Tiers(25, 24, 3), Seed: seed, Latency: internet, Digests: true, False: 0.02})
	missed, messages := 0, 0
	for range searches {
		out := n.Search(rng.Int32N(10_000), n.Share(1), patience)
		messages += out.Messages()
		if out.Hits == 0 {
			missed++
		}
	}
	t.Logf("%d of %d missed, %d messages a search", missed, searches, messages/searches)
	if missed > searches/100 || messages/searches > 2500 {
		t.Errorf("%d of %d searches miss, with %d messages each", missed, searches, messages/searches)
	}
}

// TestACommonFileStopsTheSearchEarly: what one peer in a hundred holds costs
// the small rings only.
func TestACommonFileStopsTheSearchEarly(t *testing.T) {
	n := draw(t, sim.Config{Peers: 10_000, Topology: sim.Tiers(25, 24, 3), Seed: 5, Latency: internet, Digests: true, False: 0.02})
	for searcher := int32(500); searcher < 510; searcher++ {
		out := n.Search(searcher, n.Share(1000), patience)
		if out.Messages() > 600 || out.Hits < 25 {
			t.Errorf("peer %d finds %d with %d messages in %d rounds", searcher, out.Hits, out.Messages(), out.Report.Rounds)
		}
	}
}

func TestOneSeedIsOneHistory(t *testing.T) {
	run := func(seed uint64) (int, int, time.Duration) {
		n := draw(t, sim.Config{Peers: 500, Topology: sim.Random(8), Seed: seed, Latency: internet, Loss: 0.1})
		out := n.Search(0, n.Share(5), patience)
		return out.Messages(), out.Asked, out.First
	}
	m1, a1, f1 := run(42)
	m2, a2, f2 := run(42)
	if m1 != m2 || a1 != a2 || f1 != f2 {
		t.Errorf("seed 42 gives %d messages, %d asked, %s and then %d, %d, %s", m1, a1, f1, m2, a2, f2)
	}
}

func TestSilentPeersCostReachNotCorrectness(t *testing.T) {
	n := draw(t, sim.Config{Peers: 300, Topology: sim.Random(8), Seed: 3, Latency: internet, Silent: 0.2})
	found := 0
	for searcher := range int32(50) {
		if n.Search(searcher, n.Share(3), patience).Hits > 0 {
			found++
		}
	}
	if found < 40 {
		t.Errorf("%d of 50 searches for three copies succeed with a fifth of the peers silent", found)
	}
}

func TestTopologiesAreConnectedAndSimple(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	for _, topology := range []sim.Topology{sim.Chain(), sim.Ring(), sim.Random(3), sim.Random(24), sim.PowerLaw(1), sim.PowerLaw(4)} {
		for _, n := range []int{2, 3, 10, 1000} {
			g := topology.Draw(n, rng)
			if reached := len(g.Component(0)); reached != n {
				t.Errorf("%s of %d: %d are connected", topology.Name, n, reached)
			}
			for i, neighbours := range g {
				seen := map[int32]bool{int32(i): true}
				for _, other := range neighbours {
					if seen[other] {
						t.Errorf("%s of %d: peer %d has a loop or a double link", topology.Name, n, i)
					}
					seen[other] = true
				}
			}
		}
	}
}

func TestImpossibleNetworksAreRefused(t *testing.T) {
	for _, c := range []sim.Config{{Peers: 1}, {Peers: 10, Loss: 2}, {Peers: 10, Silent: -1}, {Peers: 10, Latency: [2]time.Duration{2, 1}}} {
		if _, err := sim.New(c); err == nil {
			t.Errorf("%+v is drawn", c)
		}
	}
}

func BenchmarkFloodOfTenThousand(b *testing.B) {
	n, err := sim.New(sim.Config{Peers: 10_000, Topology: sim.Random(8), Seed: 1, Latency: internet, Policy: flood.DefaultPolicy()})
	if err != nil {
		b.Fatal(err)
	}
	file := n.Share(1)
	for b.Loop() {
		n.Search(0, file, patience)
	}
}
