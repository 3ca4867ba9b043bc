package queue

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
	"time"
)

var start = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

// three is an uplink that gives the least number of slots.
const three = 3 * 256_000

func newQueue(uplink int64) *State[int] {
	s := New[int](DefaultPolicy())
	s.Uplink(uplink)
	return s
}

func ask(t *testing.T, s *State[int], now time.Time, p int, who Who) {
	t.Helper()
	if who.Priority == 0 {
		who.Priority = Normal
	}
	if refusal, ok := s.Ask(now, p, who); !ok {
		t.Fatalf("peer %d is refused: %s", p, refusal.Reason)
	}
}

// serve runs the queue for a while, one tick a second, with every served peer
// taking bytes each second, and tells when each was first served.
func serve(s *State[int], now time.Time, seconds int, bytes int64) (served map[int]time.Time, end time.Time) {
	served = map[int]time.Time{}
	for range seconds {
		for _, a := range s.Tick(now) {
			if _, before := served[a.Peer]; a.Granted && !before {
				served[a.Peer] = now
			}
		}
		for _, e := range s.order {
			if e.active {
				s.Sent(now, e.peer, bytes)
			}
		}
		now = now.Add(time.Second)
	}
	return served, now
}

// standing returns the place of a peer; the zero value where it does not wait.
func standing(s *State[int], now time.Time, p int) Standing[int] {
	for _, w := range s.Waiting(now) {
		if w.Peer == p {
			return w
		}
	}
	return Standing[int]{}
}

func TestSlotsMayBeFixed(t *testing.T) {
	s := newQueue(three)
	s.Fix(2)
	for p := range 5 {
		ask(t, s, start, p, Who{Credit: Credit{Given: 2 << 20}})
	}
	s.Tick(start)
	if waiting := s.Waiting(start); len(waiting) != 3 || waiting[2].Rank != 3 || waiting[2].Wait != 3*s.policy.LeaseTime/2 {
		t.Errorf("with two slots for five %+v wait", waiting)
	}
	if s.Fix(0); s.Slots() != 3 {
		t.Errorf("%d slots by the uplink, want 3", s.Slots())
	}
}

func TestANarrowUplinkMakesNobodySlow(t *testing.T) {
	s := newQueue(4 << 10)
	ask(t, s, start, 1, Who{})
	s.Tick(start)
	now := start.Add(s.policy.SlowTime)
	s.Sent(now, 1, 20*(4<<10)/3) // an even share of the uplink
	if actions := s.Tick(now); len(actions) != 0 {
		t.Errorf("who takes an even share of a narrow uplink is told %+v", actions)
	}
}

func TestSlotsFollowTheUplink(t *testing.T) {
	for uplink, want := range map[int64]int{0: 3, 100_000: 3, 5_000_000: 19, 1 << 40: 32} {
		if got := DefaultPolicy().slots(uplink); got != want {
			t.Errorf("%d bytes a second give %d slots, want %d", uplink, got, want)
		}
	}
}

func TestCreditIsEMules(t *testing.T) {
	for _, c := range []struct {
		credit Credit
		want   float64
	}{
		{Credit{}, 1},
		{Credit{Given: 999_999}, 1},
		{Credit{Given: 2 << 20}, 2},                       // nothing taken: the root of 2+2
		{Credit{Given: 1 << 30, Taken: 1 << 30}, 2},       // as much taken as given
		{Credit{Given: 1 << 30, Taken: 100 << 30}, 1},     // a taker
		{Credit{Given: 1 << 40, Taken: 1}, 10},            // never more than ten
		{Credit{Given: 14 << 20, Taken: 1 << 20}, 4},      // the root of 14+2 is the ceiling
		{Credit{Given: 98 << 20, Taken: 49 << 20}, 4},     // twice what was given over what was taken
		{Credit{Given: math.MaxInt64, Taken: 1 << 62}, 4}, // no overflow
		{Credit{Given: 1_000_000, Taken: 0}, 1.7189},      // just proven
	} {
		if got := c.credit.Ratio(); math.Abs(got-c.want) > 1e-3 {
			t.Errorf("%+v: ratio %.4f, want %.4f", c.credit, got, c.want)
		}
	}
}

func TestWhoGaveMuchIsServedBeforeWhoGaveNothing(t *testing.T) {
	s := newQueue(three)
	for p := range 3 {
		ask(t, s, start, p, Who{Credit: Credit{Given: 2 << 20}})
	}
	_, now := serve(s, start, 1, 1<<20)
	ask(t, s, now, 10, Who{Credit: Credit{Given: 2 << 20, Taken: 2 << 30}}) // a taker, first to come
	ask(t, s, now, 11, Who{Credit: Credit{Given: 1 << 30}})                 // a giver
	served, _ := serve(s, now, 120, 1<<20)
	if !served[11].Before(served[10]) && !served[11].Equal(served[10]) {
		t.Errorf("the giver is served at %s, the taker at %s", served[11], served[10])
	}
	rankOf := func(p int) int { return standing(s, now, p).Rank }
	s = newQueue(three)
	for p := range 3 {
		ask(t, s, start, p, Who{Credit: Credit{Given: 2 << 20}})
	}
	s.Tick(start)
	ask(t, s, start, 10, Who{Credit: Credit{Given: 2 << 20, Taken: 2 << 30}})
	ask(t, s, start, 11, Who{Credit: Credit{Given: 1 << 30}})
	if rankOf(11) != 1 || rankOf(10) != 2 {
		t.Errorf("ranks: giver %d, taker %d", rankOf(11), rankOf(10))
	}
}

