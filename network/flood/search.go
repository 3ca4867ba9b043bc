package flood

import (
	"encoding/binary"
	"slices"
	"time"

	"hinny/share"
)

// search is one search of our own.
type search[P comparable] struct {
	text   string
	want   int
	ids    []ID          // of its rounds
	round  int           // the next one; len(Rounds) when all were flooded
	wave   int           // of the last round
	more   bool          // the user wants more: rounds for few answers are flooded, too
	at     time.Duration // when it is due
	told   map[told]struct{}
	asked  map[P]struct{}
	heard  map[string]struct{} // providers that answered
	report Report
}

// told is what a search was told: who holds what.
type told struct {
	provider string
	root     share.RootHash
}

// Search begins a search and floods its first round. It goes on until want
// peers answered (Policy.Want if want is 0), all rounds were flooded or Cancel.
// When there are Policy.Searches already, the oldest is cancelled.
func (s *State[P]) Search(now time.Duration, text string, want int) (SearchID, []Action[P]) {
	var actions []Action[P]
	if len(s.order) >= s.policy.Searches {
		actions = s.Cancel(now, s.order[0])
	}
	if want <= 0 {
		want = s.policy.Want
	}
	s.last++
	s.order = append(s.order, s.last)
	s.searches[s.last] = &search[P]{
		text: text, want: want, at: now,
		told: make(map[told]struct{}), asked: make(map[P]struct{}), heard: make(map[string]struct{}), report: Report{Started: now},
	}
	return s.last, append(actions, s.advance(now, s.last)...)
}

// More lets a search that has enough, or has flooded all rounds, go on: until
// as many peers more answered, with a round more at least. After the last round
// that is a wave: under the same ID, so that who answered is not asked again,
// and first to neighbours that were not asked, with all the budget there is.
func (s *State[P]) More(now time.Duration, id SearchID) []Action[P] {
	search, ok := s.searches[id]
	if !ok {
		return nil
	}
	search.want, search.more = search.report.Providers+s.policy.Want, true
	search.at = min(search.at, now)
	if search.round < len(s.policy.Rounds) {
		return s.advance(now, id)
	}
	search.at = now + s.policy.RoundWait
	if len(s.neighbours) == 0 {
		return nil
	}
	q := Query{Budget: s.policy.MaxBudget, Want: search.want, Text: search.text, TTL: s.policy.MaxTTL + 1}
	if e := s.seen.find(search.ids[len(search.ids)-1]); e != nil && search.wave < s.policy.Waves {
		search.wave++
		e.born = now
		q.ID, q.Wave = search.ids[len(search.ids)-1], search.wave
		return s.flood(now, search, e, q)
	}
	search.wave = 0
	return s.begin(now, id, q)
}

// Heard says that a peer answered a search by another way than the flood: it
// counts like one that the flood reached.
func (s *State[P]) Heard(id SearchID, provider string) {
	if search, ok := s.searches[id]; ok && len(search.heard) < s.policy.Deliver {
		search.heard[provider] = struct{}{}
		search.report.Providers = len(search.heard)
	}
}

// Cancel ends a search: what still comes for it is dropped, and those asked a
// moment ago are told.
func (s *State[P]) Cancel(now time.Duration, id SearchID) []Action[P] {
	search, ok := s.searches[id]
	if !ok {
		return nil
	}
	delete(s.searches, id)
	s.order = slices.DeleteFunc(s.order, func(other SearchID) bool { return other == id })
	var actions []Action[P]
	for _, round := range search.ids {
		if e := s.seen.find(round); e != nil {
			actions = append(actions, s.cancel(now, round, e)...)
		}
	}
	return actions
}

// Report returns what is known about a search that was not cancelled.
func (s *State[P]) Report(now time.Duration, id SearchID) (Report, bool) {
	search, ok := s.searches[id]
	if !ok {
		return Report{}, false
	}
	report := search.report
	report.Done = !s.asksOn(search) && (now >= search.at || report.Providers >= search.want)
	return report, true
}

