package transfer

import (
	"cmp"
	"errors"
	"math/rand/v2"
	"testing"

	"hinny/share"
)

func rootOf(i int) share.RootHash { return share.RootHash{1, byte(i), byte(i >> 8)} }

// drain lets all run that may, and returns them.
func drain(l *lineup) (roots []share.RootHash) {
	for {
		root, ok := l.next()
		if !ok {
			return roots
		}
		roots = append(roots, root)
	}
}

func TestTheUrgentRunFirstAndOthersByTheirTurn(t *testing.T) {
	l := newLineup(1)
	l.add(rootOf(0), Normal, 0, false)
	if got := drain(l); len(got) != 1 {
		t.Fatalf("%d run in one place", len(got))
	}
	for i, p := range []Priority{Low, Normal, High, Normal, First, 99, -99, Normal} {
		l.add(rootOf(1+i), p, int64(1+i), false)
	}
	l.add(rootOf(2), High, 2, false)  // changed its mind: before the one that is High and came later
	l.add(rootOf(3), High, 3, false)  // said again: stays where it is
	l.add(rootOf(1), Low, 7, false)   // moved to the turn of another: it came first
	l.add(rootOf(0), First, 0, false) // runs already
	l.drop(rootOf(4))
	want := []int{5, 6, 2, 3, 8, 1, 7}
	if got := drain(l); len(got) != 2 || got[0] != rootOf(5) || got[1] != rootOf(6) {
		t.Fatalf("beyond the places run %d, want the two that are First", len(got))
	}
	ends := 0
	for i, n := range want[2:] {
		l.done(rootOf(ends))
		if got := drain(l); len(got) != 1 || got[0] != rootOf(n) {
			t.Errorf("turn %d: got %v, want %d", i, got, n)
		}
		ends = n
	}
}

func TestFourSmallFilesShareAPlace(t *testing.T) {
	l := newLineup(2)
	for i := range 20 {
		l.add(rootOf(i), Normal, int64(i), i > 0)
	}
	if got := len(drain(l)); got != 1+smallPerPlace {
		t.Errorf("a large one and %d small ones run in two places", got-1)
	}
}

const smallPerPlace = largeWeight / smallWeight

// wait is what a lineup ought to know of one that waits.
type wait struct {
	p    Priority
	turn int64
	came int
}

// first returns which of those that wait comes next.
func first(waits map[share.RootHash]wait) (next share.RootHash) {
	for root, w := range waits {
		best, any := waits[next]
		if !any || cmp.Or(cmp.Compare(best.p, w.p), cmp.Compare(w.turn, best.turn), cmp.Compare(w.came, best.came)) < 0 {
			next = root
		}
	}
	return next
}

// Whatever is added, moved, dropped and done: the next one is the most urgent with
// the first turn, each runs at most once at a time, never more than there is room
// for, and none is forgotten.
func TestLineupInAnyOrder(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 1))
	l, runs, waits := newLineup(3), map[share.RootHash]bool{}, map[share.RootHash]wait{}
	check := func() {
		for _, next := range drain(l) {
			if want := first(waits); runs[next] || next != want {
				t.Fatalf("%s runs, waiting as %+v; %s is next, waiting as %+v", next.Short(), waits[next], want.Short(), waits[want])
			}
			runs[next] = true
			delete(waits, next)
		}
	}
	for i := range 20_000 {
		root := rootOf(random.IntN(50))
		switch random.IntN(4) {
		case 0, 1:
			w := wait{Priority(random.IntN(4) - 1), random.Int64N(20), i}
			l.add(root, w.p, w.turn, random.IntN(2) == 0)
			if before, waiting := waits[root]; waiting {
				w.came = before.came
			}
			if !runs[root] {
				waits[root] = w
			}
		case 2:
			l.drop(root)
			delete(waits, root)
		case 3:
			l.done(root)
			delete(runs, root)
		}
		check()
		if len(runs) > 3*smallPerPlace+urgentPlaces || len(waits) > 0 && len(runs) == 0 {
			t.Fatalf("%d run and %d wait", len(runs), len(waits))
		}
	}
	for len(runs)+len(waits) > 0 {
		for root := range runs {
			l.done(root)
			delete(runs, root)
		}
		check()
		if len(runs) == 0 && len(waits) > 0 {
			t.Fatalf("%d are forgotten", len(waits))
		}
	}
}

func TestAPriorityHoldsAtOnceAndAfterARestart(t *testing.T) {
	n := start(t, tcpHost(t), func(o *Options) { o.Limits.Downloads = 1 })
	for i := range 4 {
		n.get(t, rootOf(i)) // nobody has it: the first keeps its place
	}
	eventually(t, "the first one runs", func() bool { return n.runs(rootOf(0)) })
	if err := n.m.SetPriority(rootOf(2), First); err != nil || !n.runs(rootOf(0)) || n.runs(rootOf(1)) || !n.runs(rootOf(2)) {
		t.Errorf("the most urgent one does not run, or another does: %v", err)
	}
	if err := n.m.SetPriority(rootOf(3), Low); err != nil {
		t.Error(err)
	}
	if err := n.m.SetSequential(rootOf(3), true); err != nil {
		t.Fatal(err)
	}
	if err := n.m.SetPriority(rootOf(9), Low); !errors.Is(err, share.ErrNotFound) {
		t.Errorf("one that is unknown: %v", err)
	}
	n.stop()
	list, err := n.parts.List()
	if err != nil || len(list) != 4 {
		t.Fatalf("%d downloads, %v", len(list), err)
	}
	for i, want := range []Priority{Normal, Normal, First, Low} {
		for _, meta := range list {
			if meta.Root == rootOf(i) && orderOf(meta).Priority != want {
				t.Errorf("download %d comes back with priority %d", i, meta.Priority)
			}
			if meta.Root == rootOf(i) && orderOf(meta).Sequential != (i == 3) {
				t.Errorf("download %d comes back with the order of the file: %v", i, meta.Sequential)
			}
		}
	}
}
