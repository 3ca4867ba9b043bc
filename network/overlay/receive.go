package overlay

import (
	"slices"
	"time"

	"hinny/network/flood"
)

// Receive handles a message of a peer. A Hello may come from anybody; all else
// counts only from a neighbour or a peer that was dialled.
func (s *State[P]) Receive(now time.Duration, from P, m Message[P]) []Action[P] {
	_, dialled := s.pending[from]
	n := s.neighbour(from)
	switch {
	case m.Kind == Hello:
		return s.hello(now, from, m)
	case m.Kind == Welcome && dialled && n == nil:
		return s.welcome(now, from, m)
	case m.Kind == Bye && (dialled || n != nil):
		return s.bye(now, from, m)
	case n == nil || !n.gossip.Take(now, s.policy.GossipRate, s.policy.GossipBurst):
		return nil
	case m.Kind == ForwardJoin && len(m.Entries) == 1:
		return s.walk(now, from, m)
	case m.Kind == Shuffle:
		reply := s.sample(s.policy.ShareActive, s.policy.SharePassive, from)
		s.learn(m.Entries)
		return append([]Action[P]{Send[P]{To: from, Message: Message[P]{Kind: Shuffled, Entries: reply}}}, s.seek(now)...)
	case m.Kind == Shuffled:
		s.learn(m.Entries)
		return s.seek(now)
	}
	return nil
}

// hello answers a peer that wants to be a neighbour, or that is one and has
// another role now.
func (s *State[P]) hello(now time.Duration, from P, m Message[P]) []Action[P] {
	if from == s.self.Peer {
		return nil
	}
	e := Entry[P]{Peer: from}
	if len(m.Entries) > 0 && m.Entries[0].Peer == from {
		e = m.Entries[0]
	}
	known := s.neighbour(from)
	if known != nil && known.leaf == m.Leaf && (s.role == flood.Hub || !m.Leaf) {
		return []Action[P]{s.greet(from)}
	}
	var actions []Action[P]
	if known != nil {
		s.drop(from)
	}
	switch {
	case s.role == flood.Leaf && len(s.active) == 0 && !s.fixed:
		actions = s.become(now, flood.Hub) // nobody else is here to be one
	case s.role == flood.Leaf:
		return s.refuse(from)
	}
	if !s.room(m.Leaf, e.Group) {
		crowded := s.crowded()
		switch {
		case !m.Leaf && crowded != nil && s.welcomeGroup(e.Group): // variety comes before who came first
			actions = append(actions, s.part(now, crowded)...)
		case m.Urgent:
			actions = append(actions, s.evict(now, m.Leaf)...)
		default:
			return s.refuse(from)
		}
	}
	actions = append(actions, s.greet(from))
	actions = append(actions, s.admit(e, m.Leaf)...)
	if m.Leaf {
		return actions
	}
	return append(actions, s.announce(e)...)
}

// greet welcomes a peer and tells it of others.
func (s *State[P]) greet(to P) Action[P] {
	others := append([]Entry[P]{s.self}, s.sample(s.policy.Others, s.policy.Others/2, to)...)
	return Send[P]{To: to, Message: Message[P]{Kind: Welcome, Leaf: s.role == flood.Leaf, Entries: others}}
}

// newcomerWalks is how many neighbours carry a newcomer on.
const newcomerWalks = 4

// announce sends a newcomer on its walks.
func (s *State[P]) announce(e Entry[P]) []Action[P] {
	if len(e.Record) == 0 || s.policy.Walk < 1 {
		return nil
	}
	var actions []Action[P]
	for _, i := range s.rng.Perm(len(s.active)) {
		if n := s.active[i]; !n.leaf && n.Peer != e.Peer && len(actions) < newcomerWalks {
			actions = append(actions, Send[P]{To: n.Peer, Message: Message[P]{
				Kind: ForwardJoin, TTL: s.policy.Walk, Entries: []Entry[P]{e},
			}})
		}
	}
	return actions
}

// refuse tells a peer to try elsewhere.
func (s *State[P]) refuse(from P) []Action[P] {
	others := s.sample(s.policy.Others, s.policy.Others/2, from)
	return []Action[P]{
		Send[P]{To: from, Message: Message[P]{Kind: Bye, Leaf: s.role == flood.Leaf, Entries: others}},
		Close[P]{Peer: from},
	}
}

