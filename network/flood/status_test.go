package flood_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"hinny/network/flood"
)

func TestACancelIsPassedOnOnceAndStopsTheWork(t *testing.T) {
	s := flood.New[string](flood.DefaultPolicy(), rand.New(rand.NewPCG(1, 1)))
	for _, p := range []string{"searcher", "relay", "other"} {
		s.AddNeighbour(p, flood.Hub)
	}
	id := flood.ID{1}
	s.Query(0, "searcher", flood.Query{ID: id, TTL: 3, Budget: 10, Text: "x"})
	if got := s.Cancelled(0, "relay", id); len(got) != 1 {
		t.Errorf("who did not ask cancels: %v", got)
	}
	stops, cancels := 0, 0
	for _, action := range s.Cancelled(time.Second, "searcher", id) {
		switch action.(type) {
		case flood.Stop[string]:
			stops++
		case flood.SendCancel[string]:
			cancels++
		}
	}
	if stops != 1 || cancels != 2 {
		t.Errorf("%d stops and %d cancels, want 1 and 2", stops, cancels)
	}
	for _, got := range [][]flood.Action[string]{
		s.Cancelled(time.Second, "searcher", id),
		s.Answered(time.Second, flood.Hits{ID: id, Provider: "p", Hits: make([]flood.Hit, 1)}),
		s.Hits(time.Second, "relay", flood.Hits{ID: id, Provider: "q", Hits: make([]flood.Hit, 1)}),
	} {
		for _, action := range got {
			if _, ok := action.(flood.Drop[string]); !ok {
				t.Errorf("after the cancel: %T", action)
			}
		}
	}
}

func TestASearchTellsHowManyPeersItReached(t *testing.T) {
	w := newWorld(regular(8)(200, rand.New(rand.NewPCG(1, 0))), flood.DefaultPolicy(), 1)
	id := w.search(0, 0)
	for now := time.Duration(0); now < 10*time.Second; now += 100 * time.Millisecond {
		w.run(0, now)
		for i, p := range w.peers {
			w.do(i, p.Tick(now))
		}
	}
	report, _ := w.peers[0].Report(w.now, id)
	if report.Reached < len(w.reached) || report.Reached > report.Budget {
		t.Errorf("%d peers were reached by %d messages at most, the report says %d", len(w.reached), report.Budget, report.Reached)
	}
}

func TestMoreFloodsTheLastRoundAgain(t *testing.T) {
	w := newWorld(regular(8)(200, rand.New(rand.NewPCG(1, 0))), flood.DefaultPolicy(), 1)
	id := w.search(0, 0)
	w.run(0, enough)
	before, _ := w.peers[0].Report(w.now, id)
	w.do(0, w.peers[0].More(w.now, id))
	after, _ := w.peers[0].Report(w.now, id)
	if after.Rounds != before.Rounds+1 {
		t.Errorf("%d rounds, and %d after more was wanted", before.Rounds, after.Rounds)
	}
}

func TestALeafAsksForItselfOnly(t *testing.T) {
	policy := flood.DefaultPolicy()
	s := flood.New[int](policy, rand.New(rand.NewPCG(1, 1)))
	s.AddNeighbour(1, flood.Leaf)
	answered := 0
	for i := range 1000 {
		if _, ok := s.Query(0, 1, flood.Query{ID: flood.ID{byte(i), byte(i >> 8)}, TTL: 2, Budget: 1})[0].(flood.Answer[int]); ok {
			answered++
		}
	}
	if answered != int(policy.LeafBurst) {
		t.Errorf("a leaf gets %d queries through at once, the limit is %v", answered, policy.LeafBurst)
	}
}
