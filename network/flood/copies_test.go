package flood_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"hinny/network/flood"
)

// TestCopiesDoNotUseUpWhatANeighbourMayAsk: everybody searches, and through each
// neighbour come the others' queries again. It asks as much as it may, and none
// of that is lost.
func TestCopiesDoNotUseUpWhatANeighbourMayAsk(t *testing.T) {
	policy := flood.DefaultPolicy()
	s := flood.New[string](policy, rand.New(rand.NewPCG(1, 1)))
	s.AddNeighbour("first", flood.Hub)
	s.AddNeighbour("other", flood.Hub)
	for i := range 2 * int(policy.Burst) { // more than the burst could hide
		now := time.Duration(float64(i) / policy.Rate * float64(time.Second))
		q := flood.Query{ID: flood.ID{1, byte(i), byte(i >> 8)}, TTL: 1, Text: "x"}
		own := flood.Query{ID: flood.ID{2, byte(i), byte(i >> 8)}, TTL: 1, Text: "x"}
		s.Query(now, "first", q)
		for range 3 {
			s.Query(now, "other", q)
		}
		for _, a := range s.Query(now, "other", own) {
			if d, dropped := a.(flood.Drop[string]); dropped {
				t.Fatalf("query %d is dropped: %v", i, d.Reason)
			}
		}
	}
}

// TestCopiesHaveALimitToo: who sends one known query again and again goes.
func TestCopiesHaveALimitToo(t *testing.T) {
	s := flood.New[string](flood.DefaultPolicy(), rand.New(rand.NewPCG(1, 1)))
	s.AddNeighbour("evil", flood.Hub)
	for i := range 10_000 * 10 {
		now := time.Duration(i) * time.Second / 10_000
		for _, a := range s.Query(now, "evil", flood.Query{ID: flood.ID{1}, TTL: 1, Text: "x"}) {
			if _, gone := a.(flood.Disconnect[string]); gone {
				return
			}
		}
	}
	t.Error("it may stay")
}
