package picker

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"hinny/share"
)

// temper is how a peer of the model behaves.
type temper int

const (
	honest  temper = iota
	poisons        // every third chunk it sends is bad
	boasts         // claims all, has a few, refuses the rest
	stalls         // stops speaking after a while
)

// slowest is the most steps between two sections: a refusal more, and it would
// be called silent.
const slowest = 15

// world is the naive truth against which the picker is held.
type world struct {
	t      *testing.T
	rng    *rand.Rand
	k      *Picker[int]
	now    time.Time
	chunks int
	policy Policy
	disk   []uint16 // the sections of each chunk that are written
	peers  map[int]*modelPeer
	order  []int
	log    strings.Builder
	banned map[int]bool
}

type modelPeer struct {
	temper   temper
	truth    share.Bitfield
	owes     []order
	sent     int
	speed    int  // steps between two sections
	sections bool // it understands requests for sections

	promised map[int]time.Time // when it said that a chunk goes to somebody else
}

// order is what a peer of the model was asked for and how far it is.
type order struct {
	chunk int
	next  int // the section that is sent next
	told  int // the first that was not handed on
	from  int
	upto  int
}

// cancel has a peer forget what it was asked of some chunks.
func (p *modelPeer) cancel(chunks ...int) {
	p.owes = slices.DeleteFunc(p.owes, func(o order) bool { return slices.Contains(chunks, o.chunk) })
}

func newWorld(t *testing.T, seed uint64) *world {
	rng := rand.New(rand.NewPCG(seed, 7))
	chunks := 1 + rng.IntN(120)
	w := &world{
		t: t, rng: rng, now: start, chunks: chunks, policy: DefaultPolicy(), disk: make([]uint16, chunks),
		peers: map[int]*modelPeer{}, banned: map[int]bool{},
	}
	w.policy.SplitAfter = time.Second // their slowest needs six for a chunk
	w.k = New[int](Options{
		Size: int64(chunks)*testChunk - 17, Have: share.NewBitfield(chunks),
		Policy: w.policy, Random: rand.New(rand.NewPCG(seed, 8)), Sequential: rng.IntN(3) == 0,
	})
	return w
}

func (w *world) join(id int, how temper) {
	if w.peers[id] != nil {
		w.leave(id)
	}
	p := &modelPeer{
		promised: map[int]time.Time{}, temper: how, truth: share.NewBitfield(w.chunks),
		speed: 1 + w.rng.IntN(4), sections: w.rng.IntN(4) > 0,
	}
	if how != boasts && w.rng.IntN(3) == 0 {
		p.speed = slowest
	}
	for chunk := range w.chunks {
		if w.rng.IntN(2) == 0 {
			p.truth.Set(chunk)
		}
	}
	claim := p.truth
	if how == boasts {
		claim = share.FullBitfield(w.chunks)
	}
	if !w.k.AddPeer(id, claim) {
		if !w.banned[id] {
			w.t.Fatalf("peer %d was refused for nothing", id)
		}
		return
	}
	if p.sections {
		w.k.SetSections(id)
	}
	w.order = append(w.order, id)
	w.peers[id] = p
}

func (w *world) leave(id int) {
	w.k.RemovePeer(id)
	delete(w.peers, id)
	w.order = slices.DeleteFunc(w.order, func(other int) bool { return other == id })
}

func (w *world) step(n int) {
	w.now = w.now.Add(100 * time.Millisecond)
	for _, id := range slices.Clone(w.order) {
		p := w.peers[id]
		w.ask(id, p)
		if n%p.speed == 0 && len(p.owes) > 0 {
			w.answer(id, p)
		}
	}
	for _, notice := range w.k.Tick(w.now) {
		fmt.Fprintf(&w.log, "%d tick %v\n", n, notice)
		p := w.peers[notice.Peer]
		if p.temper != stalls {
			w.t.Fatalf("peer %d of temper %d was called silent", notice.Peer, p.temper)
		}
		p.cancel(notice.Cancel...)
		if notice.Stall == Released {
			w.leave(notice.Peer)
		}
	}
	w.check()
}

