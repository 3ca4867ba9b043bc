package search

import (
	"context"
	"slices"
	"time"

	"hinny/app/api"
	"hinny/app/ui/note"
	"hinny/share"
)

// savedEvery is how long it is between two questions about the saved searches,
// which the node repeats twice an hour.
const savedEvery = 10 * time.Second

// Saved is a search that is repeated by itself.
type Saved struct {
	Text string
	New  int // contents it found since it was looked at
}

// saved is what is known of the saved searches.
type saved struct {
	searches []Saved
	asking   bool
	known    bool // the node has answered before
	asked    time.Time
}

// Save has the search in front repeated by itself, or no more.
func (p *Presenter) Save(text string, on bool) {
	saver, ok := p.node.(api.Saver)
	if !ok || text == "" {
		return
	}
	p.actor.Do(func() {
		p.actor.Go(func(ctx context.Context) {
			do, what := saver.SaveSearch, note.Saved
			if !on {
				do, what = saver.ForgetSearch, note.Unsaved
			}
			if err := do(ctx, text); err != nil {
				p.tell(note.Note{What: note.Failed, Name: text, Err: err})
			} else {
				p.tell(note.Note{What: what, Name: text})
			}
			p.actor.Post(p.askSaved)
		})
	})
}

// askSaved asks what the saved searches found.
func (p *Presenter) askSaved() {
	saver, ok := p.node.(api.Saver)
	if !ok || p.saved.asking {
		return
	}
	p.saved.asking = true
	p.actor.Go(func(ctx context.Context) {
		list, err := saver.SavedSearches(ctx)
		p.actor.Post(func() {
			p.saved.asking = false
			if err == nil { // the status bar tells when the node is gone
				p.savedAre(list)
			}
		})
	})
}

// savedAre takes the answer. News of the search in front are looked at; others
// are told.
func (p *Presenter) savedAre(list []api.SavedSearch) {
	searches := make([]Saved, len(list))
	for i, s := range list {
		searches[i] = Saved{s.Text, len(s.New)}
		if len(s.New) == 0 {
			continue
		}
		if front := p.desk.front; front != nil && front.text == s.Text {
			searches[i].New = 0
			p.lookedAt(front, s)
			continue
		}
		if before := p.saved.count(s.Text); len(s.New) > before && p.saved.known {
			p.tell(note.Note{What: note.News, Name: s.Text, Count: len(s.New) - before})
		}
	}
	changed := !slices.Equal(searches, p.saved.searches)
	p.saved.searches, p.saved.known = searches, true
	if changed {
		p.show()
	}
}

// count returns the news that were there the last time.
func (s *saved) count(text string) int {
	i := slices.IndexFunc(s.searches, func(s Saved) bool { return s.Text == text })
	if i < 0 {
		return 0
	}
	return s.searches[i].New
}

// lookedAt marks the news among the rows of a search that is in front, where
// they stay marked, and tells the node that they are none any more.
func (p *Presenter) lookedAt(front *search, s api.SavedSearch) {
	if front.news == nil {
		front.news = map[share.RootHash]bool{}
	}
	for _, n := range s.New {
		front.news[n.Root] = true
	}
	saver := p.node.(api.Saver)
	p.actor.Go(func(ctx context.Context) {
		if err := saver.LookedAt(ctx, s.Text); err != nil && ctx.Err() == nil {
			p.tell(note.Note{What: note.Failed, Name: s.Text, Err: err})
		}
	})
	p.show()
}
