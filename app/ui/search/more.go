package search

import "hinny/app/api"

// More lets the search in front go on where it asks nobody further by itself.
func (p *Presenter) More() {
	p.actor.Do(func() {
		s := p.desk.front
		if s == nil || !s.resting() {
			return
		}
		s.reach.Done = false
		select {
		case s.more <- struct{}{}:
		default: // the wish before was not yet heard; it is the same
		}
		p.show()
	})
}

// resting reports whether the search listens but asks nobody further.
func (s *search) resting() bool { return s.running && s.reach.Done }

// reached notes how far a search has come, unless it was started again.
func (p *Presenter) reached(s *search, in *inbox, reach api.SearchProgress) {
	if s.inbox == in && s.reach != reach {
		s.reach = reach
		p.show()
	}
}
