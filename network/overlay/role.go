package overlay

import (
	"slices"
	"time"

	"hinny/network/flood"
)

// Role returns our own role.
func (s *State[P]) Role() flood.Role { return s.role }

// Links returns how many neighbours are hubs and how many leaves.
func (s *State[P]) Links() (hubs, leaves int) { return s.count(flood.Hub), s.count(flood.Leaf) }

// SetDialable says whether others can reach us, as far as is known. Who cannot
// be reached is a leaf as soon as there are hubs enough.
func (s *State[P]) SetDialable(now time.Duration, dialable bool) []Action[P] {
	s.fixed = !dialable
	if s.fixed && s.role == flood.Hub && s.knownHubs() >= s.policy.FewHubs {
		return s.become(now, flood.Leaf)
	}
	return nil
}

// knownHubs counts the hubs that are neighbours or were heard of. What others
// speak of are hubs: leaves are not passed on.
func (s *State[P]) knownHubs() int {
	known := s.count(flood.Hub)
	for _, p := range s.passive {
		if len(p.Record) > 0 {
			known++
		}
	}
	return known
}

// count returns how many neighbours have a role.
func (s *State[P]) count(role flood.Role) (n int) {
	for _, other := range s.active {
		if other.leaf == (role == flood.Leaf) {
			n++
		}
	}
	return n
}

// review decides our role when it is due. In a small network everybody is a
// hub. In a larger one hubs with few leaves give way, one in two at most at a
// time so that not all do, and leaves that find no room among the hubs become hubs:
// the two meet where the hubs are well used.
func (s *State[P]) review(now time.Duration) []Action[P] {
	if s.decide == 0 { // the first look: nobody knows enough yet
		s.decide = now + s.about(s.policy.Decide/10)
		return nil
	}
	var actions []Action[P]
	if s.role == flood.Leaf && s.rotate > 0 && now >= s.rotate {
		actions = s.change(now)
	}
	if now < s.decide {
		return actions
	}
	s.decide = now + s.about(s.policy.Decide)
	known, coin := s.knownHubs(), s.rng.IntN(2) == 0
	// The fewer leaves, the more likely: hubs that are almost used well stay,
	// so that the network comes to rest.
	idle := s.policy.LowLeaves - s.count(flood.Leaf)
	yields := coin && s.rng.IntN(max(s.policy.LowLeaves, 1)) < idle
	starved := s.count(flood.Hub) == 0 || s.count(flood.Hub) < s.policy.Hubs && s.refused >= s.policy.Hubs
	s.refused = 0
	switch {
	case s.role == flood.Hub && known >= s.policy.FewHubs && (s.fixed || yields):
		return append(actions, s.become(now, flood.Leaf)...)
	case s.role == flood.Leaf && (known < s.policy.FewHubs/2 || !s.fixed && starved && coin):
		return append(actions, s.become(now, flood.Hub)...)
	}
	return actions
}

// about varies a period by a fifth, so that peers that start together do not
// stay together.
func (s *State[P]) about(period time.Duration) time.Duration {
	return period*4/5 + time.Duration(s.rng.Int64N(int64(period*2/5)+1))
}

// become takes a role. A hub that becomes a leaf keeps a few hubs and leaves
// the others; all that stay are told by another Hello.
func (s *State[P]) become(now time.Duration, role flood.Role) []Action[P] {
	s.role, s.rotate = role, 0
	actions := []Action[P]{Become[P]{Role: role}}
	if role == flood.Leaf {
		s.rotate = now + s.about(s.policy.Rotate)
	}
	kept := 0
	for _, n := range slices.Clone(s.active) {
		if role == flood.Leaf && (n.leaf || kept >= s.policy.Hubs) {
			s.drop(n.Peer)
			actions = append(actions, s.refuse(n.Peer)...)
			if !n.leaf {
				s.remember(n.Entry)
			}
			continue
		}
		kept++
		actions = append(actions, Send[P]{To: n.Peer, Message: Message[P]{
			Kind: Hello, Leaf: role == flood.Leaf, Entries: []Entry[P]{s.self},
		}})
	}
	return append(actions, s.seek(now)...)
}

// change leaves the hub that a leaf has had longest.
func (s *State[P]) change(now time.Duration) []Action[P] {
	s.rotate = now + s.about(s.policy.Rotate)
	if len(s.active) == 0 {
		return nil
	}
	n := s.active[0]
	s.drop(n.Peer)
	at := s.remember(n.Entry)
	s.passive[at].after = now + s.policy.Retry
	return append(s.refuse(n.Peer), s.seek(now)...)
}