func (w *world) ask(id int, p *modelPeer) {
	for range 1 + w.rng.IntN(8) {
		endgame := w.k.Endgame()
		requests := w.k.Next(w.now, id, 1)
		if len(requests) == 0 {
			return
		}
		r := requests[0]
		fmt.Fprintf(&w.log, "ask %d for %v\n", id, r)
		if !r.Whole() && !p.sections {
			w.t.Fatalf("peer %d, which does not know sections, is asked for %v", id, r)
		}
		if r.Copy != w.owedTwice(id, r.Chunk) || r.Copy && !endgame {
			w.t.Fatalf("%v says Copy, owed twice %v, endgame %v", r, w.owedTwice(id, r.Chunk), endgame)
		}
		if at, promised := p.promised[r.Chunk]; promised && w.now.Sub(at) < w.policy.PromisedFor && !r.Copy && r.Whole() && w.k.cuts[r.Chunk] == nil {
			w.t.Fatalf("chunk %d is asked for again at once, though it was promised", r.Chunk)
		}
		if slices.ContainsFunc(p.owes, func(o order) bool { return o.chunk == r.Chunk }) {
			w.t.Fatalf("peer %d owes some of chunk %d already", id, r.Chunk)
		}
		o := order{chunk: r.Chunk, next: r.From, told: r.From, from: r.From, upto: r.Upto}
		if r.Whole() {
			o.upto = share.SectionCount(w.k.size, r.Chunk)
		}
		p.owes = append(p.owes, o)
	}
}

// owedTwice reports whether others owe what a peer was asked of a chunk.
func (w *world) owedTwice(id, chunk int) bool {
	mine := w.k.peers[id].debt(chunk)
	for _, other := range w.order {
		if d := w.k.peers[other].debt(chunk); other != id && d != nil && d.from < mine.upto && mine.from < d.upto {
			return true
		}
	}
	return false
}

// answer has a peer send the next section of what it owes first.
func (w *world) answer(id int, p *modelPeer) {
	if p.temper == stalls && p.sent >= 12 {
		return
	}
	o := &p.owes[0]
	chunk := o.chunk
	p.sent++
	fmt.Fprintf(&w.log, "%d answers %v\n", id, *o)
	if p.temper == honest && p.speed < slowest && w.k.cuts[chunk] == nil && o.next == 0 && w.rng.IntN(5) == 0 {
		w.k.Failed(w.now, id, chunk, Promised)
		p.promised[chunk] = w.now
		p.cancel(chunk)
		return
	}
	if !p.truth.Has(chunk) {
		if p.temper != boasts {
			w.t.Fatalf("peer %d was asked for chunk %d, which it never claimed", id, chunk)
		}
		w.k.Failed(w.now, id, chunk, NotHave)
		p.cancel(chunk)
		if st, ok := w.k.State(id); ok && st.Owed == 0 {
			p.owes = nil
		}
		return
	}
	w.k.Progress(w.now, id, chunk, int(w.k.span(chunk, o.next, o.next+1)))
	o.next++
	if p.temper == poisons && p.sent%10 == 0 && (w.k.cuts[chunk] != nil || o.next == o.upto) {
		w.k.Corrupt(id)
		w.banned[id] = true
		w.leave(id)
		return
	}
	w.hand(id, p, o)
}

// play runs one random history and returns it in words.
func play(t *testing.T, seed uint64) string {
	w := newWorld(t, seed)
	for id := range 3 + w.rng.IntN(6) {
		w.join(id, temper(w.rng.IntN(4)))
	}
	const steps = 6000
	for n := range steps {
		switch w.rng.IntN(150) {
		case 0:
			if n < steps/2 {
				w.join(w.rng.IntN(20), temper(w.rng.IntN(4)))
			}
		case 1:
			if len(w.order) > 0 && n < steps/2 {
				w.leave(w.order[w.rng.IntN(len(w.order))])
			}
		}
		if len(w.order) > 0 && w.rng.IntN(4) == 0 {
			w.k.Coming(w.order[w.rng.IntN(len(w.order))], w.rng.IntN(len(w.k.askers)))
		}
		w.step(n)
		if w.k.Missing() == 0 {
			break
		}
	}
	for _, p := range w.peers {
		if p.temper != honest {
			continue
		}
		for chunk := range p.truth.Present() {
			if !w.k.have.Has(chunk) {
				t.Fatalf("an honest peer holds chunk %d and it never arrived", chunk)
			}
		}
	}
	for id := range w.banned {
		if !w.k.Avoided(id) {
			t.Fatalf("peer %d sent bad chunks and is not avoided", id)
		}
	}
	return w.log.String()
}

func TestModel(t *testing.T) {
	for seed := range uint64(150) {
		t.Run(fmt.Sprintf("seed %d", seed), func(t *testing.T) {
			if first, again := play(t, seed), play(t, seed); first != again {
				t.Fatal("the same seed and events gave another answer")
			}
		})
	}
}
