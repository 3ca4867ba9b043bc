package flood_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"hinny/network/flood"
)

const enough = 20 * time.Second // of virtual time, for all rounds and answers

// topologies are the shapes every property is checked on.
var topologies = map[string]func(int, *rand.Rand) graph{
	"chain": chain, "ring": ring, "regular": regular(8), "power law": powerLaw,
}

// TestOneQueryNeverCausesMoreThanItsBudget is the law of the package: whatever
// the graph, the losses, the duplicates and what the budget is.
func TestOneQueryNeverCausesMoreThanItsBudget(t *testing.T) {
	for name, draw := range topologies {
		for seed := range uint64(60) {
			rng := rand.New(rand.NewPCG(seed, 0))
			policy := flood.DefaultPolicy()
			budget := 1 + rng.IntN(600)
			policy.Rounds = []flood.Round{{TTL: 1 + rng.IntN(16), Budget: budget}}
			policy.Again = rng.IntN(4)
			w := newWorld(draw(2+rng.IntN(200), rng), policy, seed)
			w.loss, w.twice = rng.Float64()/2, rng.Float64()/2
			w.search(0, 0)
			w.run(0, enough)
			for id, sent := range w.sent {
				if sent > budget {
					t.Errorf("%s, seed %d: query %v caused %d messages with a budget of %d", name, seed, id, sent, budget)
				}
			}
		}
	}
}

// TestALiarIsCappedToTheBudgetOfAnHonestQuery lets some peers raise what they
// pass on without limit. Each message of theirs then counts as a query of its
// own and causes at most Policy.MaxBudget messages.
func TestALiarIsCappedToTheBudgetOfAnHonestQuery(t *testing.T) {
	for name, draw := range topologies {
		for seed := range uint64(20) {
			rng := rand.New(rand.NewPCG(seed, 0))
			policy := flood.DefaultPolicy()
			policy.MaxBudget = 40
			policy.Rounds = []flood.Round{{TTL: 16, Budget: 30}}
			w := newWorld(draw(100, rng), policy, seed)
			lies := 0
			w.tamper = func(from int, q flood.Query) flood.Query {
				if from%10 == 3 {
					q.Budget, q.TTL = 1<<40, 1<<20
					lies++
				}
				return q
			}
			w.search(0, 0)
			w.run(0, enough)
			for id, sent := range w.sent {
				if most := 30 + lies*policy.MaxBudget; sent > most {
					t.Errorf("%s, seed %d: query %v caused %d messages after %d lies, at most %d", name, seed, id, sent, lies, most)
				}
			}
		}
	}
}

// TestAFileAnywhereIsFound: in a chain of seven and in small networks of every
// shape the last round reaches everybody.
func TestAFileAnywhereIsFound(t *testing.T) {
	for name, draw := range topologies {
		for _, n := range []int{2, 7, 20} {
			if n > 7 && name == "chain" {
				continue // no overlay is a chain of twenty
			}
			for seed := range uint64(20) {
				g := draw(n, rand.New(rand.NewPCG(seed, 0)))
				w := newWorld(g, flood.DefaultPolicy(), seed)
				w.hold[n-1] = true
				w.search(0, 0)
				w.run(0, enough)
				if len(w.reached) != n-1 || len(w.delivered) == 0 {
					t.Errorf("%s of %d, seed %d: %d peers asked, %d answers", name, n, seed, len(w.reached), len(w.delivered))
				}
			}
		}
	}
}

// Without roles and digests the budget reaches some hundred peers, not more:
// that is what hubs are for (network/sim shows both).
func TestOneCopyAmongAHundredEqualsIsFound(t *testing.T) {
	w := newWorld(regular(8)(100, rand.New(rand.NewPCG(7, 0))), flood.DefaultPolicy(), 7)
	w.hold[99] = true
	w.search(0, 0)
	w.run(0, enough)
	if len(w.delivered) != 1 {
		t.Errorf("%d of 99 peers reached, %d answers", len(w.reached), len(w.delivered))
	}
}

func TestASearchStopsWhenItHasEnough(t *testing.T) {
	w := newWorld(regular(8)(200, rand.New(rand.NewPCG(1, 0))), flood.DefaultPolicy(), 1)
	for i := range w.peers {
		w.hold[i] = true
	}
	id := w.search(0, 5)
	w.run(0, enough)
	report, ok := w.peers[0].Report(w.now, id)
	if !ok || report.Rounds != 1 || report.Asked != 8 || report.Hits < 8 || report.Messages != 8 {
		t.Errorf("a search that found enough nearby reports %+v", report)
	}
}

func TestASearchWaitsForItsFirstNeighbour(t *testing.T) {
	w := newWorld(graph{{}, {0}}, flood.DefaultPolicy(), 1)
	w.hold[1] = true
	w.search(0, 0)
	w.run(0, 4*time.Second)
	w.peers[0].AddNeighbour(1, flood.Hub)
	w.run(0, 8*time.Second)
	if len(w.delivered) != 1 {
		t.Errorf("%d answers after the first neighbour came", len(w.delivered))
	}
}

