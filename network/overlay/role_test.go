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

// settled returns a network of n peers that all knew one address, after the
// roles have settled. Decisions come ten times as often as in the program.
func settled(n int, seed uint64) *world {
	policy := overlay.DefaultPolicy()
	policy.Decide = time.Minute
	w := newWorldOf(n, seed, policy)
	for i := 1; i < n; i++ {
		w.do(i, w.peers[i].AddCandidate(w.now, entry{Peer: 0}))
	}
	w.run(10 * time.Minute)
	return w
}

// roles counts the hubs that live, and the leaves with fewer hubs than given.
func (w *world) roles(least int) (hubs, poor int) {
	for i, p := range w.peers {
		if w.dead[i] {
			continue
		}
		if p.Role() == flood.Hub {
			hubs++
		} else if have, _ := p.Links(); have < least {
			poor++
		}
	}
	return hubs, poor
}

func TestInASmallNetworkEverybodyIsAHub(t *testing.T) {
	w := settled(40, 1)
	if hubs, _ := w.roles(0); hubs != 40 {
		t.Errorf("%d of 40 peers are hubs", hubs)
	}
}

// TestInALargeNetworkFewAreHubs: roles are taken by each peer alone, and yet
// the hubs are about one in twenty, every leaf has some, and all is one piece.
// Then a third of the hubs leaves at once.
func TestInALargeNetworkFewAreHubs(t *testing.T) {
	const n = 500
	w := settled(n, 2)
	hubs, poor := w.roles(2)
	t.Logf("%d hubs, %d leaves with fewer than two", hubs, poor)
	if hubs < n/40 || hubs > n/8 || poor > n/50 {
		t.Errorf("%d of %d peers are hubs, %d leaves have fewer than two", hubs, n, poor)
	}
	w.checkDegrees(t)
	if got := w.components(); got != 1 {
		t.Errorf("%d overlays", got)
	}
	leave := hubs / 3
	for i, p := range w.peers {
		if leave > 0 && p.Role() == flood.Hub {
			leave--
			w.kill(i)
		}
	}
	w.run(3 * time.Minute) // three shuffles
	left, poor := w.roles(1)
	t.Logf("%d hubs after a third left, %d leaves without one", left, poor)
	if got := w.components(); got > 1+poor || poor > 2 { // who has just lost his last one is looking
		t.Errorf("%d overlays and %d leaves without a hub after a third of the hubs left", got, poor)
	}
}

func TestWhoCannotBeReachedIsALeafWhereThereAreHubs(t *testing.T) {
	w := settled(200, 3)
	for i := range w.peers {
		if i%2 == 0 {
			w.do(i, w.peers[i].SetDialable(w.now, false))
		}
	}
	w.run(5 * time.Minute)
	for i, p := range w.peers {
		if i%2 == 0 && p.Role() == flood.Hub {
			t.Errorf("peer %d cannot be reached and is a hub", i)
		}
	}
}

// TestOneNetworkCannotSurroundAPeer: an attacker has a thousand identities in
// four groups, asks first and gossips about nobody else.
func TestOneNetworkCannotSurroundAPeer(t *testing.T) {
	policy := overlay.DefaultPolicy()
	s := overlay.New(entry{Peer: -1, Record: record(0)}, policy, rand.New(rand.NewPCG(4, 4)))
	evil := func(i int) entry { return entry{Peer: i, Record: record(i), Group: fmt.Sprint("evil", i%4)} }
	links := map[int]bool{}
	do := func(actions []overlay.Action[int]) {
		for _, action := range actions {
			switch a := action.(type) {
			case overlay.Link[int]:
				links[a.Peer] = true
			case overlay.Close[int]:
				delete(links, a.Peer)
			}
		}
	}
	for i := range 1000 {
		do(s.Receive(0, i, message{Kind: overlay.Hello, Entries: []entry{evil(i)}}))
	}
	for round := range time.Duration(100) { // it speaks of its own, as often as it may
		now := round * time.Minute
		for peer := range links {
			var own []entry
			for i := range 12 {
				own = append(own, evil(int(round)*12+i))
			}
			s.Receive(now, peer, message{Kind: overlay.Shuffled, Entries: own})
		}
	}
	for i := 2000; i < 2100; i++ {
		do(s.Receive(2*time.Hour, i, message{Kind: overlay.Hello, Entries: []entry{{Peer: i, Record: record(i), Group: fmt.Sprint("net", i)}}}))
	}
	attacker := 0
	for peer := range links {
		if peer < 1000 {
			attacker++
		}
	}
	if most := 4 * policy.PerGroup; attacker > most || len(links) < policy.Max {
		t.Errorf("the attacker has %d of %d links, at most %d", attacker, len(links), most)
	}
}

// TestOneNetworkDisplacesOnlyItsOwn: somebody speaks of a thousand identities in
// one network, as often as he may. Whoever was heard of in others is still known.
func TestOneNetworkDisplacesOnlyItsOwn(t *testing.T) {
	policy := overlay.DefaultPolicy()
	s := overlay.New(entry{Peer: -1, Record: record(0)}, policy, rand.New(rand.NewPCG(4, 4)))
	const liar, friend, honest = 1, 2, 100
	for _, peer := range []int{liar, friend} {
		s.Receive(0, peer, message{Kind: overlay.Hello, Entries: []entry{{Peer: peer, Record: record(peer), Group: fmt.Sprint("net", peer)}}})
	}
	heard := func(from int, now time.Duration, first int, group func(i int) string) {
		var of []entry
		for i := first; i < first+10; i++ {
			of = append(of, entry{Peer: i, Record: record(i), Group: group(i)})
		}
		s.Receive(now, from, message{Kind: overlay.Shuffled, Entries: of})
	}
	for i := range 100 {
		now := time.Duration(i) * time.Minute
		heard(liar, now, 10_000+10*i, func(int) string { return "evil" })
		if i < honest/10 {
			heard(friend, now, 100+10*i, func(i int) string { return fmt.Sprint("net", i) })
		}
	}
	known := map[int]bool{}
	for i := range 200 { // it is asked, a few peers at a time
		for _, action := range s.Receive(time.Duration(200+i)*time.Minute, friend, message{Kind: overlay.Shuffle}) {
			if send, ok := action.(overlay.Send[int]); ok {
				for _, e := range send.Message.Entries {
					known[e.Peer] = true
				}
			}
		}
	}
	for i := 100; i < 100+honest; i++ {
		if !known[i] && !slices.Contains(s.Neighbours(), i) {
			t.Errorf("peer %d of another network was forgotten", i)
		}
	}
	if s.Known() > policy.Passive {
		t.Errorf("%d peers are remembered", s.Known())
	}
}

// TestANetworkInOneGroupIsWhole: where all peers have addresses of one
// provider, variety must not keep them apart.
func TestANetworkInOneGroupIsWhole(t *testing.T) {
	w := newWorld(0, 9)
	for i := range 60 {
		self := entry{Peer: i, Record: record(i), Group: "campus"}
		w.peers = append(w.peers, overlay.New(self, overlay.DefaultPolicy(), rand.New(rand.NewPCG(9, uint64(i)))))
	}
	for i := 1; i < 60; i++ {
		w.do(i, w.peers[i].AddCandidate(w.now, entry{Peer: i - 1, Group: "campus"}))
	}
	w.run(3 * time.Minute)
	if got := w.components(); got != 1 {
		t.Errorf("%d overlays", got)
	}
	w.checkDegrees(t)
}
