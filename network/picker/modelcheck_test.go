package picker

import "hinny/share"

// check compares what the picker believes with what was seen from outside.
func (w *world) check() {
	owners, copies := make([]int, w.chunks), 0
	for _, id := range w.order {
		p := w.peers[id]
		if st, _ := w.k.State(id); st.Owed != len(p.owes) {
			w.t.Fatalf("peer %d owes %v, the picker believes %v", id, p.owes, w.k.peers[id].debts)
		}
		if most := int(w.policy.MaxDepthBytes / testChunk); len(p.owes) > most {
			w.t.Fatalf("peer %d owes %d chunks, at most %d", id, len(p.owes), most)
		}
		for _, o := range p.owes {
			owners[o.chunk]++
			if d := w.k.peers[id].debt(o.chunk); d == nil || d.from != o.from || d.end != o.upto || d.upto > d.end || d.upto <= d.from {
				w.t.Fatalf("peer %d owes %v, the picker believes %v", id, o, d)
			} else if d.copy {
				copies++
			}
		}
	}
	for chunk, n := range owners {
		c := w.k.cuts[chunk]
		if (n > 0) != w.k.Asked(chunk) || c == nil && n > w.policy.EndgameCopies {
			w.t.Fatalf("chunk %d has %d owners, the picker says %v", chunk, n, w.k.Asked(chunk))
		}
		if free := w.k.free.has(chunk); free != (n == 0 && c == nil && !w.k.have.Has(chunk)) {
			w.t.Fatalf("chunk %d: free %v with %d owners, cut %v, have %v", chunk, free, n, c, w.k.have.Has(chunk))
		}
		if c != nil {
			w.checkCut(chunk, c)
		} else {
			copies += max(0, n-1)
		}
	}
	if copies != w.k.copies {
		w.t.Fatalf("%d are owed twice, the picker counts %d", copies, w.k.copies)
	}
	w.checkRanking()
}

// checkCut: each section of a cut chunk is here, owed or open, and one that is
// here was written, unless the disk lost it.
func (w *world) checkCut(chunk int, c *cut) {
	owed := uint16(0)
	for _, id := range w.order {
		if d := w.k.peers[id].debt(chunk); d != nil {
			owed |= mask(d.from, d.upto)
		}
	}
	if w.k.have.Has(chunk) || c.owed != owed || c.here|c.owed|c.open() != mask(0, c.count) || c.here == 0 && c.owed == 0 {
		w.t.Fatalf("chunk %d is cut into %v, owed are %b, have %v", chunk, *c, owed, w.k.have.Has(chunk))
	}
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

// hand plays what becomes of an answer: of a chunk that is cut each section is
// written as it is there, another as a whole.
func (w *world) hand(id int, p *modelPeer, o *order) {
	chunk, all := o.chunk, uint16(1<<share.SectionCount(w.k.size, o.chunk)-1)
	var vain []Debt[int]
	switch {
	case w.k.cuts[chunk] != nil:
		if w.rng.IntN(300) == 0 {
			w.disk[chunk] = 0 // a sync has failed
		}
		for section := o.told; section < o.next; section++ {
			w.disk[chunk] |= 1 << section
			_, more := w.k.SectionDone(w.now, id, chunk, section, w.disk[chunk] == all)
			vain = append(vain, more...)
		}
		o.told = o.next
	case o.next == o.upto && o.from == 0 && mask(0, o.upto) == all:
		w.disk[chunk] = all
		_, vain = w.k.Done(w.now, id, chunk)
	case o.next == o.upto:
		w.t.Fatalf("peer %d has sent %v of a chunk that is not cut", id, *o)
	}
	if o.next == o.upto {
		p.cancel(chunk)
	}
	for _, d := range vain {
		w.peers[d.Peer].cancel(d.Chunk)
	}
}
