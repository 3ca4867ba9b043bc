package flood

import "time"

// Answered hands in what the own library holds for a query that an Answer
// action named. It goes back the way the query came.
func (s *State[P]) Answered(now time.Duration, h Hits) []Action[P] {
	e := s.seen.find(h.ID)
	if e == nil || e.search != 0 || e.cancelled || len(h.Hits) == 0 || now-e.born > s.policy.Window {
		return nil
	}
	return s.back(e, e.from, h)
}

// Hits handles hits that a neighbour sent. The driver has verified that they
// are the provider's own.
func (s *State[P]) Hits(now time.Duration, from P, h Hits) []Action[P] {
	if s.buckets[from] == nil {
		return []Action[P]{Drop[P]{From: from, ID: h.ID, Reason: Stranger}}
	}
	e := s.seen.find(h.ID)
	if e == nil {
		return s.offence(now, from, h.ID, NotAsked)
	}
	link := e.link(from)
	switch {
	case link == nil:
		return s.offence(now, from, h.ID, NotAsked)
	case len(h.Hits) == 0 || len(h.Hits) > s.policy.PeerHits || link.hits+len(h.Hits) > s.policy.LinkHits:
		return s.offence(now, from, h.ID, Full)
	case now-e.born > s.policy.Window || e.cancelled:
		return []Action[P]{Drop[P]{From: from, ID: h.ID, Reason: Late}}
	}
	link.hits += len(h.Hits)
	s.heard(from)
	if e.search != 0 {
		return s.deliver(from, e, h)
	}
	return s.back(e, from, h)
}

// back sends hits one hop towards the searcher, the first answer of each
// provider only.
func (s *State[P]) back(e *entry[P], from P, h Hits) []Action[P] {
	reason := Gone
	switch {
	case e.back+len(h.Hits) > s.policy.LinkHits:
		reason = Full
	case !e.first(h.Provider):
		reason = Duplicate
	case s.buckets[e.from] != nil:
		e.back += len(h.Hits)
		return []Action[P]{SendHits[P]{To: e.from, Hits: h}}
	}
	return []Action[P]{Drop[P]{From: from, ID: h.ID, Reason: reason}}
}
