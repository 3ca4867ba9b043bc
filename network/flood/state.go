package flood

import (
	"math/rand/v2"
	"time"
)

// State is the flood as one peer sees it. It is not safe for concurrent use.
// Times count from any moment the driver likes, and never go back.
type State[P comparable] struct {
	policy     Policy
	rng        *rand.Rand
	neighbours []P // in the order they came, so that the same events give the same answers
	buckets    map[P]*buckets
	roles      map[P]Role
	leaf       bool       // we are one: few neighbours are no sign of a small network
	digests    Digests[P] // nil: nothing is known of anybody
	seen       seen[P]
	searches   map[SearchID]*search[P]
	order      []SearchID // of searches, oldest first
	last       SearchID
	statuses   []status // the one due first, first
}

// buckets meter one neighbour.
type buckets struct {
	since   time.Duration // when its first query came
	asks    bool          // one did
	queries Bucket        // over it, queries are dropped
	passed  Bucket        // over it, nothing of others is passed on to it
	copies  Bucket        // over it, copies of queries that are known count as queries
	abuse   Bucket        // over it, the neighbour should go
	mute    int           // queries sent to it since it last showed that it works on them, at most one each Policy.SignEvery
	counted time.Duration // when the last of them was
}

// New returns the flood of a peer without neighbours. The random source picks
// query IDs and who is asked when the budget does not reach all: outside tests
// it must be unpredictable.
func New[P comparable](policy Policy, rng *rand.Rand) *State[P] {
	return &State[P]{
		policy:   policy,
		rng:      rng,
		buckets:  make(map[P]*buckets),
		roles:    make(map[P]Role),
		searches: make(map[SearchID]*search[P]),
	}
}

// SetRole says what we are ourselves.
func (s *State[P]) SetRole(role Role) { s.leaf = role == Leaf }

// AddNeighbour says that queries can be sent to p, or that p has another role
// now. Searches that had nobody to ask begin at the next Tick.
func (s *State[P]) AddNeighbour(p P, role Role) {
	s.roles[p] = role
	if _, ok := s.buckets[p]; ok {
		return
	}
	s.buckets[p] = &buckets{}
	s.neighbours = append(s.neighbours, p)
}

// RemoveNeighbour says that p is gone. Hits that would go back over it are
// dropped.
func (s *State[P]) RemoveNeighbour(p P) {
	delete(s.buckets, p)
	delete(s.roles, p)
	for i, other := range s.neighbours {
		if other == p {
			s.neighbours = append(s.neighbours[:i], s.neighbours[i+1:]...)
			return
		}
	}
}

// Neighbours returns how many neighbours there are.
func (s *State[P]) Neighbours() int { return len(s.neighbours) }

// Query handles a query that a neighbour sent. What it claims is capped to the
// policy, so that one message never causes more than Policy.MaxBudget others
// and one neighbour no more than Policy.Rate times that a second.
func (s *State[P]) Query(now time.Duration, from P, q Query) []Action[P] {
	b := s.buckets[from]
	if b == nil {
		return []Action[P]{Drop[P]{From: from, ID: q.ID, Reason: Stranger}}
	}
	if !b.asks {
		b.asks, b.since = true, now
	}
	s.seen.age(now, s.policy.Generation)
	if !s.allowed(now, from, b, q) {
		return s.offence(now, from, q.ID, OverRate)
	}
	if q.TTL < 1 || q.Budget < 0 || len(q.Text) > s.policy.MaxText {
		return s.offence(now, from, q.ID, BadQuery)
	}
	q.TTL = min(q.TTL, s.policy.MaxTTL)
	q.Budget = min(q.Budget, s.policy.MaxBudget)
	if e := s.seen.find(q.ID); e != nil {
		return s.known(now, from, e, q)
	}
	e := &entry[P]{born: now, from: from, ttl: q.TTL, budget: q.Budget, wave: q.Wave}
	s.seen.add(q.ID, e, s.policy.SeenIDs)
	actions := []Action[P]{Answer[P]{From: from, Query: q}}
	s.count(now, q.ID, e, 1)
	return append(actions, s.forward(now, e, q, from)...)
}

// allowed takes a query from what a neighbour may ask for. In a dense overlay
// seven copies in ten say nothing new and cost only this look: they have an
// allowance of their own, so that they do not use up that of the queries.
func (s *State[P]) allowed(now time.Duration, from P, b *buckets, q Query) bool {
	rate, burst := s.policy.Rate, s.policy.Burst
	if s.roles[from] == Leaf {
		rate, burst = s.policy.LeafRate, s.policy.LeafBurst
	}
	if e := s.seen.find(q.ID); e != nil && (q.Wave <= e.wave || e.search != 0) && !e.further(q) {
		if b.copies.Take(now, rate*s.policy.Copies, burst*s.policy.Copies) {
			return true
		}
	}
	return b.queries.Take(now, rate, burst)
}

// known handles a further copy of a query. It goes on, out of its own budget,
// when it could go further than every copy before it.
func (s *State[P]) known(now time.Duration, from P, e *entry[P], q Query) []Action[P] {
	if q.Wave > e.wave && q.Wave <= s.policy.Waves && e.search == 0 {
		return s.goOn(now, from, e, q)
	}
	further := e.further(q)
	if e.link(from) != nil {
		s.heard(from) // it passes on what we sent it
	}
	if e.search != 0 || e.cancelled || !further || e.again >= s.policy.Again {
		return []Action[P]{Drop[P]{From: from, ID: q.ID, Reason: Duplicate}}
	}
	e.again++
	e.ttl = max(e.ttl, q.TTL)
	e.budget = max(e.budget, q.Budget)
	return s.forward(now, e, q, from, e.from)
}

// goOn passes on a further wave of a query that was answered here. Where hits
// to the wave before would still be accepted they go back the way it came, so
// that nobody can pull them to himself with an ID he has seen.
func (s *State[P]) goOn(now time.Duration, from P, e *entry[P], q Query) []Action[P] {
	e.wave, e.ttl, e.budget, e.again = q.Wave, q.TTL, q.Budget, 0
	if now-e.born > s.policy.Window || e.cancelled {
		e.from, e.born, e.cancelled = from, now, false
	}
	return s.forward(now, e, q, from, e.from)
}

// offence drops a message an honest neighbour has little reason to send, and
// advises to disconnect one that keeps sending them.
func (s *State[P]) offence(now time.Duration, from P, id ID, reason Reason) []Action[P] {
	actions := []Action[P]{Drop[P]{From: from, ID: id, Reason: reason}}
	rate := s.policy.Rate * s.policy.Abuse
	if b := s.buckets[from]; b != nil && !b.abuse.Take(now, rate, rate*s.policy.AbuseFor.Seconds()) {
		actions = append(actions, Disconnect[P]{Peer: from})
	}
	return actions
}
