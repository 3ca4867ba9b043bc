package network

import (
	"cmp"
	"slices"
)

// ballot chooses whom to ask of the many that look-ups of words name. Whoever
// is named for two keys of a query is asked at once: each of two words may have
// thousands of peers, both together have few. So are the first few of each key,
// because most rare keys name no more. The others wait until it is known what
// each key names: those of the key that names fewest tell most. It has no clock
// and no lock.
type ballot[P comparable] struct {
	most   int // peers that are asked before the others
	atOnce int // peers that are asked at once for each key
	keys   map[P][]string
	order  []P // in which they were named first
	asked  map[P]bool
	perKey map[string]int
}

func newBallot[P comparable](most, atOnce int) *ballot[P] {
	return &ballot[P]{most: most, atOnce: atOnce, keys: map[P][]string{}, asked: map[P]bool{}, perKey: map[string]int{}}
}

// named notes that a key names a peer, once for each key, and reports whether
// to ask it now.
func (b *ballot[P]) named(key string, p P) bool {
	if len(b.keys[p]) == 0 {
		b.order = append(b.order, p)
	}
	b.keys[p] = append(b.keys[p], key)
	b.perKey[key]++
	now := len(b.keys[p]) > 1 || b.perKey[key] <= b.atOnce
	if !now || b.asked[p] || len(b.asked) >= b.most {
		return false
	}
	b.asked[p] = true
	return true
}

// more returns whom to ask next, so many that all together are at most total:
// the more often named first, of those whom the rarest key names.
func (b *ballot[P]) more(total int) (ask []P) {
	slices.SortStableFunc(b.order, func(x, y P) int {
		return cmp.Or(cmp.Compare(len(b.keys[y]), len(b.keys[x])), cmp.Compare(b.rarest(x), b.rarest(y)))
	})
	for _, p := range b.order {
		if !b.asked[p] && len(b.asked) < total {
			b.asked[p] = true
			ask = append(ask, p)
		}
	}
	return ask
}

// rarest returns how many peers the key names that names fewest, of those that
// name a peer.
func (b *ballot[P]) rarest(p P) int {
	fewest := b.perKey[b.keys[p][0]]
	for _, key := range b.keys[p] {
		fewest = min(fewest, b.perKey[key])
	}
	return fewest
}
