package queue

import (
	"slices"
	"time"
)

// Who is what the driver knows of a peer that asks.
type Who struct {
	Credit   Credit
	Priority Priority // of the most wanted file it asks for
	Friend   bool
	Network  string // its address up to /24 or /48; empty: exempt, as on the local network
}

// Reason says why a slot was taken back or never given.
type Reason string

// The reasons.
const (
	LeaseOver Reason = "lease over"    // others wait; the peer stays in the queue
	TooSlow   Reason = "reads slowly"  // the peer stays in the queue, at its end
	QueueFull Reason = "queue is full" // the peer may ask again later
)

// Action is something the driver is to tell a peer.
type Action[P comparable] struct {
	Peer    P
	Granted bool
	Reason  Reason // why not, or no longer
}

// entry is one peer, waiting or served.
type entry[P comparable] struct {
	peer     P
	who      Who
	since    time.Time // when it began to wait
	heard    time.Time
	active   bool
	newcomer bool      // holds a newcomer's slot
	granted  time.Time // when the lease began
	sent     int64     // in this lease
	marked   time.Time // when slowness was last judged
	atMark   int64     // sent at that time
}

// State is the queue of one node. It has one owner and no lock.
type State[P comparable] struct {
	policy  Policy
	uplink  int64
	fixed   int // slots that the user set; 0: those of the uplink
	entries map[P]*entry[P]
	order   []*entry[P] // in order of arrival, so that equal scores are served fairly
}

// New returns an empty queue for an uplink that is not known yet.
func New[P comparable](policy Policy) *State[P] {
	return &State[P]{policy: policy, entries: map[P]*entry[P]{}}
}

// Uplink tells how many bytes a second we can send: the limit that is set or
// the most that was measured.
func (s *State[P]) Uplink(bytesPerSecond int64) { s.uplink = bytesPerSecond }

// Fix sets how many may download at once, whatever the uplink is; 0 leaves it
// to the uplink.
func (s *State[P]) Fix(slots int) { s.fixed = slots }

// Slots returns how many may download at once.
func (s *State[P]) Slots() int {
	if s.fixed > 0 {
		return s.fixed
	}
	return s.policy.slots(s.uplink)
}

// Len returns how many wait or are served.
func (s *State[P]) Len() int { return len(s.order) }

// Ask enters a peer, or renews what is known of one that waits or is served.
// What follows from it comes with the next Tick; only a refusal comes at once.
func (s *State[P]) Ask(now time.Time, p P, who Who) (Action[P], bool) {
	if e, known := s.entries[p]; known {
		e.who, e.heard = who, now
		return Action[P]{}, true
	}
	if s.full(who) {
		return Action[P]{Peer: p, Reason: QueueFull}, false
	}
	e := &entry[P]{peer: p, who: who, since: now, heard: now}
	s.entries[p] = e
	s.order = append(s.order, e)
	return Action[P]{}, true
}

// full reports whether the queue, or this peer's share of it, is used up.
func (s *State[P]) full(who Who) bool {
	waiting, network := 0, 0
	for _, e := range s.order {
		if e.active {
			continue
		}
		waiting++
		if who.Network != "" && e.who.Network == who.Network {
			network++
		}
	}
	return !who.Friend && (waiting >= s.policy.MaxWaiting || network >= s.policy.MaxNetwork)
}

// Leave forgets a peer that wants nothing more or has gone.
func (s *State[P]) Leave(p P) {
	if _, known := s.entries[p]; known {
		delete(s.entries, p)
		s.order = slices.DeleteFunc(s.order, func(e *entry[P]) bool { return e.peer == p })
	}
}

// Sent counts payload that a peer has taken.
func (s *State[P]) Sent(now time.Time, p P, n int64) {
	if e, known := s.entries[p]; known {
		e.sent += n
		e.heard = now
	}
}

// Active reports whether the peer holds a slot.
func (s *State[P]) Active(p P) bool {
	e, known := s.entries[p]
	return known && e.active
}

// Standing is the place of a peer that waits.
type Standing[P comparable] struct {
	Peer P
	Rank int           // 1: the next
	Of   int           // how many wait
	Wait time.Duration // an estimate from the lease time
}

// Waiting returns everybody who waits, the next first.
func (s *State[P]) Waiting(now time.Time) []Standing[P] {
	ranked := s.ranked(now)
	list := make([]Standing[P], len(ranked))
	for i, e := range ranked {
		wait := s.policy.LeaseTime * time.Duration(i+1) / time.Duration(s.Slots())
		list[i] = Standing[P]{Peer: e.peer, Rank: i + 1, Of: len(ranked), Wait: wait}
	}
	return list
}

// ranked returns those who wait, friends first, then by falling score, then by
// arrival.
func (s *State[P]) ranked(now time.Time) []*entry[P] {
	waiting := make([]*entry[P], 0, len(s.order))
	for _, e := range s.order {
		if !e.active {
			waiting = append(waiting, e)
		}
	}
	slices.SortStableFunc(waiting, func(a, b *entry[P]) int {
		if a.who.Friend != b.who.Friend {
			if a.who.Friend {
				return -1
			}
			return 1
		}
		x, y := a.score(now), b.score(now)
		switch {
		case x > y:
			return -1
		case x < y:
			return 1
		}
		return 0
	})
	return waiting
}

func (e *entry[P]) score(now time.Time) float64 {
	return score(now.Sub(e.since), e.who.Credit, e.who.Priority)
}
