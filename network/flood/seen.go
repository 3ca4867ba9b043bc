package flood

import "time"

// asked is a neighbour a query was sent to, and the hits it sent back.
type asked[P comparable] struct {
	peer     P
	hits     int
	statuses int
}

// entry is what is remembered of one query ID.
type entry[P comparable] struct {
	born      time.Duration
	from      P        // the way back; meaningless for a query of our own
	search    SearchID // not zero: a query of our own
	ttl       int      // most hops any copy had left
	budget    int      // most budget any copy had left
	again     int      // times it was passed on again
	wave      int      // the latest one
	asked     []asked[P]
	back      int                 // hits sent back
	counted   int                 // peers asked on this side that the searcher's does not know of
	cancelled bool                // nobody waits for hits any more
	providers map[string]struct{} // who answered; nil until somebody did
}

// link returns the record of a neighbour the query was sent to, or nil.
func (e *entry[P]) link(p P) *asked[P] {
	for i := range e.asked {
		if e.asked[i].peer == p {
			return &e.asked[i]
		}
	}
	return nil
}

// further reports whether a copy could go further than every one before it.
func (e *entry[P]) further(q Query) bool {
	return q.TTL > e.ttl && q.Budget > 0 || q.Budget > 2*e.budget && q.TTL > 1
}

// first notes that a provider answered and reports whether it is for the
// first time.
func (e *entry[P]) first(provider string) bool {
	if _, ok := e.providers[provider]; ok {
		return false
	}
	if e.providers == nil {
		e.providers = make(map[string]struct{})
	}
	e.providers[provider] = struct{}{}
	return true
}

// seen remembers query IDs in two generations, so that forgetting costs
// nothing and what is remembered has a limit. Whoever fills it with junk makes
// it forget sooner, which costs duplicates: hop limits and budgets, not
// memory, end a flood.
type seen[P comparable] struct {
	now, before map[ID]*entry[P]
	since       time.Duration // when now began
}

func (s *seen[P]) find(id ID) *entry[P] {
	if e := s.now[id]; e != nil {
		return e
	}
	return s.before[id]
}

func (s *seen[P]) add(id ID, e *entry[P], most int) {
	if len(s.now) >= most {
		s.turn(e.born)
	}
	if s.now == nil {
		s.now = make(map[ID]*entry[P])
	}
	s.now[id] = e
}

// age turns the generations when the newer is old enough.
func (s *seen[P]) age(now, generation time.Duration) {
	if now-s.since >= generation {
		s.turn(now)
	}
}

func (s *seen[P]) turn(now time.Duration) {
	s.before, s.now, s.since = s.now, nil, now
}
