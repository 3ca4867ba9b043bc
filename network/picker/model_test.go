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

// world is the naive truth against which the picker is held.
type world struct {
	t      *testing.T
	rng    *rand.Rand
	k      *Picker[int]
	now    time.Time
	chunks int
	peers  map[int]*modelPeer
	order  []int
	log    strings.Builder
	banned map[int]bool
}

type modelPeer struct {
	temper temper
	truth  share.Bitfield
	owes   []int
	sent   int
	speed  int // steps between two chunks

	promised map[int]time.Time // when it said that a chunk goes to somebody else
}

func newWorld(t *testing.T, seed uint64) *world {
	rng := rand.New(rand.NewPCG(seed, 7))
	chunks := 1 + rng.IntN(120)
	w := &world{t: t, rng: rng, now: start, chunks: chunks, peers: map[int]*modelPeer{}, banned: map[int]bool{}}
	w.k = New[int](Options{
		Size: int64(chunks)*testChunk - 17, Have: share.NewBitfield(chunks),
		Policy: DefaultPolicy(), Random: rand.New(rand.NewPCG(seed, 8)), Sequential: rng.IntN(3) == 0,
	})
	return w
}

func (w *world) join(id int, how temper) {
	if w.peers[id] != nil {
		w.leave(id)
	}
	p := &modelPeer{promised: map[int]time.Time{}, temper: how, truth: share.NewBitfield(w.chunks), speed: 1 + w.rng.IntN(4)}
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
		p.owes = slices.DeleteFunc(p.owes, func(c int) bool { return slices.Contains(notice.Cancel, c) })
		if notice.Stall == Released {
			w.leave(notice.Peer)
		}
	}
	w.check()
}

func (w *world) ask(id int, p *modelPeer) {
	endgameBefore := w.k.Endgame()
	for _, r := range w.k.Next(w.now, id, 1+w.rng.IntN(8)) {
		fmt.Fprintf(&w.log, "ask %d for %v\n", id, r)
		owners := 0
		for _, other := range w.peers {
			if slices.Contains(other.owes, r.Chunk) {
				owners++
			}
		}
		if owners > 0 && !w.k.Endgame() && !endgameBefore {
			w.t.Fatalf("chunk %d is owed twice outside the endgame", r.Chunk)
		}
		if r.Copy != (owners > 0) || slices.Contains(p.owes, r.Chunk) {
			w.t.Fatalf("chunk %d has %d owners and Copy says %v", r.Chunk, owners, r.Copy)
		}
		if at, promised := p.promised[r.Chunk]; promised && w.now.Sub(at) < DefaultPolicy().PromisedFor && !r.Copy {
			w.t.Fatalf("chunk %d is asked for again at once, though it was promised", r.Chunk)
		}
		p.owes = append(p.owes, r.Chunk)
	}
}

func (w *world) answer(id int, p *modelPeer) {
	if p.temper == stalls && p.sent >= 3 {
		return
	}
	chunk := p.owes[0]
	p.owes = p.owes[1:]
	p.sent++
	fmt.Fprintf(&w.log, "%d answers %d\n", id, chunk)
	if p.temper == honest && w.rng.IntN(5) == 0 {
		w.k.Failed(w.now, id, chunk, Promised)
		p.promised[chunk] = w.now
		return
	}
	if !p.truth.Has(chunk) {
		if p.temper != boasts {
			w.t.Fatalf("peer %d was asked for chunk %d, which it never claimed", id, chunk)
		}
		w.k.Failed(w.now, id, chunk, NotHave)
		if st, ok := w.k.State(id); ok && st.Owed == 0 {
			p.owes = nil
		}
		return
	}
	_, length := share.ChunkSpan(w.k.size, chunk)
	w.k.Progress(w.now, id, chunk, length)
	if p.temper == poisons && p.sent%3 == 0 {
		w.k.Corrupt(id)
		w.banned[id] = true
		w.leave(id)
		return
	}
	_, vain := w.k.Done(w.now, id, chunk)
	for _, d := range vain {
		other := w.peers[d.Peer]
		other.owes = slices.DeleteFunc(other.owes, func(c int) bool { return c == d.Chunk })
	}
}

// check compares what the picker believes with what was seen from outside.
func (w *world) check() {
	owners := make([]int, w.chunks)
	for _, id := range w.order {
		p := w.peers[id]
		if st, _ := w.k.State(id); st.Owed != len(p.owes) {
			w.t.Fatalf("peer %d owes %d chunks, the picker believes %d", id, len(p.owes), st.Owed)
		}
		if most := int(DefaultPolicy().MaxDepthBytes / testChunk); len(p.owes) > most {
			w.t.Fatalf("peer %d owes %d chunks, at most %d", id, len(p.owes), most)
		}
		for _, chunk := range p.owes {
			owners[chunk]++
		}
	}
	for chunk, n := range owners {
		if (n > 0) != w.k.Asked(chunk) || n > DefaultPolicy().EndgameCopies {
			w.t.Fatalf("chunk %d has %d owners, the picker says %v", chunk, n, w.k.Asked(chunk))
		}
		if free := w.k.free.has(chunk); free != (n == 0 && !w.k.have.Has(chunk)) {
			w.t.Fatalf("chunk %d: free %v with %d owners, have %v", chunk, free, n, w.k.have.Has(chunk))
		}
	}
	w.checkRanking()
}

func (w *world) checkRanking() {
	r := w.k.free
	for at, chunk := range r.items {
		if r.place[chunk] != int32(at) {
			w.t.Fatalf("chunk %d stands at %d but its place says %d", chunk, at, r.place[chunk])
		}
		if at > 0 && r.holders[r.items[at-1]] > r.holders[chunk] {
			w.t.Fatalf("the ranking is not sorted at %d", at)
		}
	}
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
