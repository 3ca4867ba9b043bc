package transfer

import (
	"cmp"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/libp2p/go-libp2p/core/host"

	"hinny/share"
	"hinny/share/part"
)

// named makes a line of downloads with the turns 100, 200, 300 …
func named(names string) (line []standing) {
	for i, name := range names {
		line = append(line, standing{rootOf(int(name)), int64(i+1) * 100})
	}
	return line
}

func namesOf(line []standing) (names string) {
	for _, s := range line {
		names += string(rune(s.root[1]))
	}
	return names
}

func TestWhereDownloadsAreMoved(t *testing.T) {
	for _, c := range []struct {
		chosen string
		to     Place
		want   string
	}{
		{"c", Up, "acbde"},
		{"c", Down, "abdce"},
		{"c", Top, "cabde"},
		{"c", Bottom, "abdec"},
		{"a", Up, "abcde"},
		{"e", Down, "abcde"},
		{"a", Top, "abcde"},
		{"cd", Up, "acdbe"}, // a block goes past one
		{"ab", Up, "abcde"}, // one that is at the top stays
		{"abd", Up, "abdce"},
		{"de", Down, "abcde"},
		{"ad", Down, "baced"},
		{"db", Top, "bdace"}, // it keeps its order
		{"db", Bottom, "acebd"},
		{"abcde", Bottom, "abcde"},
		{"", Top, "abcde"},
		{"x", Top, "abcde"},
	} {
		chosen := map[share.RootHash]bool{}
		for _, s := range named(c.chosen) {
			chosen[s.root] = true
		}
		before := named("abcde")
		after := moved(before, chosen, c.to)
		if got := namesOf(after); got != c.want {
			t.Errorf("%q to %d: %s, want %s", c.chosen, c.to, got, c.want)
		}
		for _, s := range after {
			if !chosen[s.root] && !slices.Contains(before, s) {
				t.Errorf("%q to %d: another one has the turn %d now", c.chosen, c.to, s.turn)
			}
		}
	}
}

// Whatever is moved where, and however narrow it becomes between two: both those
// that are moved and the others keep their order, each goes one step at most or
// all the way, and the turns ascend.
func TestMovesInAnyOrder(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 1))
	line := named("abcdefghijkl")
	for i := range line {
		line[i].turn = 1000 + int64(i/3) // some share one, as old records may
	}
	for step := range 20_000 {
		chosen := map[share.RootHash]bool{}
		for _, s := range line {
			chosen[s.root] = random.IntN(4) == 0
		}
		to := Place(random.IntN(4))
		before := line
		line = moved(line, chosen, to)
		if got, want := namesOf(line), expected(before, chosen, to); got != want {
			t.Fatalf("step %d: %s of %s became %s, want %s", step, picked(before, chosen), namesOf(before), got, want)
		}
		if !slices.IsSortedFunc(line, func(a, b standing) int { return cmp.Compare(a.turn, b.turn+1) }) {
			t.Fatalf("step %d: the turns are %v", step, line)
		}
	}
}

func picked(line []standing, chosen map[share.RootHash]bool) (names string) {
	for _, s := range line {
		if chosen[s.root] {
			names += namesOf([]standing{s})
		}
	}
	return names
}

// expected says what a move makes of a line, in another way than moved does:
// by the place of each one that is moved.
func expected(line []standing, chosen map[share.RootHash]bool, to Place) string {
	places := map[int]standing{}
	count := len(picked(line, chosen))
	rank := 0
	for i, s := range line {
		if !chosen[s.root] {
			continue
		}
		last := len(line) - count + rank // if all of them were at the bottom
		at := map[Place]int{Up: max(i-1, rank), Down: min(i+1, last), Top: rank, Bottom: last}[to]
		places[at] = s
		rank++
	}
	others := slices.DeleteFunc(slices.Clone(line), func(s standing) bool { return chosen[s.root] })
	var all []standing
	for i := range line {
		if s, taken := places[i]; taken {
			all = append(all, s)
			continue
		}
		all, others = append(all, others[0]), others[1:]
	}
	return namesOf(all)
}

func TestTurnsAscendAlsoWhenTheClockDoesNot(t *testing.T) {
	var ts turns
	now := time.Unix(1, 0)
	a, b, c := ts.next(now), ts.next(now), ts.next(now.Add(-time.Hour))
	ts.know(now.Add(time.Hour).UnixNano())
	ts.know(7)
	if d := ts.next(now); a != now.UnixNano() || b <= a || c <= b || d <= now.Add(time.Hour).UnixNano() {
		t.Errorf("turns %d, %d, %d, %d", a, b, c, d)
	}
}

