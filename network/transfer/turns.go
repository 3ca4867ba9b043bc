package transfer

import (
	"slices"
	"time"

	"hinny/share"
)

// Place is where a person puts downloads among those of their priority.
type Place int

// The places. Up and Down are one step from where a download stands.
const (
	Up Place = iota
	Down
	Top
	Bottom
)

// turns gives each order a turn that is later than all that are known. It has
// one owner.
type turns struct{ last int64 }

// next returns the turn of what is ordered now: the nanoseconds since 1970, or
// more where a clock was set back or is coarse.
func (t *turns) next(now time.Time) int64 {
	t.last = max(t.last+1, now.UnixNano())
	return t.last
}

// know notes a turn that an order has already.
func (t *turns) know(turn int64) { t.last = max(t.last, turn) }

// standing is a download and its turn.
type standing struct {
	root share.RootHash
	turn int64
}

// moved brings those of a line that were chosen to a place and gives them turns
// between those that they stand among then. The others keep theirs, unless there
// is no number left between two.
func moved(line []standing, chosen map[share.RootHash]bool, to Place) []standing {
	line = slices.Clone(line)
	is := func(i int) bool { return chosen[line[i].root] }
	switch to {
	case Up:
		for i := 1; i < len(line); i++ {
			if is(i) && !is(i-1) {
				line[i], line[i-1] = line[i-1], line[i]
			}
		}
	case Down:
		for i := len(line) - 2; i >= 0; i-- {
			if is(i) && !is(i+1) {
				line[i], line[i+1] = line[i+1], line[i]
			}
		}
	default:
		slices.SortStableFunc(line, func(a, b standing) int {
			switch first := chosen[a.root]; {
			case first == chosen[b.root]:
				return 0
			case first == (to == Top):
				return -1
			}
			return 1
		})
	}
	number(line, is)
	return line
}

// elbowRoom is what lies between the turns of those that were brought to an end
// of a line, so that others find numbers between them later.
const elbowRoom = int64(time.Millisecond)

// number makes the turns of a line ascend, by changing those that are free to.
func number(line []standing, free func(i int) bool) {
	for i := 0; i < len(line); {
		end := i
		for end < len(line) && free(end) {
			end++
		}
		spread(line, i, end)
		if end < len(line) && end > 0 { // there may be no number left before it
			line[end].turn = max(line[end].turn, line[end-1].turn+1)
		}
		i = end + 1
	}
}

// spread gives line[from:to] turns between those of its neighbours. Where they
// have such turns they keep them.
func spread(line []standing, from, to int) {
	fits := true
	for i := max(from, 1); i < min(to+1, len(line)); i++ {
		fits = fits && line[i-1].turn < line[i].turn
	}
	if fits || from == to {
		return
	}
	turn, step := line[from].turn-elbowRoom, elbowRoom
	switch before, after := from > 0, to < len(line); {
	case before && after:
		turn = line[from-1].turn
		step = max((line[to].turn-turn)/int64(to-from+1), 1)
	case before:
		turn = line[from-1].turn
	case after:
		turn = line[to].turn - elbowRoom*int64(to-from+1)
	}
	for i := from; i < to; i++ {
		turn += step
		line[i].turn = turn
	}
}
