package overlay

import (
	"slices"
	"time"

	"hinny/network/flood"
)

// seek dials peers of the passive view: as many as are missing to the target,
// and beyond it, as a hub, one candidate at a time.
func (s *State[P]) seek(now time.Duration) []Action[P] {
	var actions []Action[P]
	for len(s.pending) < s.policy.Dials {
		have := s.count(flood.Hub) + len(s.pending)
		at := s.choose(now, have < s.target())
		if at < 0 || have >= s.most() || have >= s.target() && len(s.pending) > 0 {
			break
		}
		if !s.dials.Take(now, s.policy.DialEvery, s.policy.DialBurst) {
			break
		}
		actions = append(actions, s.dial(now, at))
	}
	return actions
}

// dial notes that a peer of the passive view is dialled.
func (s *State[P]) dial(now time.Duration, at int) Action[P] {
	p := &s.passive[at]
	p.candidate, p.after = false, now+s.policy.Retry
	s.pending[p.Peer] = now
	s.dialled = append(s.dialled, p.Peer)
	return Connect[P]{Entry: p.Entry}
}

// target is how many hubs are sought.
func (s *State[P]) target() int {
	if s.role == flood.Leaf {
		return s.policy.Hubs
	}
	return s.policy.Target
}

// most is how many hubs are accepted.
func (s *State[P]) most() int {
	if s.role == flood.Leaf {
		return s.policy.Hubs
	}
	return s.policy.Max
}

// choose returns the place of a random peer to dial, candidates before others
// and groups that are welcome before others, or -1. Unless anyone will do, only
// a candidate does.
func (s *State[P]) choose(now time.Duration, anyone bool) int {
	best, seen, bestWorth, varied := -1, 0, -1, s.varied()
	for i, p := range s.passive {
		_, dialling := s.pending[p.Peer]
		if dialling || now < p.after || !anyone && !p.candidate {
			continue
		}
		worth := 0
		if s.welcomeGroup(p.Group) {
			worth += 2
		} else if varied && s.role == flood.Hub && s.count(flood.Hub) >= s.target()/2 {
			continue
		}
		if p.candidate {
			worth++
		}
		if worth > bestWorth {
			bestWorth, seen = worth, 0
		}
		if worth < bestWorth {
			continue
		}
		if seen++; s.rng.IntN(seen) == 0 {
			best = i
		}
	}
	return best
}

// welcomeGroup reports whether another hub of the group adds to the variety of
// our neighbours: who holds many addresses in few networks must not become
// most of what we see.
func (s *State[P]) welcomeGroup(group string) bool {
	if group == "" {
		return true
	}
	most := s.policy.PerGroup
	if s.role == flood.Leaf {
		most = 1
	}
	for _, n := range s.active {
		if !n.leaf && n.Group == group {
			most--
		}
	}
	return most > 0
}

// varied reports whether peers of other groups are known. Where all are of one
// group, as in a campus, variety cannot be had and is not asked for.
func (s *State[P]) varied() bool {
	return slices.ContainsFunc(s.passive, func(p passive[P]) bool { return s.welcomeGroup(p.Group) })
}

// room reports whether a peer that asks may become a neighbour of the role.
func (s *State[P]) room(leaf bool, group string) bool {
	if leaf {
		return s.count(flood.Leaf) < s.policy.Leaves
	}
	hubs := s.count(flood.Hub)
	return hubs < s.policy.Max && (hubs < s.policy.Target/2 || s.welcomeGroup(group) || !s.varied())
}

// crowded returns a random hub of a group that has more than its share of our
// neighbours, or nil.
func (s *State[P]) crowded() *neighbour[P] {
	count := map[string]int{}
	for _, n := range s.active {
		if !n.leaf && n.Group != "" {
			count[n.Group]++
		}
	}
	for _, i := range s.rng.Perm(len(s.active)) {
		if n := s.active[i]; !n.leaf && count[n.Group] > s.policy.PerGroup {
			return n
		}
	}
	return nil
}
