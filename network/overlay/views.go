package overlay

import "slices"

// neighbour returns a peer of the active view, or nil.
func (s *State[P]) neighbour(peer P) *neighbour[P] {
	for _, n := range s.active {
		if n.Peer == peer {
			return n
		}
	}
	return nil
}

// drop removes a peer from the active view and returns it.
func (s *State[P]) drop(peer P) *neighbour[P] {
	for i, n := range s.active {
		if n.Peer == peer {
			s.active = slices.Delete(s.active, i, i+1)
			return n
		}
	}
	return nil
}

// settle ends a dial.
func (s *State[P]) settle(peer P) {
	delete(s.pending, peer)
	s.dialled = slices.DeleteFunc(s.dialled, func(p P) bool { return p == peer })
}

// heard returns the place of a peer in the passive view, or -1.
func (s *State[P]) heard(peer P) int {
	return slices.IndexFunc(s.passive, func(p passive[P]) bool { return p.Peer == peer })
}

// remember puts an entry into the passive view and returns its place. When the
// view is full a random other makes room, so that nobody can tell which.
func (s *State[P]) remember(e Entry[P]) int {
	if at := s.heard(e.Peer); at >= 0 {
		if len(e.Record) > 0 {
			s.passive[at].Record, s.passive[at].Group = e.Record, e.Group
		}
		return at
	}
	if len(s.passive) < s.policy.Passive {
		s.passive = append(s.passive, passive[P]{Entry: e})
		return len(s.passive) - 1
	}
	at := s.spare()
	s.passive[at] = passive[P]{Entry: e}
	return at
}

// spare returns the place of a random peer of the group of which most were heard
// of: whoever speaks of thousands in one network only displaces his own, and a
// network that is all of one group fills the view.
func (s *State[P]) spare() int {
	count := map[string]int{}
	most := 0
	for _, p := range s.passive {
		count[p.Group]++
		most = max(most, count[p.Group])
	}
	at, seen := -1, 0
	for i, p := range s.passive {
		if count[p.Group] == most {
			if seen++; s.rng.IntN(seen) == 0 {
				at = i
			}
		}
	}
	return at
}

// learn remembers what others said, except about ourselves, neighbours and
// peers without a record. At most one shuffle's worth is believed at a time.
func (s *State[P]) learn(entries []Entry[P]) {
	most := s.policy.ShareActive + s.policy.SharePassive + 1
	for _, e := range entries[:min(most, len(entries))] {
		if e.Peer != s.self.Peer && len(e.Record) > 0 && s.neighbour(e.Peer) == nil && s.policy.Passive > 0 {
			s.remember(e)
		}
	}
}

// sample returns up to n hubs among the neighbours and m peers heard of, at random, that have
// a record and are not except.
func (s *State[P]) sample(n, m int, except P) []Entry[P] {
	var entries []Entry[P]
	take := func(e Entry[P], most int) {
		if len(entries) < most && e.Peer != except && len(e.Record) > 0 {
			entries = append(entries, e)
		}
	}
	for _, i := range s.rng.Perm(len(s.active)) {
		if !s.active[i].leaf {
			take(s.active[i].Entry, n)
		}
	}
	most := len(entries) + m
	for _, i := range s.rng.Perm(len(s.passive)) {
		take(s.passive[i].Entry, most)
	}
	return entries
}

// other returns a random hub among the neighbours that is not except, or nil.
func (s *State[P]) other(except ...P) *neighbour[P] {
	var choice []*neighbour[P]
	for _, n := range s.active {
		if !n.leaf && !slices.Contains(except, n.Peer) {
			choice = append(choice, n)
		}
	}
	if len(choice) == 0 {
		return nil
	}
	return choice[s.rng.IntN(len(choice))]
}
