package rank

import (
	"cmp"
	"maps"
	"slices"
)

// votes are those for one thing that is said of a file. Keys cost nothing, but
// addresses in many networks do: so a network has NetworkVotes at most, however
// many peers are in it.
type votes []vote

type vote struct {
	network string
	peers   int
}

// of returns the place of a network, or -1. There are few: most of what is said
// is said by few.
func (v votes) of(network string) int {
	return slices.IndexFunc(v, func(one vote) bool { return one.network == network })
}

// with returns the votes with one more.
func (v votes) with(network string) votes {
	if i := v.of(network); i >= 0 {
		v[i].peers++
		return v
	}
	return append(v, vote{network, 1})
}

// without returns the votes with one less.
func (v votes) without(network string) votes {
	i := v.of(network)
	if i < 0 {
		return v
	}
	if v[i].peers--; v[i].peers == 0 {
		v = slices.Delete(v, i, i+1)
	}
	return v
}

// count returns how many count.
func (v votes) count() (n int) {
	for _, one := range v {
		n += min(one.peers, NetworkVotes)
	}
	return n
}

// mostUsed returns what was voted for, the most used first, equals in order.
func mostUsed[K cmp.Ordered](said map[K]votes) []K {
	return slices.SortedFunc(maps.Keys(said), func(a, b K) int {
		return cmp.Or(cmp.Compare(said[b].count(), said[a].count()), cmp.Compare(a, b))
	})
}

// less takes one vote away, and what nobody says any more with it.
func less[K comparable](said map[K]votes, what K, network string) {
	v, known := said[what]
	if !known {
		return // a name that came when there were too many
	}
	if v = v.without(network); len(v) == 0 {
		delete(said, what)
		return
	}
	said[what] = v
}
