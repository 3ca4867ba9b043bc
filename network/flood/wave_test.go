package flood_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"hinny/network/flood"
)

// TestMoreGoesWhereTheSearchHasNotBeen: a wave reaches peers that the rounds did
// not, nobody searches its library twice for one ID, and no wave causes more
// messages than its own budget.
func TestMoreGoesWhereTheSearchHasNotBeen(t *testing.T) {
	for name, draw := range topologies {
		for seed := range uint64(8) {
			rng := rand.New(rand.NewPCG(seed, 0))
			policy := flood.DefaultPolicy()
			policy.Rounds = []flood.Round{{TTL: 16, Budget: 50 + rng.IntN(100)}}
			policy.MaxBudget = 50 + rng.IntN(400)
			w := newWorld(draw(300, rng), policy, seed)
			w.loss, w.twice = rng.Float64()/8, rng.Float64()/4
			id := w.search(0, 0)
			w.run(0, enough)
			before, most := len(w.reached), policy.Rounds[0].Budget
			for range policy.Waves {
				w.do(0, w.peers[0].More(w.now, id))
				w.run(0, w.now+time.Duration(rng.IntN(40))*time.Second)
				most += policy.MaxBudget
			}
			if name != "chain" && name != "ring" && len(w.reached) <= before {
				t.Errorf("%s, seed %d: %d peers before and %d after", name, seed, before, len(w.reached))
			}
			for id, sent := range w.sent {
				if sent > most {
					t.Errorf("%s, seed %d: %v caused %d messages, at most %d", name, seed, id, sent, most)
				}
			}
			for l, n := range w.looked {
				if n > 1 {
					t.Errorf("%s, seed %d: peer %d searched its library %d times for one query", name, seed, l.peer, n)
				}
			}
		}
	}
}

func TestAfterItsWavesMoreBeginsANewQuery(t *testing.T) {
	policy := flood.DefaultPolicy()
	policy.Waves = 1
	s := flood.New[string](policy, rand.New(rand.NewPCG(1, 1)))
	s.AddNeighbour("hub", flood.Hub)
	id, actions := s.Search(0, "x", 0)
	seen := map[flood.ID]int{}
	for n := range time.Duration(3) {
		for _, action := range append(actions, s.Tick(n*time.Minute)...) {
			if a, ok := action.(flood.SendQuery[string]); ok {
				seen[a.Query.ID]++
			}
		}
		actions = s.More((n+1)*time.Minute, id)
	}
	if len(seen) != 2 {
		t.Errorf("a round, a wave and a new query have %d IDs", len(seen))
	}
	if report, _ := s.Report(time.Hour, id); report.Rounds != 4 || !report.Done {
		t.Errorf("the search reports %+v", report)
	}
}

// TestAWaveDoesNotPullHitsToWhoSentIt: an ID is seen by many, and none of them
// may use it to change the way back.
func TestAWaveDoesNotPullHitsToWhoSentIt(t *testing.T) {
	s := flood.New[string](flood.DefaultPolicy(), rand.New(rand.NewPCG(1, 1)))
	for _, p := range []string{"searcher", "thief", "other"} {
		s.AddNeighbour(p, flood.Hub)
	}
	id := flood.ID{1}
	s.Query(0, "searcher", flood.Query{ID: id, TTL: 4, Budget: 50, Text: "x"})
	s.Query(time.Second, "thief", flood.Query{ID: id, TTL: 4, Budget: 50, Wave: 1, Text: "x"})
	hits := flood.Hits{ID: id, Provider: "p", Hits: make([]flood.Hit, 1)}
	for _, action := range s.Hits(2*time.Second, "other", hits) {
		if a, ok := action.(flood.SendHits[string]); !ok || a.To != "searcher" {
			t.Errorf("hits go to %+v", action)
		}
	}
}

// TestTheLastRingIsForWhatNobodyAnswered: an answer that came by another way
// counts, and More floods the ring all the same.
func TestTheLastRingIsForWhatNobodyAnswered(t *testing.T) {
	policy := flood.DefaultPolicy()
	run := func(heard, more bool) (rounds int) {
		s := flood.New[int](policy, rand.New(rand.NewPCG(1, 1)))
		for p := range 5 {
			s.AddNeighbour(p, flood.Hub)
		}
		id, _ := s.Search(0, "x", 0)
		if heard {
			s.Heard(id, "somebody")
		}
		for n := range time.Duration(5) {
			s.Tick(n * policy.RoundWait)
		}
		if more {
			s.More(10*policy.RoundWait, id)
		}
		report, _ := s.Report(time.Hour, id)
		return report.Rounds
	}
	for _, c := range []struct {
		heard, more bool
		want        int
	}{{false, false, 3}, {true, false, 2}, {true, true, 3}, {false, true, 4}} {
		if got := run(c.heard, c.more); got != c.want {
			t.Errorf("heard %v, more %v: %d rounds, want %d", c.heard, c.more, got, c.want)
		}
	}
}
