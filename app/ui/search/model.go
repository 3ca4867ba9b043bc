package search

import (
	"bytes"
	"cmp"
	"slices"

	"hinny/app/api"
	"hinny/app/ui/order"
	"hinny/share"
)

// Model is what is to be seen on the screen.
type Model struct {
	Tabs  []Tab   // the searches, the oldest first
	Front int     // the ID of the one in front; 0: there is none
	Saved []Saved // must not change

	// Of the one in front.
	Text     string // the query that the rows answer
	Rows     []Row  // with those that are unfolded
	Found    int    // contents among the rows
	Order    order.Order
	Running  bool
	Full     bool // MaxResults are kept, and more were found
	Reach    api.SearchProgress
	Resting  bool  // it listens but asks nobody further by itself: see Presenter.More
	Err      error // why the search failed, in words
	Filter   string
	Filtered int   // rows that the filter leaves out
	Mistake  error // in the filter, which then leaves out nothing
	Narrow   Narrow
	Hidden   int // rows that are marked as hidden, and not shown
}

// Tab is one search among the others.
type Tab struct {
	ID      int // never 0, and never the same again
	Text    string
	Count   int // results
	Running bool
}

// Row is one found content.
type Row struct {
	Root      share.RootHash
	Name      string
	Names     []string // all of them, the most used first; must not change
	Size      int64
	Kind      share.Kind
	Meta      share.Meta // what the file says of itself
	Providers []string
	Rate      share.RateClass // that a download may expect from one of them
	Score     float64
	Local     Local
	State     api.State // of a download that was ordered; empty before the node has said
	Percent   int       // of that download
	Mark      api.Mark  // what the person thinks of it
	New       bool      // a saved search had not found it before
	Under     bool      // it is another name of the row above
	Open      bool      // its other names follow
}

// Key tells rows apart.
type Key struct {
	Root share.RootHash
	Name string // empty for the content itself
}

// KeyOf returns the identity of a row, which its first name is no part of: that
// may change while hits come in.
func KeyOf(r Row) Key {
	if r.Under {
		return Key{r.Root, r.Name}
	}
	return Key{Root: r.Root}
}

// folds reports whether there are other names to show.
func (r Row) folds() bool {
	return !r.Under && slices.ContainsFunc(r.Names, func(name string) bool { return name != r.Name })
}

// others returns the rows of the other names, the most used first.
func (r Row) others() (rows []Row) {
	for _, name := range r.Names {
		if name != r.Name {
			other := r
			other.Name, other.Names, other.Under, other.Open = name, nil, true, false
			rows = append(rows, other)
		}
	}
	return rows
}

// Local says what this node has of a content.
type Local int

// What a node can have of a content.
const (
	Absent  Local = iota
	Ordered       // it is among the downloads, and not whole
	Present       // it is here, whole and verified
)

// The columns.
const (
	ByName      = "name"
	BySize      = "size"
	ByKind      = "kind"
	ByQuality   = "quality"
	ByProviders = "providers"
	ByRate      = "rate"
	ByLocal     = "have"
)

// columns returns how rows compare. Without a column the best match is first.
func columns() order.Columns[Row] {
	return order.Columns[Row]{
		ByName:      func(a, b Row) int { return order.Names(a.Name, b.Name) },
		BySize:      func(a, b Row) int { return cmp.Compare(a.Size, b.Size) },
		ByKind:      func(a, b Row) int { return cmp.Compare(a.Kind, b.Kind) },
		ByQuality:   func(a, b Row) int { return compareQuality(a.Meta, b.Meta) },
		ByProviders: func(a, b Row) int { return cmp.Compare(len(a.Providers), len(b.Providers)) },
		ByRate:      func(a, b Row) int { return cmp.Compare(a.Rate, b.Rate) },
		ByLocal:     func(a, b Row) int { return cmp.Or(cmp.Compare(a.Local, b.Local), cmp.Compare(a.Percent, b.Percent)) },
	}
}

// compareQuality orders by pixels, then by bit rate, then by length: it is pictures
// among pictures and recordings among recordings that people compare.
func compareQuality(a, b share.Meta) int {
	return cmp.Or(cmp.Compare(a.Width*a.Height, b.Width*b.Height), cmp.Compare(a.Bitrate, b.Bitrate), cmp.Compare(a.Duration, b.Duration))
}

// best orders by score, then by how many hold it, then by name; the root makes
// it total. What is marked as a fake comes last.
func best(a, b Row) int {
	return cmp.Or(
		cmp.Compare(a.last(), b.last()),
		cmp.Compare(b.Score, a.Score),
		cmp.Compare(len(b.Providers), len(a.Providers)),
		order.Names(a.Name, b.Name),
		bytes.Compare(a.Root[:], b.Root[:]),
	)
}

// last is 1 for what comes after everything else.
func (r Row) last() int {
	if r.Mark == api.MarkFake {
		return 1
	}
	return 0
}

// row makes a Row of a result.
func row(r api.Result) Row {
	local := Absent
	if r.Have {
		local = Present
	}
	return Row{Root: r.Root, Name: r.Name, Names: r.Names, Size: r.Size, Kind: r.Kind, Providers: r.Providers, Score: r.Score, Meta: r.Meta, Rate: r.Rate, Local: local, Mark: r.Mark}
}

// mark is what a download has of a content.
type mark struct {
	local   Local
	state   api.State
	percent int
}

func markOf(t api.Transfer) mark {
	switch {
	case t.State == api.StateComplete:
		return mark{local: Present}
	case t.State == api.StateCancelled:
		return mark{}
	case t.Size > 0:
		return mark{Ordered, t.State, int(100 * float64(t.Done) / float64(t.Size))}
	}
	return mark{local: Ordered, state: t.State}
}

// set notes a mark, which cannot take away what is here already.
func (r *Row) set(m mark) {
	if r.Local != Present {
		r.Local, r.State, r.Percent = m.local, m.state, m.percent
	}
}
