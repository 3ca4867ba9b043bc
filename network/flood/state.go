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
	seen       seen[P]
	searches   map[SearchID]*search[P]
	order      []SearchID // of searches, oldest first
	last       SearchID
}

// buckets meter one neighbour.
type buckets struct {
	queries Bucket // over it, queries are dropped
	abuse   Bucket // over it, the neighbour should go
}

// New returns the flood of a peer without neighbours. The random source picks
// query IDs and who is asked when the budget does not reach all: outside tests
// it must be unpredictable.
func New[P comparable](policy Policy, rng *rand.Rand) *State[P] {
	return &State[P]{
		policy:   policy,
		rng:      rng,
		buckets:  make(map[P]*buckets),
		searches: make(map[SearchID]*search[P]),
	}
}

// AddNeighbour says that queries can be sent to p. Searches that had nobody
// to ask begin at the next Tick.
func (s *State[P]) AddNeighbour(p P) {
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
	if !b.queries.Take(now, s.policy.Rate, s.policy.Burst) {
		return s.offence(now, from, q.ID, OverRate)
	}
	if q.TTL < 1 || q.Budget < 0 || len(q.Text) > s.policy.MaxText {
		return s.offence(now, from, q.ID, BadQuery)
	}
	q.TTL = min(q.TTL, s.policy.MaxTTL)
	q.Budget = min(q.Budget, s.policy.MaxBudget)
	s.seen.age(now, s.policy.Generation)
	if e := s.seen.find(q.ID); e != nil {
		return s.known(from, e, q)
	}
	e := &entry[P]{born: now, from: from, ttl: q.TTL, budget: q.Budget}
	s.seen.add(q.ID, e, s.policy.SeenIDs)
	actions := []Action[P]{Answer[P]{From: from, Query: q}}
	return append(actions, s.forward(e, q, from)...)
}

// known handles a further copy of a query. It goes on, out of its own budget,
// when it could go further than every copy before it.
func (s *State[P]) known(from P, e *entry[P], q Query) []Action[P] {
	further := q.TTL > e.ttl && q.Budget > 0 || q.Budget > 2*e.budget && q.TTL > 1
	if e.search != 0 || !further || e.again >= s.policy.Again {
		return []Action[P]{Drop[P]{From: from, ID: q.ID, Reason: Duplicate}}
	}
	e.again++
	e.ttl = max(e.ttl, q.TTL)
	e.budget = max(e.budget, q.Budget)
	return s.forward(e, q, from, e.from)
}

// forward sends copies of q to the neighbours that are not in except. The
// copies and what they may cause together stay within q.Budget.
func (s *State[P]) forward(e *entry[P], q Query, except ...P) []Action[P] {
	if q.TTL <= 1 || q.Budget < 1 {
		return nil
	}
	to := s.pick(q.Budget, except)
	if len(to) == 0 {
		return nil
	}
	each, more := (q.Budget-len(to))/len(to), (q.Budget-len(to))%len(to)
	actions := make([]Action[P], 0, len(to)+1)
	for i, p := range to {
		part := q
		part.TTL, part.Budget = q.TTL-1, each
		if i < more {
			part.Budget++
		}
		if e.link(p) == nil {
			e.asked = append(e.asked, asked[P]{peer: p})
		}
		actions = append(actions, SendQuery[P]{To: p, Query: part})
	}
	return actions
}

// pick returns at most n neighbours that are not in except, in random order.
func (s *State[P]) pick(n int, except []P) []P {
	to := make([]P, 0, len(s.neighbours))
next:
	for _, p := range s.neighbours {
		for _, other := range except {
			if p == other {
				continue next
			}
		}
		to = append(to, p)
	}
	s.rng.Shuffle(len(to), func(i, j int) { to[i], to[j] = to[j], to[i] })
	return to[:min(n, len(to))]
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
