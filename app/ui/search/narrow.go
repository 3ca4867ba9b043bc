package search

import (
	"hinny/app/api"
	"hinny/share"
)

// Narrow says which results are shown, besides what is written as a filter. It
// holds for all searches, until it is changed or the program ends: who hides
// what he has would look in vain for the reason tomorrow. The zero Narrow shows
// everything that is not marked as hidden.
type Narrow struct {
	Kind   share.Kind // empty: every kind
	Size   SizeRange
	Least  int  // providers
	Absent bool // only what is neither here nor ordered
	Hidden bool // what is marked as hidden, too
}

// SizeRange is sizes in bytes from From up to and without Below, which 0 leaves
// open.
type SizeRange struct{ From, Below int64 }

// Count returns how many things are asked for.
func (n Narrow) Count() int {
	count := 0
	for _, on := range []bool{n.Kind != "", n.Size != SizeRange{}, n.Least > 1, n.Absent, n.Hidden} {
		if on {
			count++
		}
	}
	return count
}

// shows reports whether a row is to be seen.
func (n Narrow) shows(r Row) bool {
	switch {
	case n.Kind != "" && r.Kind != n.Kind,
		r.Size < n.Size.From, n.Size.Below > 0 && r.Size >= n.Size.Below,
		!api.Wish{Least: n.Least, Absent: n.Absent}.Lets(len(r.Providers), r.Local != Absent):
		return false
	}
	return true
}

// hides reports whether a row is left out without being counted as filtered.
func (n Narrow) hides(r Row) bool { return r.Mark == api.MarkHidden && !n.Hidden }

// Narrow shows only those results of all searches that it lets through.
func (p *Presenter) Narrow(n Narrow) {
	p.actor.Do(func() {
		if p.narrow != n {
			p.narrow = n
			p.show()
		}
	})
}
