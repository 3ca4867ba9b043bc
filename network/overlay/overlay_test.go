package overlay_test

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"hinny/network/flood"
	"hinny/network/overlay"
)

type (
	entry   = overlay.Entry[int]
	message = overlay.Message[int]
)

type parcel struct {
	from, to int
	m        message
}

// world runs overlays over integers. All messages of one step arrive in it, in
// random order between pairs; a step is a second.
type world struct {
	rng   *rand.Rand
	peers []*overlay.State[int]
	dead  map[int]bool
	queue []parcel
	now   time.Duration
}

func record(i int) []byte { return []byte{1, byte(i), byte(i >> 8)} }

func newWorld(n int, seed uint64) *world { return newWorldOf(n, seed, overlay.DefaultPolicy()) }

func newWorldOf(n int, seed uint64, policy overlay.Policy) *world {
	w := &world{rng: rand.New(rand.NewPCG(seed, 0)), dead: map[int]bool{}}
	for i := range n {
		w.peers = append(w.peers, overlay.New(entry{Peer: i, Record: record(i)}, policy, rand.New(rand.NewPCG(seed, uint64(i)+1))))
	}
	return w
}

func (w *world) do(self int, actions []overlay.Action[int]) {
	for _, action := range actions {
		switch a := action.(type) {
		case overlay.Connect[int]:
			if to := a.Entry.Peer; w.dead[to] {
				w.do(self, w.peers[self].Failed(w.now, to))
			} else {
				w.do(self, w.peers[self].Opened(to))
			}
		case overlay.Send[int]:
			w.queue = append(w.queue, parcel{self, a.To, a.Message})
		case overlay.Close[int]:
			w.queue = append(w.queue, parcel{self, a.Peer, message{}})
		}
	}
}

// step lets a second pass.
func (w *world) step() {
	for len(w.queue) > 0 {
		p := w.queue[0]
		w.queue = w.queue[1:]
		switch {
		case w.dead[p.to] || w.dead[p.from]:
		case p.m.Kind == 0: // the link ended
			if slices.Contains(w.peers[p.to].Neighbours(), p.from) {
				w.do(p.to, w.peers[p.to].Unlinked(w.now, p.from))
			}
		default:
			w.do(p.to, w.peers[p.to].Receive(w.now, p.from, p.m))
		}
	}
	w.now += time.Second
	for _, i := range w.rng.Perm(len(w.peers)) {
		if !w.dead[i] && w.peers[i].Next(w.now) <= w.now+time.Second {
			w.do(i, w.peers[i].Tick(w.now))
		}
	}
}

func (w *world) run(d time.Duration) {
	for end := w.now + d; w.now < end; {
		w.step()
	}
}

// kill ends a peer; its neighbours notice.
func (w *world) kill(i int) {
	w.dead[i] = true
	for j, p := range w.peers {
		if !w.dead[j] && slices.Contains(p.Neighbours(), i) {
			w.do(j, p.Unlinked(w.now, i))
		}
	}
}

// components counts the pieces the hubs are in, over links both ends know:
// leaves pass nothing on.
func (w *world) components() int {
	seen := map[int]bool{}
	count := 0
	for i, p := range w.peers {
		if w.dead[i] || seen[i] || p.Role() == flood.Leaf {
			continue
		}
		count++
		for reach := []int{i}; len(reach) > 0; {
			at := reach[0]
			reach = reach[1:]
			for _, next := range w.peers[at].Neighbours() {
				if !seen[next] && !w.dead[next] && w.peers[next].Role() == flood.Hub && slices.Contains(w.peers[next].Neighbours(), at) {
					seen[next] = true
					reach = append(reach, next)
				}
			}
			seen[at] = true
		}
	}
	return count
}

func (w *world) checkDegrees(t *testing.T) {
	t.Helper()
	policy := overlay.DefaultPolicy()
	alive := len(w.peers) - len(w.dead)
	for i, p := range w.peers {
		hubs, leaves := p.Links()
		if hubs > policy.Max || leaves > policy.Leaves || p.Role() == flood.Leaf && (leaves > 0 || hubs > policy.Hubs) {
			t.Errorf("peer %d has %d hubs and %d leaves", i, hubs, leaves)
		}
		if least := min(policy.Target, alive-1) / 2; !w.dead[i] && p.Role() == flood.Hub && hubs < least {
			t.Errorf("hub %d has %d hubs, fewer than %d", i, hubs, least)
		}
		if p.Known() > policy.Passive {
			t.Errorf("peer %d remembers %d peers", i, p.Known())
		}
	}
}

