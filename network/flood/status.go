package flood

import "time"

// status is a count that waits to be sent towards the searcher.
type status struct {
	at time.Duration
	id ID
}

// count adds to the peers that a query reached on this side, and sees that the
// searcher's side is told a little later, so that one message tells of many.
func (s *State[P]) count(now time.Duration, id ID, e *entry[P], asked int) {
	if e.search != 0 {
		if search := s.searches[e.search]; search != nil {
			// Nobody can make a search look wider than its budget.
			search.report.Reached = min(search.report.Reached+asked, search.report.Budget)
		}
		return
	}
	if asked == 0 || s.leaf { // a leaf is counted by the hub that asks it
		return
	}
	if e.counted == 0 {
		s.statuses = append(s.statuses, status{now + s.policy.StatusAfter, id})
	}
	e.counted += asked
}

// tell sends the counts that are due.
func (s *State[P]) tell(now time.Duration) []Action[P] {
	var actions []Action[P]
	for len(s.statuses) > 0 && s.statuses[0].at <= now {
		due := s.statuses[0]
		s.statuses = s.statuses[1:]
		e := s.seen.find(due.id)
		if e == nil || e.counted == 0 {
			continue
		}
		if s.buckets[e.from] != nil && !e.cancelled {
			actions = append(actions, SendStatus[P]{To: e.from, ID: due.id, Asked: e.counted})
		}
		e.counted = 0
	}
	return actions
}

// Status handles a count that a neighbour sent: so many more peers searched
// their library for a query that we sent it.
func (s *State[P]) Status(now time.Duration, from P, id ID, asked int) []Action[P] {
	e := s.seen.find(id)
	if e == nil || e.link(from) == nil {
		return s.offence(now, from, id, NotAsked)
	}
	if asked < 1 || now-e.born > s.policy.Window || e.cancelled {
		return []Action[P]{Drop[P]{From: from, ID: id, Reason: Late}}
	}
	link := e.link(from)
	if link.statuses++; link.statuses > s.policy.LinkStatuses {
		return s.offence(now, from, id, Full)
	}
	s.heard(from)
	s.count(now, id, e, min(asked, s.policy.MaxBudget))
	return nil
}

// Cancelled handles that a neighbour no longer waits for hits to a query it
// sent: what has not been done is not done, and those asked are told.
func (s *State[P]) Cancelled(now time.Duration, from P, id ID) []Action[P] {
	e := s.seen.find(id)
	if e == nil || e.search != 0 || e.from != from {
		return s.offence(now, from, id, NotAsked)
	}
	if e.cancelled {
		return []Action[P]{Drop[P]{From: from, ID: id, Reason: Duplicate}}
	}
	return append([]Action[P]{Stop[P]{ID: id}}, s.cancel(now, id, e)...)
}

// cancel tells those asked, as long as it may save them something.
func (s *State[P]) cancel(now time.Duration, id ID, e *entry[P]) []Action[P] {
	e.cancelled = true
	if now-e.born > s.policy.CancelWithin {
		return nil
	}
	actions := make([]Action[P], 0, len(e.asked))
	for _, link := range e.asked {
		if s.buckets[link.peer] != nil {
			actions = append(actions, SendCancel[P]{To: link.peer, ID: id})
		}
	}
	return actions
}