// queue returns the numbers of the downloads in their order.
func (n *node) queue() (order string) {
	for _, d := range n.m.Downloads() {
		order += fmt.Sprint(d.Root[1], " ")
	}
	return order
}

func TestTheQueueIsWhatAPersonMadeItAlsoAfterARestart(t *testing.T) {
	virtual(t, 1, mbit, func(t *testing.T, hosts []host.Host) {
		n := start(t, hosts[0], func(o *Options) { o.Limits.Downloads = 1 })
		for i := range 6 {
			n.get(t, rootOf(i)) // nobody has them
		}
		if err := n.m.SetPriority(rootOf(5), High); err != nil {
			t.Fatal(err)
		}
		for _, step := range []struct {
			roots []share.RootHash
			to    Place
			want  string
		}{
			{[]share.RootHash{rootOf(3)}, Up, "5 0 1 3 2 4 "},
			{[]share.RootHash{rootOf(4), rootOf(2)}, Top, "5 2 4 0 1 3 "},
			{[]share.RootHash{rootOf(2), rootOf(5)}, Down, "5 4 2 0 1 3 "},
			{[]share.RootHash{rootOf(0)}, Bottom, "5 4 2 1 3 0 "},
		} {
			if err := n.m.Move(step.roots, step.to); err != nil || n.queue() != step.want {
				t.Fatalf("after a move to %d: %s, want %s: %v", step.to, n.queue(), step.want, err)
			}
		}
		if err := n.m.Move([]share.RootHash{rootOf(1), rootOf(9)}, Top); !errors.Is(err, share.ErrNotFound) || n.queue() != "5 4 2 1 3 0 " {
			t.Errorf("with one that is unknown: %s, %v", n.queue(), err)
		}
		n.stop()
		n = n.restart(t)
		eventually(t, "all downloads are here again", func() bool { return n.queue() == "5 4 2 1 3 0 " })
		n.get(t, rootOf(6))
		if got := n.queue(); got != "5 4 2 1 3 0 6 " {
			t.Errorf("one that is ordered then stands in %s", got)
		}
	})
}

func TestWhatWasMovedUpRunsFirst(t *testing.T) {
	virtual(t, 1, mbit, func(t *testing.T, hosts []host.Host) {
		n := start(t, hosts[0], func(o *Options) { o.Limits.Downloads = 1 })
		for i := range 3 {
			n.get(t, rootOf(i)) // nobody has them
		}
		eventually(t, "the first one runs", func() bool { return n.runs(rootOf(0)) })
		if err := n.m.Move([]share.RootHash{rootOf(2)}, Up); err != nil || !n.runs(rootOf(0)) {
			t.Fatalf("the one that runs was stopped: %v", err)
		}
		if err := n.m.Pause(rootOf(0)); err != nil {
			t.Fatal(err)
		}
		eventually(t, "the one that was moved runs", func() bool { return n.runs(rootOf(2)) })
		// It gives its place up for the next, and stands behind all others then; what
		// a person sees does not change.
		eventually(t, "the next one runs", func() bool { return n.runs(rootOf(1)) })
		n.get(t, rootOf(3))
		eventually(t, "the one that was moved runs again", func() bool { return n.runs(rootOf(2)) })
		if n.runs(rootOf(1)) || n.queue() != "0 2 1 3 " {
			t.Errorf("the queue is %s", n.queue())
		}
		eventually(t, "the one that was ordered meanwhile runs", func() bool { return n.runs(rootOf(3)) })
	})
}

// runs reports whether a download has a place.
func (n *node) runs(root share.RootHash) bool {
	n.m.mu.Lock()
	defer n.m.mu.Unlock()
	_, runs := n.m.lineup.running[root]
	return runs
}

func TestAnOldRecordHasTheTurnOfItsOrder(t *testing.T) {
	added := time.Date(2026, 3, 31, 12, 0, 0, 0, time.UTC)
	if got := orderOf(part.Meta{Added: added}).Turn; got != added.UnixNano() {
		t.Errorf("turn %d, ordered at %d", got, added.UnixNano())
	}
	if got := orderOf(part.Meta{Added: added, Turn: 5}).Turn; got != 5 {
		t.Errorf("turn %d, want the one that is recorded", got)
	}
}

// One order more takes as long however many wait.
func BenchmarkAnOrderBehindFiftyThousand(b *testing.B) {
	l := newLineup(1)
	root := func(i int) share.RootHash { return share.RootHash{byte(i), byte(i >> 8), byte(i >> 16), byte(i >> 24)} }
	for i := range 50_000 {
		l.add(root(i), Normal, int64(i), true)
	}
	i := 50_000
	for b.Loop() {
		l.add(root(i), Normal, int64(i), true)
		l.drop(root(i))
		i++
	}
}
