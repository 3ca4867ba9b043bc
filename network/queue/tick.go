package queue

import (
	"slices"
	"time"
)

// Tick takes back what is due and gives out what is free. The driver calls it
// about once a second and after every change, and carries the actions out in
// order.
func (s *State[P]) Tick(now time.Time) []Action[P] {
	s.forget(now)
	actions := s.revoke(now)
	return append(actions, s.grant(now)...)
}

// forget drops those who have not been heard of for long.
func (s *State[P]) forget(now time.Time) {
	for _, e := range slices.Clone(s.order) {
		if !e.active && now.Sub(e.heard) >= s.policy.Forget {
			s.Leave(e.peer)
		}
	}
}

// revoke ends leases that are over, if anybody waits, and those of slow
// readers in any case.
func (s *State[P]) revoke(now time.Time) (actions []Action[P]) {
	waiting := len(s.ranked(now))
	for _, e := range slices.Clone(s.order) {
		switch {
		case !e.active:
		case s.slow(now, e):
			actions = append(actions, s.requeue(now, e, TooSlow))
		case s.over(now, e) && waiting == 0:
			e.renew(now)
		case s.over(now, e):
			actions = append(actions, s.requeue(now, e, LeaseOver))
		}
	}
	return actions
}

func (s *State[P]) over(now time.Time, e *entry[P]) bool {
	held := now.Sub(e.granted)
	if e.newcomer {
		return held >= s.policy.NewcomerTime
	}
	return e.sent >= s.policy.LeaseBytes || held >= s.policy.LeaseTime
}

// slow judges a reader once each SlowTime.
func (s *State[P]) slow(now time.Time, e *entry[P]) bool {
	during := now.Sub(e.marked)
	if during < s.policy.SlowTime {
		return false
	}
	moved := e.sent - e.atMark
	e.marked, e.atMark = now, e.sent
	return float64(moved) < s.slowRate()*during.Seconds()
}

// slowRate is the policy's, but never more than a quarter of an even share of
// a narrow uplink: that is our slowness, not the reader's.
func (s *State[P]) slowRate() float64 {
	rate := float64(s.policy.SlowRate)
	if s.uplink > 0 {
		rate = min(rate, float64(s.uplink)/float64(4*s.Slots()))
	}
	return rate
}

func (e *entry[P]) renew(now time.Time) {
	e.granted, e.sent, e.atMark = now, 0, 0
	e.marked = now
}

// requeue puts a served peer at the end of the queue.
func (s *State[P]) requeue(now time.Time, e *entry[P], why Reason) Action[P] {
	e.active, e.newcomer = false, false
	e.since = now
	s.order = slices.DeleteFunc(s.order, func(other *entry[P]) bool { return other == e })
	s.order = append(s.order, e)
	return Action[P]{Peer: e.peer, Reason: why}
}

// grant fills the free slots: newcomers' slots in order of arrival, the others
// by rank.
func (s *State[P]) grant(now time.Time) (actions []Action[P]) {
	slots := s.Slots()
	used, newcomers, friends := s.count()
	give := func(e *entry[P], newcomer bool) {
		e.active, e.newcomer = true, newcomer
		e.renew(now)
		used++
		actions = append(actions, Action[P]{Peer: e.peer, Granted: true})
	}
	for newcomers < s.policy.newcomers(slots) && used < slots {
		e := s.nextNewcomer()
		if e == nil {
			break
		}
		give(e, true)
		newcomers++
	}
	ranked := s.ranked(now)
	for _, e := range ranked {
		if used >= slots {
			break
		}
		if e.who.Friend && friends >= s.policy.friends(slots) && s.othersWait(ranked) {
			continue
		}
		if e.who.Friend {
			friends++
		}
		give(e, false)
	}
	return actions
}

func (s *State[P]) count() (used, newcomers, friends int) {
	for _, e := range s.order {
		switch {
		case !e.active:
			continue
		case e.newcomer:
			newcomers++
		case e.who.Friend:
			friends++
		}
		used++
	}
	return used, newcomers, friends
}

// othersWait reports whether somebody who is no friend still waits.
func (s *State[P]) othersWait(ranked []*entry[P]) bool {
	return slices.ContainsFunc(ranked, func(e *entry[P]) bool { return !e.active && !e.who.Friend })
}

// nextNewcomer returns the newcomer that came first, of a network that holds
// no newcomer's slot yet.
func (s *State[P]) nextNewcomer() *entry[P] {
	held := map[string]bool{}
	for _, e := range s.order {
		if e.newcomer && e.who.Network != "" {
			held[e.who.Network] = true
		}
	}
	for _, e := range s.order {
		if !e.active && !e.who.Friend && e.who.Credit.Newcomer() && !held[e.who.Network] {
			return e
		}
	}
	return nil
}
