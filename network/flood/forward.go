package flood

import "time"

// Role says what a neighbour does for the network.
type Role int

// The roles.
const (
	Hub  Role = iota // passes queries on, and answers for its leaves by their digests
	Leaf             // only answers for itself
)

// Belief is what a digest says about a neighbour and a query.
type Belief int

// The beliefs.
const (
	Unknown Belief = iota // there is no digest, or it cannot be asked this
	No                    // neither it nor its leaves hold what is searched
	Maybe                 // it or one of its leaves may
)

// Digests says what is believed of a neighbour. It must be pure: the same
// query at the same moment gets the same answer.
type Digests[P comparable] func(p P, q Query) Belief

// UseDigests says where to ask what neighbours hold. Without it nothing is
// known of anybody and everybody is asked.
func (s *State[P]) UseDigests(d Digests[P]) { s.digests = d }

// plan is who gets a copy of a query.
type plan[P comparable] struct {
	leaves []P // who may hold it, asked for themselves only
	hubs   []P // the likely ones first
	likely int // how many of the hubs may hold it
}

// forward sends copies of q to neighbours that are not in except. The copies
// and what they may cause together stay within q.Budget.
//
// Digests decide who gets one. Leaves are asked only where they may hold what
// is searched. Hubs that may are asked first; of those that do not, a few
// carry the query further as long as there are hops: each of them consults the
// digests of all its own neighbours, so that a few reach what many would. On
// the last hop only those who may hold it are asked.
func (s *State[P]) forward(now time.Duration, e *entry[P], q Query, except ...P) []Action[P] {
	if q.Budget < 1 {
		return nil
	}
	p := s.choose(now, e, q, except)
	leaves := p.leaves[:min(len(p.leaves), q.Budget)]
	left := q.Budget - len(leaves)
	// A copy to a hub is worth little if it cannot ask one leaf: it costs
	// itself and that.
	hubs := p.hubs[:min(len(p.hubs), max(left/2, min(p.likely, left)))]
	actions := make([]Action[P], 0, len(leaves)+len(hubs)+1)
	for _, to := range leaves {
		part := q
		part.TTL, part.Budget = 1, 0
		actions = append(actions, s.send(now, e, to, part))
	}
	s.count(now, q.ID, e, len(leaves))
	if len(hubs) == 0 {
		return actions
	}
	q.Budget = left
	return append(actions, s.divide(now, e, q, hubs, min(p.likely, len(hubs)))...)
}

// divide sends q to hubs, of which so many of the first may hold what is
// searched, and divides the budget that is left then among those that are not
// doubted. A doubted one is asked all the same, so that it can show that it
// works; where it may hold what is searched it can ask one leaf, because its
// silence may be that of an honest hub that others were faster to ask.
func (s *State[P]) divide(now time.Duration, e *entry[P], q Query, hubs []P, likely int) []Action[P] {
	budget := q.Budget - len(hubs)
	trusted := 0
	for _, to := range hubs {
		if !s.doubted(to) {
			trusted++
		}
	}
	all := trusted == 0
	if all {
		trusted = len(hubs)
	}
	forLeaf := make([]int, len(hubs))
	for i, to := range hubs[:likely] {
		if budget > 0 && !all && s.doubted(to) {
			forLeaf[i] = 1
			budget--
		}
	}
	each, more := budget/trusted, budget%trusted
	actions := make([]Action[P], 0, len(hubs)+1)
	for i, to := range hubs {
		part := q
		part.TTL, part.Budget = q.TTL-1, forLeaf[i]
		if all || !s.doubted(to) {
			if part.Budget = each; more > 0 {
				part.Budget++
				more--
			}
		}
		actions = append(actions, s.send(now, e, to, part))
		if b := s.buckets[to]; b.mute >= s.policy.Silent && len(s.neighbours) >= s.policy.Sparse {
			b.mute = 0 // said once
			actions = append(actions, Silent[P]{Peer: to})
		}
	}
	return actions
}

// doubted reports whether a neighbour said nothing of the last queries.
func (s *State[P]) doubted(p P) bool { return s.buckets[p].mute >= s.policy.Doubt }

// heard notes that a neighbour works on what it is sent.
func (s *State[P]) heard(p P) {
	if b := s.buckets[p]; b != nil {
		b.mute = 0
	}
}

// send notes that a neighbour is asked.
func (s *State[P]) send(now time.Duration, e *entry[P], to P, q Query) Action[P] {
	if e.search == 0 {
		s.buckets[to].passed.Take(now, s.policy.Pass*s.policy.Rate, s.policy.Pass*s.policy.Burst)
	}
	if e.link(to) == nil {
		e.asked = append(e.asked, asked[P]{peer: to})
		if s.roles[to] == Hub { // whose copy would be no duplicate of ours
			if b := s.buckets[to]; b.mute == 0 || now-b.counted >= s.policy.SignEvery {
				b.mute++
				b.counted = now
			}
		}
	}
	return SendQuery[P]{To: to, Query: q}
}

// passes reports whether a query of one neighbour may be passed on to another. A
// neighbour accepts so many queries of us, whoever asked them: what we pass on
// must leave room for our own, and may not make us one who asks too much. Who is
// new here gets half of it, so that those who come under ever new names do not
// crowd out the others.
func (s *State[P]) passes(now time.Duration, from, to P) bool {
	burst := s.policy.Pass * s.policy.Burst
	left := s.buckets[to].passed.left(now, s.policy.Pass*s.policy.Rate, burst)
	if b := s.buckets[from]; b == nil || now-b.since < s.policy.New {
		left -= burst / 2
	}
	return left >= 1
}

// choose sorts the neighbours that are not in except by what is believed of
// them, each kind in random order.
func (s *State[P]) choose(now time.Duration, e *entry[P], q Query, except []P) plan[P] {
	var leaves, likely, unknown, others, last []P
next:
	for _, p := range s.neighbours {
		for _, other := range except {
			if p == other {
				continue next
			}
		}
		if e.search == 0 && !s.passes(now, e.from, p) {
			continue
		}
		belief := Unknown
		if s.digests != nil {
			belief = s.digests(p, q)
		}
		switch {
		case s.roles[p] == Leaf:
			if belief != No && e.link(p) == nil {
				leaves = append(leaves, p)
			}
		case q.TTL <= 1:
		case s.doubted(p) && belief != Maybe, q.Wave > 0 && e.link(p) != nil: // only where there is nobody else
			last = append(last, p)
		case belief == Maybe:
			likely = append(likely, p)
		case belief == Unknown:
			unknown = append(unknown, p)
		case q.TTL > 2 || e.search != 0: // the searcher's own neighbours are few, and their digests may be old
			others = append(others, p)
		}
	}
	for _, list := range [][]P{leaves, likely, unknown, others, last} {
		s.rng.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	}
	others = append(others, last...)
	if e.search == 0 {
		others = others[:min(len(others), s.policy.FanOut)]
	}
	hubs := append(append(likely, unknown...), others...)
	return plan[P]{leaves: leaves, hubs: hubs, likely: len(likely) + len(unknown)}
}