func TestANewcomerAmongFiftyIsServedInBoundedTime(t *testing.T) {
	s := newQueue(three)
	for p := range 50 {
		ask(t, s, start, p, Who{Credit: Credit{Given: 1 << 30}}) // fifty who gave much
	}
	_, now := serve(s, start, 10, 100_000)
	const newcomers = 50
	for p := range newcomers {
		ask(t, s, now, 100+p, Who{Network: fmt.Sprintf("10.0.%d", p)})
	}
	bound := s.policy.NewcomerBound(newcomers, s.Slots())
	served, _ := serve(s, now, int(bound.Seconds())+60, 100_000)
	for p := range newcomers {
		at, ok := served[100+p]
		if waited := at.Sub(now); !ok || waited > bound+s.policy.LeaseTime {
			t.Errorf("newcomer %d waits %s, bound %s", p, waited, bound)
		}
	}
}

func TestManyIdentitiesOfOneNetworkHoldOneNewcomersSlot(t *testing.T) {
	s := newQueue(16 * 256_000) // four newcomers' slots
	for p := range 40 {
		ask(t, s, start, p, Who{Network: "192.0.2"})
	}
	for p := range 16 {
		ask(t, s, start, 100+p, Who{Credit: Credit{Given: 1 << 30}})
	}
	s.Tick(start)
	held := 0
	for _, e := range s.order {
		if e.newcomer {
			held++
		}
	}
	if held != 1 {
		t.Errorf("one network holds %d newcomers' slots", held)
	}
	if _, ok := s.Ask(start, 99, Who{Network: "192.0.2"}); !ok {
		t.Error("39 waiting identities are already too many")
	}
}

func TestFriendsGoFirstButNotEverywhere(t *testing.T) {
	s := newQueue(4 * 256_000)
	for p := range 4 {
		ask(t, s, start, p, Who{Credit: Credit{Given: 1 << 40}})
	}
	for p := range 4 {
		ask(t, s, start, 10+p, Who{Friend: true})
	}
	s.Tick(start)
	friends := 0
	for p := range 4 {
		if s.Active(10 + p) {
			friends++
		}
	}
	if friends != 2 {
		t.Errorf("friends hold %d of 4 slots, want half", friends)
	}
}

func TestALeaseEndsOnlyWhenOthersWait(t *testing.T) {
	s := newQueue(three)
	giver := Who{Credit: Credit{Given: 1 << 30}}
	ask(t, s, start, 1, giver)
	_, now := serve(s, start, 300, 1<<20)
	if !s.Active(1) {
		t.Fatal("the only peer lost its slot")
	}
	for p := 2; p <= 4; p++ {
		ask(t, s, now, p, giver)
	}
	_, now = serve(s, now, 61, 1<<20)
	for p := 1; p <= 4; p++ {
		if standing(s, now, p).Rank == 0 && !s.Active(p) {
			t.Errorf("peer %d is lost", p)
		}
	}
	if served, _ := serve(s, now, 61, 1<<20); len(served) < 3 {
		t.Errorf("only %d peers got a slot in a lease's time", len(served))
	}
}

func TestASlowReaderLosesItsSlot(t *testing.T) {
	s := newQueue(three)
	ask(t, s, start, 1, Who{})
	s.Tick(start)
	now := start.Add(s.policy.SlowTime)
	s.Sent(now, 1, 10_000)
	actions := s.Tick(now)
	if len(actions) == 0 || actions[0].Reason != TooSlow {
		t.Errorf("a reader of 500 bytes a second is told %+v", actions)
	}
}

func TestTheQueueIsBounded(t *testing.T) {
	s := newQueue(three)
	for p := range 2 * s.policy.MaxWaiting {
		s.Ask(start, p, Who{Priority: Normal, Network: fmt.Sprint(p)})
	}
	if len(s.order) > s.policy.MaxWaiting {
		t.Errorf("%d wait", len(s.order))
	}
	if len(s.Tick(start.Add(2*s.policy.Forget))) != 0 || len(s.order) != 0 {
		t.Errorf("%d are still there an hour after their last sign", len(s.order))
	}
}

// TestRandomHistories checks what must hold at every moment, whatever happens.
func TestRandomHistories(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	rng := rand.New(rand.NewPCG(seed, 0))
	s := newQueue(three)
	now := start
	for range 20_000 {
		p := rng.IntN(60)
		switch rng.IntN(6) {
		case 0, 1:
			s.Ask(now, p, Who{
				Credit: Credit{Given: rng.Int64N(1 << 32), Taken: rng.Int64N(1 << 32)}, Priority: Normal,
				Friend: rng.IntN(20) == 0, Network: fmt.Sprint(rng.IntN(10)),
			})
		case 2:
			s.Leave(p)
		case 3:
			s.Sent(now, p, rng.Int64N(1<<22))
		case 4:
			s.Uplink(rng.Int64N(20_000_000))
		case 5:
			now = now.Add(time.Duration(rng.IntN(5000)) * time.Millisecond)
		}
		before, _, _ := s.count()
		s.Tick(now)
		used, _, _ := s.count()
		slots := s.policy.slots(s.uplink)
		if used > max(slots, before) {
			t.Fatalf("%d slots used of %d", used, slots)
		}
		if used < slots && len(s.ranked(now)) > 0 {
			t.Fatalf("%d wait while %d of %d slots are used", len(s.ranked(now)), used, slots)
		}
		if len(s.order) != len(s.entries) {
			t.Fatalf("%d in order, %d known", len(s.order), len(s.entries))
		}
	}
}
