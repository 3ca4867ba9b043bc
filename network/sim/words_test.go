package sim_test

import (
	"math/rand/v2"
	"testing"

	"hinny/network/sim"
)

// whole is a network as it is meant to be: roles, digests, the DHT, and peers
// that come and go.
func whole(peers int, silent float64) sim.Config {
	return sim.Config{
		Peers: peers, Topology: sim.Tiers(25, 24, 3), Seed: 1, Latency: internet, Digests: true, False: 0.02,
		Silent: silent, Churn: 0.1, DHT: true, Pairs: true, Dialable: 0.37,
	}
}

// TestASingleCopyIsFoundThoughAFifthOfTheHubsIsSilent: what the flood loses in
// hubs that pass nothing on, the look-up of words finds.
func TestASingleCopyIsFoundThoughAFifthOfTheHubsIsSilent(t *testing.T) {
	const searches = 200
	n, rng := draw(t, whole(10_000, 0.2)), rand.New(rand.NewPCG(1, 0))
	found, byWords, messages := 0, 0, 0
	for range searches {
		out := n.Search(rng.Int32N(10_000), n.Share(1), patience)
		messages += out.Messages() + out.Lookups
		found += min(out.Hits, 1)
		byWords += out.ByWords
	}
	t.Logf("%d of %d found, %d first by words, %d messages a search", found, searches, byWords, messages/searches)
	if found < searches*95/100 || byWords == 0 || messages/searches > 2500 {
		t.Errorf("%d of %d found, %d first by words, with %d messages each", found, searches, byWords, messages/searches)
	}
}

// TestTheLoadOfAHubHardlyGrowsWithTheNetwork: the same people searching in a
// network six times as large cause each hub about the same work. The table of
// network/DESIGN.md goes on to a million.
func TestTheLoadOfAHubHardlyGrowsWithTheNetwork(t *testing.T) {
	const searches = 300
	load := func(peers int) (messages float64) {
		n, rng := draw(t, whole(peers, 0)), rand.New(rand.NewPCG(1, 0))
		for range searches {
			out := n.Search(rng.Int32N(int32(peers)), n.Share(n.Popularity()), patience)
			messages += float64(out.Messages()) / searches
		}
		return messages
	}
	small, large := load(5_000), load(30_000)
	t.Logf("%.0f messages a search among 5,000 and %.0f among 30,000", small, large)
	if large > 1.25*small { // what 300 searches vary by, and the seed is fixed
		t.Errorf("a search costs %.0f messages among 5,000 and %.0f among 30,000", small, large)
	}
}

// TestAFloodThatFindsEnoughLooksNothingUp spares the DHT what is common.
func TestAFloodThatFindsEnoughLooksNothingUp(t *testing.T) {
	n, rng := draw(t, whole(2_000, 0)), rand.New(rand.NewPCG(1, 0))
	looked := 0
	for range 20 {
		looked += n.Search(rng.Int32N(2_000), n.Share(800), patience).Words
	}
	if looked > 8 {
		t.Errorf("%d keys are looked up in 20 searches for what two in five hold", looked)
	}
}