func TestHitsAreOnlyTakenFromWhoWasAsked(t *testing.T) {
	s := flood.New[string](flood.DefaultPolicy(), rand.New(rand.NewPCG(1, 1)))
	s.AddNeighbour("searcher", flood.Hub)
	s.AddNeighbour("relay", flood.Hub)
	id := flood.ID{1}
	s.Query(0, "searcher", flood.Query{ID: id, TTL: 3, Budget: 10, Text: "x"})
	one := func(provider string) flood.Hits {
		return flood.Hits{ID: id, Provider: provider, Hits: make([]flood.Hit, 1)}
	}
	many := one("many")
	many.Hits = make([]flood.Hit, 21)
	strange := one("p")
	strange.ID = flood.ID{2}
	s.AddNeighbour("late comer", flood.Hub)
	for _, c := range []struct {
		name string
		now  time.Duration
		from string
		hits flood.Hits
		want flood.Action[string]
	}{
		{"the answer goes back", 0, "relay", one("p"), flood.SendHits[string]{To: "searcher", Hits: one("p")}},
		{"once for each provider", 0, "relay", one("p"), flood.Drop[string]{From: "relay", ID: id, Reason: flood.Duplicate}},
		{"not too many", 0, "relay", many, flood.Drop[string]{From: "relay", ID: id, Reason: flood.Full}},
		{"not from the searcher", 0, "searcher", one("q"), flood.Drop[string]{From: "searcher", ID: id, Reason: flood.NotAsked}},
		{"not from who was not asked", 0, "late comer", one("q"), flood.Drop[string]{From: "late comer", ID: id, Reason: flood.NotAsked}},
		{"not from a stranger", 0, "nobody", one("q"), flood.Drop[string]{From: "nobody", ID: id, Reason: flood.Stranger}},
		{"not to an unknown query", 0, "relay", strange, flood.Drop[string]{From: "relay", ID: strange.ID, Reason: flood.NotAsked}},
		{"not too late", 21 * time.Second, "relay", one("q"), flood.Drop[string]{From: "relay", ID: id, Reason: flood.Late}},
	} {
		got := s.Hits(c.now, c.from, c.hits)
		if len(got) != 1 || fmt.Sprint(got[0]) != fmt.Sprint(c.want) || fmt.Sprintf("%T", got[0]) != fmt.Sprintf("%T", c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestOneLinkBringsAtMostItsShareOfHits(t *testing.T) {
	policy := flood.DefaultPolicy()
	s := flood.New[int](policy, rand.New(rand.NewPCG(1, 1)))
	s.AddNeighbour(1, flood.Hub)
	_, actions := s.Search(0, "x", 100000)
	id := actions[0].(flood.SendQuery[int]).Query.ID
	delivered := 0
	for i := range 100 {
		h := flood.Hits{ID: id, Provider: fmt.Sprint(i), Hits: make([]flood.Hit, 20)}
		for j := range h.Hits {
			h.Hits[j].Root[0], h.Hits[j].Root[1] = byte(i), byte(j)
		}
		for _, action := range s.Hits(0, 1, h) {
			if d, ok := action.(flood.Deliver[int]); ok {
				delivered += len(d.Hits.Hits)
			}
		}
	}
	if delivered != policy.LinkHits {
		t.Errorf("one link brought %d hits, the limit is %d", delivered, policy.LinkHits)
	}
}

func TestAQueryFloodIsDroppedAndThenDisconnected(t *testing.T) {
	policy := flood.DefaultPolicy()
	s := flood.New[int](policy, rand.New(rand.NewPCG(1, 1)))
	s.AddNeighbour(1, flood.Hub)
	s.AddNeighbour(2, flood.Hub)
	answered, gone := 0, time.Duration(0)
	for i := range 100_000 { // 1,000 a second
		now := time.Duration(i) * time.Millisecond
		for _, action := range s.Query(now, 1, flood.Query{ID: flood.ID{byte(i), byte(i >> 8), byte(i >> 16), 1}, TTL: 4, Budget: 100}) {
			switch action.(type) {
			case flood.Answer[int]:
				answered++
			case flood.Disconnect[int]:
				gone = now
			}
		}
		if gone > 0 {
			break
		}
	}
	if gone == 0 || gone > 10*time.Second {
		t.Errorf("disconnected after %v", gone)
	}
	if most := int(policy.Burst + policy.Rate*gone.Seconds()); answered > most+1 {
		t.Errorf("%d queries answered in %v, the limit is %d", answered, gone, most)
	}
	if got := s.Query(0, 2, flood.Query{ID: flood.ID{9}, TTL: 1}); len(got) != 1 {
		t.Errorf("the flood of one neighbour cost the other its query: %v", got)
	}
}

func TestWhatIsRememberedHasALimit(t *testing.T) {
	policy := flood.DefaultPolicy()
	policy.SeenIDs, policy.Rate, policy.Burst = 100, 1e9, 1e9
	s := flood.New[int](policy, rand.New(rand.NewPCG(1, 1)))
	s.AddNeighbour(1, flood.Hub)
	ask := func(now time.Duration, i int) bool {
		_, fresh := s.Query(now, 1, flood.Query{ID: flood.ID{byte(i), byte(i >> 8)}, TTL: 1})[0].(flood.Answer[int])
		return fresh
	}
	for i := range 150 {
		ask(0, i)
	}
	if ask(0, 0) {
		t.Error("an ID of the older generation was forgotten")
	}
	for i := 150; i < 250; i++ {
		ask(0, i)
	}
	if !ask(0, 0) {
		t.Error("more than two generations are remembered")
	}
	if ask(4*time.Minute, 249) || !ask(20*time.Minute, 249) && !ask(40*time.Minute, 249) {
		t.Error("an ID is not remembered for as long as said")
	}
}
