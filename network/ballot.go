package network

import (
	"cmp"
	"slices"
)

// ballot chooses whom to ask of the many that look-ups of words name. Whoever
// is named for two keys of a query is asked at once: each of two words may have
// thousands of peers, both together have few. So are the first few of each key,
// because most rare keys name no more. The others are asked when all look-ups
// have ended, the more often named first. It has no clock and no lock.
type ballot[P comparable] struct {
	most   int // peers that are asked in all
	atOnce int // peers that are asked at once for each key
	votes  map[P]int
	order  []P // in which they were named first
	asked  map[P]bool
	perKey map[string]int
}

func newBallot[P comparable](most, atOnce int) *ballot[P] {
	return &ballot[P]{most: most, atOnce: atOnce, votes: map[P]int{}, asked: map[P]bool{}, perKey: map[string]int{}}
}

// named notes that a key names a peer, once for each key, and reports whether
// to ask it now.
func (b *ballot[P]) named(key string, p P) bool {
	if b.votes[p] == 0 {
		b.order = append(b.order, p)
	}
	b.votes[p]++
	b.perKey[key]++
	return (b.votes[p] > 1 || b.perKey[key] <= b.atOnce) && b.ask(p)
}

// rest returns whom to ask when nobody will be named any more.
func (b *ballot[P]) rest() (ask []P) {
	slices.SortStableFunc(b.order, func(x, y P) int { return cmp.Compare(b.votes[y], b.votes[x]) })
	for _, p := range b.order {
		if b.ask(p) {
			ask = append(ask, p)
		}
	}
	return ask
}

// ask notes that a peer is asked, unless it was, or enough were.
func (b *ballot[P]) ask(p P) bool {
	if b.asked[p] || len(b.asked) >= b.most {
		return false
	}
	b.asked[p] = true
	return true
}
