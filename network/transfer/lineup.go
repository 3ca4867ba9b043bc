package transfer

import (
	"cmp"
	"container/heap"

	"hinny/share"
)

// Priority says which downloads come first when not all can run.
type Priority int

// The priorities. The zero value is normal.
const (
	Low    Priority = -1
	Normal Priority = 0
	High   Priority = 1
	// First does not wait for a place, as long as few others are as urgent.
	First Priority = 2
)

// valid brings a number from a file or a person to the nearest priority.
func (p Priority) valid() Priority { return min(max(p, Low), First) }

const (
	// smallWeight and largeWeight are what a download takes of the places: a
	// small file has one exchange with its provider, which takes as long as
	// the way there and back however small it is, so four times as many are
	// asked for at once.
	smallWeight = 1
	largeWeight = 4
	// urgentPlaces is how many run beyond the limit because they are First.
	urgentPlaces = 4
)

// lineup decides which downloads run: by priority, then by turn. It is a pure
// state machine. An order that comes with the latest turn, as they do, is taken
// in constant time, however many wait.
type lineup struct {
	room    int    // in weights
	urgent  int    // First ones that run beyond it
	came    uint64 // how many have waited so far
	waiting waiters
	known   map[share.RootHash]*entrant // of those that wait
	running map[share.RootHash]stake
}

// entrant is one that waits.
type entrant struct {
	root     share.RootHash
	priority Priority
	turn     int64
	came     uint64 // decides between two with the same turn
	weight   int
	at       int // where it is in the line
}

// stake is what one that runs gives back.
type stake struct {
	weight int
	urgent bool
}

func newLineup(places int) *lineup {
	return &lineup{
		room: places * largeWeight, known: map[share.RootHash]*entrant{}, running: map[share.RootHash]stake{},
	}
}

// add has a download wait for its turn among those of its priority. One that
// waits already takes this priority and this turn; one that runs goes on.
func (l *lineup) add(root share.RootHash, p Priority, turn int64, small bool) {
	p = p.valid()
	if _, runs := l.running[root]; runs {
		return
	}
	if e, waits := l.known[root]; waits {
		if e.priority != p || e.turn != turn {
			e.priority, e.turn = p, turn
			heap.Fix(&l.waiting, e.at)
		}
		return
	}
	e := &entrant{root: root, priority: p, turn: turn, came: l.came, weight: largeWeight}
	if small {
		e.weight = smallWeight
	}
	l.came++
	l.known[root] = e
	heap.Push(&l.waiting, e)
}

// drop takes one that waits out.
func (l *lineup) drop(root share.RootHash) {
	if e, waits := l.known[root]; waits {
		delete(l.known, root)
		heap.Remove(&l.waiting, e.at)
	}
}

// waits reports whether a download waits.
func (l *lineup) waits(root share.RootHash) bool {
	_, waits := l.known[root]
	return waits
}

// next lets the next one run, if there is room.
func (l *lineup) next() (root share.RootHash, ok bool) {
	if len(l.waiting) == 0 {
		return share.RootHash{}, false
	}
	e := l.waiting[0]
	s := stake{weight: e.weight}
	if l.room < e.weight {
		if e.priority != First || l.urgent >= urgentPlaces {
			return share.RootHash{}, false
		}
		s.urgent = true
		l.urgent++
	} else {
		l.room -= e.weight
	}
	l.drop(e.root)
	l.running[e.root] = s
	return e.root, true
}

// done gives the room of one that ran back.
func (l *lineup) done(root share.RootHash) {
	s, runs := l.running[root]
	if !runs {
		return
	}
	delete(l.running, root)
	if s.urgent {
		l.urgent--
		return
	}
	l.room += s.weight
}

// waiters are those that wait, as a heap: the next one is the first.
type waiters []*entrant

var _ heap.Interface = (*waiters)(nil)

// Len implements heap.Interface.
func (w waiters) Len() int { return len(w) }

// Less implements heap.Interface.
func (w waiters) Less(i, j int) bool {
	a, b := w[i], w[j]
	return cmp.Or(cmp.Compare(b.priority, a.priority), cmp.Compare(a.turn, b.turn), cmp.Compare(a.came, b.came)) < 0
}

// Swap implements heap.Interface.
func (w waiters) Swap(i, j int) {
	w[i], w[j] = w[j], w[i]
	w[i].at, w[j].at = i, j
}

// Push implements heap.Interface.
func (w *waiters) Push(e any) {
	e.(*entrant).at = len(*w)
	*w = append(*w, e.(*entrant))
}

// Pop implements heap.Interface.
func (w *waiters) Pop() any {
	last := len(*w) - 1
	e := (*w)[last]
	(*w)[last] = nil
	*w = (*w)[:last]
	return e
}