// TestPeersThatKnowOneAddressFormOneOverlay covers both ways to know one: all
// the same contact, and each the one before it.
func TestPeersThatKnowOneAddressFormOneOverlay(t *testing.T) {
	contacts := map[string]func(i int) int{
		"one contact": func(int) int { return 0 },
		"a chain":     func(i int) int { return i - 1 },
	}
	for name, contact := range contacts {
		for _, n := range []int{2, 7, 20, 100, 1000} {
			w := newWorld(n, uint64(n))
			for i := 1; i < n; i++ {
				w.do(i, w.peers[i].AddCandidate(w.now, entry{Peer: contact(i)}))
			}
			w.run(2 * time.Minute)
			if got := w.components(); got != 1 {
				t.Errorf("%s, %d peers: %d overlays", name, n, got)
			}
			w.checkDegrees(t)
		}
	}
}

func TestTheOverlaySurvivesThatAThirdLeavesAtOnce(t *testing.T) {
	for _, n := range []int{20, 100, 1000} {
		w := newWorld(n, uint64(n))
		for i := 1; i < n; i++ {
			w.do(i, w.peers[i].AddCandidate(w.now, entry{Peer: 0}))
		}
		w.run(2 * time.Minute)
		for i := range n * 3 / 10 { // the contact of all among them
			w.kill(i)
		}
		w.run(3 * time.Minute)
		if got := w.components(); got != 1 {
			t.Errorf("%d peers: %d overlays after a third left", n, got)
		}
		w.checkDegrees(t)
	}
}

func TestTwoSatisfiedIslandsJoinOverOneAddress(t *testing.T) {
	w := newWorld(40, 3)
	for i := range 40 {
		if i%20 != 0 {
			w.do(i, w.peers[i].AddCandidate(w.now, entry{Peer: i / 20 * 20}))
		}
	}
	w.run(time.Minute)
	if got := w.components(); got != 2 {
		t.Fatalf("%d islands before", got)
	}
	w.do(5, w.peers[5].AddCandidate(w.now, entry{Peer: 25}))
	w.run(time.Minute)
	if got := w.components(); got != 1 {
		t.Errorf("%d islands after", got)
	}
}

func TestOnlyALonelyPeerIsTakenWhereThereIsNoRoom(t *testing.T) {
	policy := overlay.DefaultPolicy()
	policy.Max = 2
	s := overlay.New(entry{Peer: 0, Record: record(0)}, policy, rand.New(rand.NewPCG(1, 1)))
	hello := func(from int, urgent bool) []overlay.Action[int] {
		return s.Receive(0, from, message{Kind: overlay.Hello, Urgent: urgent, Entries: []entry{{Peer: from, Record: record(from)}}})
	}
	hello(1, false)
	hello(2, false)
	refusal := hello(3, false)
	if bye, ok := refusal[0].(overlay.Send[int]); !ok || bye.Message.Kind != overlay.Bye || len(bye.Message.Entries) != 2 {
		t.Errorf("a full peer answers %v", refusal)
	}
	hello(3, true)
	if got := s.Neighbours(); len(got) != 2 || !slices.Contains(got, 3) {
		t.Errorf("neighbours %v after a lonely peer came", got)
	}
}

func TestAStrangerTeachesNothing(t *testing.T) {
	s := overlay.New(entry{Peer: 0, Record: record(0)}, overlay.DefaultPolicy(), rand.New(rand.NewPCG(1, 1)))
	for kind := overlay.Welcome; kind <= overlay.Shuffled; kind++ {
		if got := s.Receive(0, 1, message{Kind: kind, Entries: []entry{{Peer: 2, Record: record(2)}}}); len(got) != 0 || s.Known() != 0 {
			t.Errorf("kind %d of a stranger: %v, %d peers known", kind, got, s.Known())
		}
	}
	s.Receive(0, 1, message{Kind: overlay.Hello})
	s.Receive(0, 1, message{Kind: overlay.Shuffle, Entries: []entry{{Peer: 2}, {Peer: 0, Record: record(0)}}})
	if s.Known() != 0 {
		t.Error("a peer without a record or we ourselves were remembered")
	}
}
