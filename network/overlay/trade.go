package overlay

import (
	"time"

	"hinny/network/flood"
)

// swap dials a random peer of the passive view for a link that is given up when
// it takes us. Newcomers are told of their contact's neighbours and link with
// them, so that all know one another and few know what is further away; a
// search of two or three hops would end among friends. The passive views are
// mixed by the shuffles, so that each trade makes a link of the neighbourhood a
// link across the network.
func (s *State[P]) swap(now time.Duration) []Action[P] {
	hubs := s.count(flood.Hub)
	if s.role == flood.Leaf || hubs < s.target() || hubs >= s.most() || len(s.pending) > 0 || now < s.trade {
		return nil
	}
	if s.shuffles >= s.policy.Early {
		s.trade = now + s.about(s.policy.Trade)
	}
	at := s.choose(now, true)
	if at < 0 || !s.dials.Take(now, s.policy.DialEvery, s.policy.DialBurst) {
		return nil
	}
	s.traded = s.passive[at].Peer
	return []Action[P]{s.dial(now, at)}
}

// give leaves a random hub for the one that was dialled instead of it.
func (s *State[P]) give(now time.Duration) []Action[P] {
	with := s.traded
	s.traded = *new(P)
	if n := s.other(with); n != nil && s.count(flood.Hub) > s.target() {
		return s.part(now, n)
	}
	return nil
}
