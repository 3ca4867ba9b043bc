package flood_test

import (
	"encoding/binary"
	"math/rand/v2"
	"testing"
	"time"

	"hinny/network/flood"
)

// TestWhatOthersAskLeavesRoomForOurOwn: somebody comes under a new name each
// second and sends a thousand queries. No neighbour gets more of them from us
// than it accepts, so that nobody takes us for the one who asks too much, and
// our own searches and those of an old neighbour still go out.
func TestWhatOthersAskLeavesRoomForOurOwn(t *testing.T) {
	policy := flood.DefaultPolicy()
	s := flood.New[int](policy, rand.New(rand.NewPCG(1, 1)))
	const old, friend, stranger, seconds = 1, 2, 100, 120
	s.AddNeighbour(old, flood.Hub)
	s.AddNeighbour(friend, flood.Hub)
	made := uint64(0)
	query := func(now time.Duration, from int) (passed bool) {
		made++
		q := flood.Query{TTL: 16, Budget: 100, Text: "x"}
		binary.LittleEndian.PutUint64(q.ID[:], made)
		for _, action := range s.Query(now, from, q) {
			if a, ok := action.(flood.SendQuery[int]); ok && a.To == friend {
				passed = true
			}
		}
		return passed
	}
	query(0, old) // it is no newcomer later
	passed, ofOld := 0, 0
	for n := range seconds {
		now := policy.New + time.Duration(n)*time.Second
		s.AddNeighbour(stranger+n, flood.Hub)
		for range 1000 {
			if query(now, stranger+n) {
				passed++
			}
		}
		if query(now, old) {
			ofOld++
		}
		s.RemoveNeighbour(stranger + n)
		own := false
		_, actions := s.Search(now, "ours", 0)
		for _, action := range actions {
			if a, ok := action.(flood.SendQuery[int]); ok && a.To == friend {
				own = true
			}
		}
		if !own {
			t.Fatalf("second %d: our own search does not go out", n)
		}
	}
	if most := int(policy.Pass * (policy.Burst + seconds*policy.Rate)); passed+ofOld > most {
		t.Errorf("%d queries of others reach one neighbour in %d s, at most %d", passed, seconds, most)
	}
	if passed == 0 || ofOld < seconds {
		t.Errorf("%d queries of strangers and %d of %d of an old neighbour are passed on", passed, ofOld, seconds)
	}
}
