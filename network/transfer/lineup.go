package transfer

import (
	"slices"

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

// lineup decides which downloads run: by priority, then in the order in which
// they came. It is a pure state machine.
type lineup struct {
	room    int // in weights
	urgent  int // First ones that run beyond it
	waiting [First - Low + 1][]entrant
	known   map[share.RootHash]Priority // of those that wait
	running map[share.RootHash]stake
}

// entrant is one that waits. It is stale where known says otherwise.
type entrant struct {
	root   share.RootHash
	weight int
}

// stake is what one that runs gives back.
type stake struct {
	weight int
	urgent bool
}

func newLineup(places int) *lineup {
	return &lineup{
		room: places * largeWeight, known: map[share.RootHash]Priority{}, running: map[share.RootHash]stake{},
	}
}

// add has a download wait, at the end of those of its priority. One that waits
// with the same priority or runs stays where it is.
func (l *lineup) add(root share.RootHash, p Priority, small bool) {
	p = p.valid()
	if _, runs := l.running[root]; runs {
		return
	}
	if now, waits := l.known[root]; waits && now == p {
		return
	}
	weight := largeWeight
	if small {
		weight = smallWeight
	}
	l.drop(root)
	l.known[root] = p
	l.waiting[p-Low] = append(l.waiting[p-Low], entrant{root, weight})
}

// drop takes one that waits out.
func (l *lineup) drop(root share.RootHash) {
	p, waits := l.known[root]
	if !waits {
		return
	}
	delete(l.known, root)
	line := l.waiting[p-Low]
	// The first is the usual one: what was next is taken back.
	if at := slices.IndexFunc(line, func(e entrant) bool { return e.root == root }); at == 0 {
		l.waiting[p-Low] = line[1:]
	} else if at > 0 {
		l.waiting[p-Low] = slices.Delete(line, at, at+1)
	}
}

// waits reports whether a download waits.
func (l *lineup) waits(root share.RootHash) bool {
	_, waits := l.known[root]
	return waits
}

// next lets the next one run, if there is room.
func (l *lineup) next() (root share.RootHash, ok bool) {
	for p := First; p >= Low; p-- {
		line := l.waiting[p-Low]
		if len(line) == 0 {
			continue
		}
		e := line[0]
		s := stake{weight: e.weight}
		if l.room < e.weight {
			if p != First || l.urgent >= urgentPlaces {
				return share.RootHash{}, false
			}
			s.urgent = true
			l.urgent++
		} else {
			l.room -= e.weight
		}
		l.waiting[p-Low] = line[1:]
		delete(l.known, e.root)
		l.running[e.root] = s
		return e.root, true
	}
	return share.RootHash{}, false
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