// Tick floods the rounds that are due and forgets what is old.
func (s *State[P]) Tick(now time.Duration) []Action[P] {
	s.seen.age(now, s.policy.Generation)
	actions := s.tell(now)
	for _, id := range s.order {
		actions = append(actions, s.advance(now, id)...)
	}
	return actions
}

// Next returns when Tick has something to do, if anything is to be done.
func (s *State[P]) Next() (at time.Duration, ok bool) {
	if len(s.statuses) > 0 {
		at, ok = s.statuses[0].at, true
	}
	for _, search := range s.searches {
		if s.asksOn(search) && (!ok || search.at < at) {
			at, ok = search.at, true
		}
	}
	return at, ok
}

// asksOn reports whether a search has rounds left and needs them.
func (s *State[P]) asksOn(search *search[P]) bool {
	if search.round >= len(s.policy.Rounds) {
		return false
	}
	want := search.want
	if below := s.policy.Rounds[search.round].Below; below > 0 && !search.more {
		want = min(want, below)
	}
	return search.report.Providers < want
}

// advance floods the next round of a search when it is due. Without a
// neighbour it waits for one. A hub with few neighbours is on a LAN or at the
// end of a chain, where the small rings would only cost time: it begins with
// the last.
func (s *State[P]) advance(now time.Duration, id SearchID) []Action[P] {
	search := s.searches[id]
	if !s.asksOn(search) || now < search.at {
		return nil
	}
	search.at = now + s.policy.RoundWait
	if len(s.neighbours) == 0 {
		return nil
	}
	if !s.leaf && len(s.neighbours) < s.policy.Sparse {
		search.round = len(s.policy.Rounds) - 1
	}
	round := s.policy.Rounds[search.round]
	search.round++
	return s.begin(now, id, Query{
		Budget: round.Budget, Want: search.want, Text: search.text,
		TTL: round.TTL + 1, // forward takes the hop to ourselves off
	})
}

// begin floods a query of a search under a fresh ID.
func (s *State[P]) begin(now time.Duration, id SearchID, q Query) []Action[P] {
	search := s.searches[id]
	q.ID = s.newID()
	e := &entry[P]{born: now, search: id}
	s.seen.add(q.ID, e, s.policy.SeenIDs)
	search.ids = append(search.ids, q.ID)
	return s.flood(now, search, e, q)
}

// flood sends a query of a search and notes what it may cause.
func (s *State[P]) flood(now time.Duration, search *search[P], e *entry[P], q Query) []Action[P] {
	actions := s.forward(now, e, q)
	for _, link := range e.asked {
		search.asked[link.peer] = struct{}{}
	}
	search.report.Asked = len(search.asked)
	search.report.Rounds++
	for _, action := range actions {
		if _, sent := action.(SendQuery[P]); sent {
			search.report.Messages++
		}
	}
	search.report.Budget += q.Budget
	return actions
}

// deliver hands to a search what it was not told before.
func (s *State[P]) deliver(from P, e *entry[P], h Hits) []Action[P] {
	search := s.searches[e.search]
	if search == nil {
		return []Action[P]{Drop[P]{From: from, ID: h.ID, Reason: Late}}
	}
	fresh := make([]Hit, 0, len(h.Hits))
	for _, hit := range h.Hits {
		key := told{h.Provider, hit.Root}
		if _, known := search.told[key]; known || len(search.told) >= s.policy.Deliver {
			continue
		}
		search.told[key] = struct{}{}
		fresh = append(fresh, hit)
	}
	if len(fresh) == 0 {
		return []Action[P]{Drop[P]{From: from, ID: h.ID, Reason: Duplicate}}
	}
	h.Hits = fresh
	search.report.Hits += len(fresh)
	search.heard[h.Provider] = struct{}{}
	search.report.Providers = len(search.heard)
	return []Action[P]{Deliver[P]{Search: e.search, Hits: h}}
}

func (s *State[P]) newID() ID {
	var id ID
	binary.LittleEndian.PutUint64(id[:8], s.rng.Uint64())
	binary.LittleEndian.PutUint64(id[8:], s.rng.Uint64())
	return id
}