// evict makes room for a peer that has nobody else.
func (s *State[P]) evict(now time.Duration, leaf bool) []Action[P] {
	var choice []*neighbour[P]
	for _, n := range s.active {
		if n.leaf == leaf {
			choice = append(choice, n)
		}
	}
	if len(choice) == 0 {
		return nil
	}
	return s.part(now, choice[s.rng.IntN(len(choice))])
}

// part leaves a neighbour.
func (s *State[P]) part(now time.Duration, n *neighbour[P]) []Action[P] {
	s.drop(n.Peer)
	if !n.leaf {
		at := s.remember(n.Entry)
		s.passive[at].after = now + s.policy.Retry
	}
	return s.refuse(n.Peer)
}

// admit makes a peer a neighbour.
func (s *State[P]) admit(e Entry[P], leaf bool) []Action[P] {
	s.settle(e.Peer)
	if at := s.heard(e.Peer); at >= 0 {
		if len(e.Record) == 0 {
			e.Record = s.passive[at].Record
		}
		s.passive[at] = s.passive[len(s.passive)-1]
		s.passive = s.passive[:len(s.passive)-1]
	}
	s.active = append(s.active, &neighbour[P]{Entry: e, leaf: leaf})
	role := flood.Hub
	if leaf {
		role = flood.Leaf
	}
	return []Action[P]{Link[P]{Peer: e.Peer, Role: role}}
}

func (s *State[P]) welcome(now time.Duration, from P, m Message[P]) []Action[P] {
	if s.count(flood.Hub) >= s.most() || m.Leaf { // others came while we dialled, or it is no hub
		s.settle(from)
		return s.refuse(from)
	}
	e := Entry[P]{Peer: from}
	if len(m.Entries) > 0 && m.Entries[0].Peer == from {
		e = m.Entries[0]
	}
	actions := s.admit(e, false)
	s.learn(m.Entries)
	if from == s.traded {
		actions = append(actions, s.give(now)...)
	}
	return append(actions, s.seek(now)...)
}

func (s *State[P]) bye(now time.Duration, from P, m Message[P]) []Action[P] {
	s.learn(m.Entries)
	actions := []Action[P]{Close[P]{Peer: from}}
	if at := s.heard(from); m.Leaf && at >= 0 {
		s.passive = slices.Delete(s.passive, at, at+1) // not one to be dialled again
	}
	if _, dialled := s.pending[from]; dialled {
		s.refused++
		s.settle(from)
		return append(actions, s.seek(now)...)
	}
	return append(actions, s.Unlinked(now, from)...)
}

// walk takes a newcomer one hop further, remembers it on the way, and dials it
// at the end if there is need.
func (s *State[P]) walk(now time.Duration, from P, m Message[P]) []Action[P] {
	e := m.Entries[0]
	ttl := min(m.TTL, s.policy.Walk) - 1
	next := s.other(from, e.Peer)
	if ttl > 0 && next != nil {
		if ttl == s.policy.WalkPassive {
			s.learn(m.Entries)
		}
		return []Action[P]{Send[P]{To: next.Peer, Message: Message[P]{Kind: ForwardJoin, TTL: ttl, Entries: m.Entries}}}
	}
	s.learn(m.Entries)
	return s.seek(now)
}

// exchange offers a random neighbour some entries for some of its own.
func (s *State[P]) exchange(now time.Duration) []Action[P] {
	period := s.policy.Shuffle
	if s.shuffles < s.policy.Early {
		period = s.policy.ShuffleFirst
	}
	s.shuffles++
	s.shuffle = now + s.about(period)
	actions := s.swap(now)
	n := s.other()
	if n == nil || s.policy.ShareActive+s.policy.SharePassive == 0 {
		return actions
	}
	entries := s.sample(s.policy.ShareActive, s.policy.SharePassive, n.Peer)
	if s.role == flood.Hub { // nobody need dial a leaf
		entries = append(entries, s.self)
	}
	return append(actions, Send[P]{To: n.Peer, Message: Message[P]{Kind: Shuffle, Entries: entries}})
}
