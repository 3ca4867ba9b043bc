package overlay

import (
	"math/rand/v2"
	"slices"
	"time"

	"hinny/network/flood"
)

// State is the overlay as one peer sees it. It is not safe for concurrent use.
// Times count from any moment the driver likes, and never go back.
type State[P comparable] struct {
	policy   Policy
	rng      *rand.Rand
	self     Entry[P]
	active   []*neighbour[P]
	pending  map[P]time.Duration // dialled since
	dialled  []P                 // keys of pending, oldest first
	passive  []passive[P]
	dials    flood.Bucket
	shuffles int
	shuffle  time.Duration // when the next is due
	role     flood.Role
	fixed    bool          // others cannot reach us: a leaf, where there are hubs
	decide   time.Duration // when the role is decided again
	refused  int           // dials refused since the last decision
	rotate   time.Duration // when a leaf changes a hub; 0: not set
	trade    time.Duration // when a hub gives a link for another
	traded   P             // whom it dialled for that
}

// neighbour is a peer of the active view.
type neighbour[P comparable] struct {
	Entry[P]
	leaf   bool
	gossip flood.Bucket
}

// passive is a peer heard of.
type passive[P comparable] struct {
	Entry[P]
	candidate bool          // named by this machine and not tried yet
	after     time.Duration // not to be dialled before
}

// New returns the overlay of a peer that knows nobody.
func New[P comparable](self Entry[P], policy Policy, rng *rand.Rand) *State[P] {
	return &State[P]{policy: policy, rng: rng, self: self, pending: make(map[P]time.Duration)}
}

// SetRecord replaces the signed record of this peer, when its addresses changed.
func (s *State[P]) SetRecord(record []byte) { s.self.Record = record }

// Neighbours returns the active view, the oldest link first.
func (s *State[P]) Neighbours() []P {
	peers := make([]P, len(s.active))
	for i, n := range s.active {
		peers[i] = n.Peer
	}
	return peers
}

// Known returns how many peers are in the passive view.
func (s *State[P]) Known() int { return len(s.passive) }

// AddCandidate names a peer that this machine learnt of by itself.
func (s *State[P]) AddCandidate(now time.Duration, e Entry[P]) []Action[P] {
	if e.Peer == s.self.Peer || s.neighbour(e.Peer) != nil {
		return nil
	}
	if _, dialling := s.pending[e.Peer]; dialling {
		return nil
	}
	at := s.remember(e)
	s.passive[at].candidate = true
	s.passive[at].after = 0
	return s.seek(now)
}

// Opened says that a dialled link is open.
func (s *State[P]) Opened(peer P) []Action[P] {
	if _, dialling := s.pending[peer]; !dialling || s.neighbour(peer) != nil {
		return nil
	}
	return []Action[P]{Send[P]{To: peer, Message: Message[P]{
		Kind: Hello, Urgent: len(s.active) == 0, Leaf: s.role == flood.Leaf, Entries: []Entry[P]{s.self},
	}}}
}

// Failed says that a dial failed or that a dialled link ended before its
// Welcome. A peer that only others spoke of is forgotten.
func (s *State[P]) Failed(now time.Duration, peer P) []Action[P] {
	s.settle(peer)
	if at := s.heard(peer); at >= 0 {
		if len(s.passive[at].Record) > 0 {
			s.passive = slices.Delete(s.passive, at, at+1)
		} else {
			s.passive[at].after = now + s.policy.Retry
		}
	}
	return s.seek(now)
}

// Unlinked says that the link to a neighbour ended. It is remembered: it may
// come back.
func (s *State[P]) Unlinked(now time.Duration, peer P) []Action[P] {
	if n := s.drop(peer); n != nil {
		at := s.remember(n.Entry)
		s.passive[at].after = now + s.policy.Retry
	}
	return s.seek(now)
}

// Forget removes a peer that must not be a neighbour.
func (s *State[P]) Forget(now time.Duration, peer P) []Action[P] {
	s.drop(peer)
	s.settle(peer)
	if at := s.heard(peer); at >= 0 {
		s.passive = slices.Delete(s.passive, at, at+1)
	}
	return s.seek(now)
}

// Tick gives up on dials that take too long, seeks neighbours where there are
// too few, and shuffles.
func (s *State[P]) Tick(now time.Duration) []Action[P] {
	var actions []Action[P]
	for _, peer := range slices.Clone(s.dialled) {
		if now-s.pending[peer] >= s.policy.Handshake {
			actions = append(actions, Close[P]{Peer: peer})
			actions = append(actions, s.Failed(now, peer)...)
		}
	}
	actions = append(actions, s.review(now)...)
	if now >= s.shuffle {
		actions = append(actions, s.exchange(now)...)
	}
	return append(actions, s.seek(now)...)
}

// Next returns when Tick has something to do.
func (s *State[P]) Next(now time.Duration) time.Duration {
	next := min(s.shuffle, s.decide)
	for _, since := range s.pending {
		next = min(next, since+s.policy.Handshake)
	}
	if s.count(flood.Hub) < s.target() && len(s.passive) > 0 {
		next = min(next, now+time.Second) // a dial token or a retry comes due
	}
	return max(next, now)
}
