package flood_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"hinny/network/flood"
)

// TestASilentNeighbourLosesItsShareAndThenItsPlace: one of three hubs answers
// nothing. After a few searches it gets no budget, which goes to the others in
// full, and at last it is named, once.
func TestASilentNeighbourLosesItsShareAndThenItsPlace(t *testing.T) {
	policy := flood.DefaultPolicy()
	policy.Rounds = []flood.Round{{TTL: 16, Budget: 303}}
	s := flood.New[string](policy, rand.New(rand.NewPCG(1, 1)))
	s.SetRole(flood.Leaf)
	for _, p := range []string{"good", "better", "mute", "fine"} {
		s.AddNeighbour(p, flood.Hub)
	}
	named := 0
	for n := range policy.Silent + 1 {
		now := time.Duration(n) * time.Minute
		budgets, sent := map[string]int{}, 0
		_, actions := s.Search(now, "x", 0)
		for _, action := range actions {
			switch a := action.(type) {
			case flood.SendQuery[string]:
				budgets[a.To] = a.Query.Budget
				sent += 1 + a.Query.Budget
				if a.To != "mute" {
					s.Status(now, a.To, a.Query.ID, 1)
				}
			case flood.Silent[string]:
				if named++; a.Peer != "mute" {
					t.Errorf("%s is said to be silent", a.Peer)
				}
			}
		}
		if len(budgets) != 4 || sent != policy.Rounds[0].Budget {
			t.Fatalf("search %d: the budgets are %v, %d messages in all", n, budgets, sent)
		}
		if trusted := budgets["mute"] > 0; n < policy.Silent && trusted != (n < policy.Doubt) {
			t.Errorf("search %d: the silent neighbour gets a budget of %d", n, budgets["mute"])
		}
	}
	if named != 1 {
		t.Errorf("the silent neighbour is named %d times", named)
	}
}

// TestABurstIsNoSilence: a neighbour that is sent a thousand queries before it
// can answer the first is neither doubted nor replaced, then or later.
func TestABurstIsNoSilence(t *testing.T) {
	s := flood.New[int](flood.DefaultPolicy(), rand.New(rand.NewPCG(1, 1)))
	for p := range 5 {
		s.AddNeighbour(p, flood.Hub)
	}
	for n := range 1002 {
		_, actions := s.Search(time.Duration(n/1000)*time.Hour, "x", 0)
		for _, action := range actions {
			switch a := action.(type) {
			case flood.SendQuery[int]:
				if a.Query.Budget == 0 {
					t.Fatal("a neighbour is doubted before it could answer")
				}
			case flood.Silent[int]:
				t.Fatalf("%d is said to be silent", a.Peer)
			}
		}
	}
}

// TestWhoAnswersNowAndThenIsNotSilent: most copies in a dense overlay are
// duplicates, which an honest hub answers with nothing.
func TestWhoAnswersNowAndThenIsNotSilent(t *testing.T) {
	policy := flood.DefaultPolicy()
	policy.Rounds = policy.Rounds[:1]
	s := flood.New[int](policy, rand.New(rand.NewPCG(1, 1)))
	for p := range 5 {
		s.AddNeighbour(p, flood.Hub)
	}
	for n := range 1000 {
		now := time.Duration(n) * time.Minute
		_, actions := s.Search(now, "x", 0)
		for _, action := range actions {
			switch a := action.(type) {
			case flood.SendQuery[int]:
				if n%(policy.Silent-1) == a.To {
					s.Hits(now, a.To, flood.Hits{ID: a.Query.ID, Provider: "p", Hits: make([]flood.Hit, 1)})
				}
			case flood.Silent[int]:
				t.Fatalf("search %d: %d is said to be silent", n, a.Peer)
			}
		}
	}
}

// TestADoubtedHubCanStillAskALeaf: a hub says nothing of queries that others
// sent it before us. The one whose digest leads to the file must not be asked in
// a way that lets it ask none of its leaves.
func TestADoubtedHubCanStillAskALeaf(t *testing.T) {
	policy := flood.DefaultPolicy()
	s := flood.New[int](policy, rand.New(rand.NewPCG(1, 1)))
	const doubted, searcher = 3, 7
	s.UseDigests(func(p int, q flood.Query) flood.Belief {
		if p == doubted && q.Text == "rare" {
			return flood.Maybe
		}
		return flood.No
	})
	for p := range 8 {
		s.AddNeighbour(p, flood.Hub)
	}
	for n := range policy.Doubt + 1 {
		_, actions := s.Search(time.Duration(n)*time.Minute, "common", 0)
		for _, action := range actions {
			if a, ok := action.(flood.SendQuery[int]); ok && a.To != doubted {
				s.Status(time.Duration(n)*time.Minute, a.To, a.Query.ID, 1)
			}
		}
	}
	for _, budget := range []int{2, 10, 100} {
		q := flood.Query{ID: flood.ID{byte(budget)}, TTL: 3, Budget: budget, Text: "rare"}
		sent, leaf := 0, -1
		for _, action := range s.Query(time.Hour, searcher, q) {
			if a, ok := action.(flood.SendQuery[int]); ok {
				sent += 1 + a.Query.Budget
				if a.To == doubted {
					leaf = a.Query.Budget
				}
			}
		}
		if leaf < 1 || sent > budget {
			t.Errorf("of a budget of %d the hub that leads to the file gets %d, all together %d", budget, leaf, sent)
		}
		if leaf > 1 {
			t.Errorf("of a budget of %d a doubted hub gets %d", budget, leaf)
		}
	}
}
