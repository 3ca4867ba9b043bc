package search

import (
	"context"
	"slices"

	"hinny/app/api"
	"hinny/app/ui/order"
	"hinny/index/query"
	"hinny/share"
)

// MaxSearches bounds the searches that are kept, each with up to MaxResults
// rows. Who opens one more loses the oldest.
const MaxSearches = 10

// search is one search and what it found.
type search struct {
	id      int
	text    string
	inbox   *inbox
	stop    context.CancelFunc // nil: it was never started
	rows    map[share.RootHash]Row
	running bool
	full    bool
	err     error
	filter  string
	reach   api.SearchProgress      // how far the newest asking came
	more    chan struct{}           // takes a wish for more; 1-buffered
	open    map[share.RootHash]bool // the contents whose other names are shown
	news    map[share.RootHash]bool // what a saved search found since it was looked at before
}

// gather moves what was found into the rows and reports whether that changed
// anything.
func (s *search) gather() bool {
	results, refused := s.inbox.take()
	changed := len(results) > 0 || refused != s.full
	s.full = refused
	for root, r := range results {
		s.rows[root] = row(r)
	}
	return changed
}

// halt ends the search if it runs.
func (s *search) halt() {
	if s.stop != nil {
		s.stop()
	}
}

// model returns what is to be seen of the search when it is in front.
func (s *search) model(marks map[share.RootHash]mark, by order.Order, narrow Narrow) Model {
	m := Model{Narrow: narrow, Front: s.id, Text: s.text, Order: by, Running: s.running, Full: s.full, Err: s.err, Filter: s.filter, Reach: s.reach, Resting: s.resting()}
	filter, err := query.Parse(s.filter)
	if err != nil {
		m.Mistake = &api.Error{Code: api.CodeUsage, Message: err.Error()}
	}
	through := err != nil || filter.IsEmpty()
	m.Rows = make([]Row, 0, len(s.rows))
	for root, r := range s.rows {
		if mark, ok := marks[root]; ok {
			r.set(mark)
		}
		r.New = s.news[root]
		switch {
		case narrow.hides(r):
			m.Hidden++
		case !narrow.shows(r) || !through && !passes(filter, r):
			m.Filtered++
		default:
			m.Rows = append(m.Rows, r)
		}
	}
	columns().Sort(m.Rows, by, best)
	m.Found = len(m.Rows)
	m.Rows = s.unfold(m.Rows)
	return m
}

// unfold puts the other names of the contents that are open below them.
func (s *search) unfold(rows []Row) []Row {
	if len(s.open) == 0 {
		return rows
	}
	all := make([]Row, 0, len(rows))
	for _, r := range rows {
		r.Open = s.open[r.Root] && r.folds()
		if all = append(all, r); r.Open {
			all = append(all, r.others()...)
		}
	}
	return all
}

// desk is the searches of a person and which of them lies on top.
type desk struct {
	searches []*search
	front    *search // nil: there is none
	lastID   int
}

// open puts a search on top: the one with the same text, or a new one.
func (d *desk) open(text string) *search {
	i := slices.IndexFunc(d.searches, func(s *search) bool { return s.text == text })
	if i < 0 {
		if len(d.searches) >= MaxSearches {
			d.close(d.searches[0].id)
		}
		d.lastID++
		d.searches = append(d.searches, &search{id: d.lastID, text: text, inbox: newInbox(), rows: map[share.RootHash]Row{}, open: map[share.RootHash]bool{}})
		i = len(d.searches) - 1
	}
	d.front = d.searches[i]
	return d.front
}

// find returns the search with an ID, or nil.
func (d *desk) find(id int) *search {
	for _, s := range d.searches {
		if s.id == id {
			return s
		}
	}
	return nil
}

// close takes a search away; its neighbour comes on top if it was there.
func (d *desk) close(id int) {
	i := slices.IndexFunc(d.searches, func(s *search) bool { return s.id == id })
	if i < 0 {
		return
	}
	gone := d.searches[i]
	gone.halt()
	d.searches = slices.Delete(d.searches, i, i+1)
	if d.front != gone {
		return
	}
	if d.front = nil; len(d.searches) > 0 {
		d.front = d.searches[min(i, len(d.searches)-1)]
	}
}

// tabs returns what is to be seen of all searches.
func (d *desk) tabs() []Tab {
	tabs := make([]Tab, len(d.searches))
	for i, s := range d.searches {
		tabs[i] = Tab{ID: s.id, Text: s.text, Count: len(s.rows), Running: s.running}
	}
	return tabs
}

// passes reports whether a row passes the filter, which may name providers by
// their IDs.
func passes(filter query.Query, r Row) bool {
	return filter.Match(query.Thing{Name: r.Name, Size: r.Size, Meta: r.Meta}) &&
		(len(filter.Peers)+len(filter.NotPeers) == 0 || slices.ContainsFunc(r.Providers, filter.From))
}
