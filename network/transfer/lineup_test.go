package transfer

import (
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

func TestTheUrgentRunFirstAndOthersInTheirOrder(t *testing.T) {
	l := newLineup(1)
	l.add(rootOf(0), Normal, false)
	if got := drain(l); len(got) != 1 {
		t.Fatalf("%d run in one place", len(got))
	}
	for i, p := range []Priority{Low, Normal, High, Normal, First, 99, -99} {
		l.add(rootOf(1+i), p, false)
	}
	l.add(rootOf(2), High, false) // changed its mind: behind the one that was High before
	l.add(rootOf(3), High, false) // said again: keeps its turn
	l.drop(rootOf(4))
	want := []int{5, 6, 3, 2, 1, 7}
	if got := drain(l); len(got) != 2 || got[0] != rootOf(5) || got[1] != rootOf(6) {
		t.Fatalf("beyond the places run %d, want the two that are First", len(got))
	}
	for i, n := range want[2:] {
		l.done(rootOf([]int{0, 3, 2, 1}[i]))
		if got := drain(l); len(got) != 1 || got[0] != rootOf(n) {
			t.Errorf("turn %d: got %v, want %d", i, got, n)
		}
	}
}

func TestFourSmallFilesShareAPlace(t *testing.T) {
	l := newLineup(2)
	for i := range 20 {
		l.add(rootOf(i), Normal, i > 0)
	}
	if got := len(drain(l)); got != 1+smallPerPlace {
		t.Errorf("a large one and %d small ones run in two places", got-1)
	}
}

const smallPerPlace = largeWeight / smallWeight

// Whatever is added, dropped and done: each runs at most once at a time, never
// more than there is room for, and none is forgotten.
func TestLineupInAnyOrder(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 1))
	l, runs, waits := newLineup(3), map[share.RootHash]bool{}, map[share.RootHash]bool{}
	for range 20_000 {
		root := rootOf(random.IntN(50))
		switch random.IntN(4) {
		case 0, 1:
			l.add(root, Priority(random.IntN(4)-1), random.IntN(2) == 0)
			if !runs[root] {
				waits[root] = true
			}
		case 2:
			l.drop(root)
			delete(waits, root)
		case 3:
			l.done(root)
			delete(runs, root)
		}
		for _, next := range drain(l) {
			if runs[next] || !waits[next] {
				t.Fatalf("%s runs: %v, waited: %v", next.Short(), runs[next], waits[next])
			}
			runs[next] = true
			delete(waits, next)
		}
		if len(runs) > 3*smallPerPlace+urgentPlaces || len(waits) > 0 && len(runs) == 0 {
			t.Fatalf("%d run and %d wait", len(runs), len(waits))
		}
	}
	for len(runs)+len(waits) > 0 {
		for root := range runs {
			l.done(root)
			delete(runs, root)
		}
		for _, next := range drain(l) {
			runs[next] = true
			delete(waits, next)
		}
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
	runs := func(root share.RootHash) bool {
		n.m.mu.Lock()
		defer n.m.mu.Unlock()
		_, runs := n.m.lineup.running[root]
		return runs
	}
	eventually(t, "the first one runs", func() bool { return runs(rootOf(0)) })
	if err := n.m.SetPriority(rootOf(2), First); err != nil || !runs(rootOf(0)) || runs(rootOf(1)) || !runs(rootOf(2)) {
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
