package picker

import (
	"maps"
	"math/bits"
	"slices"
	"time"

	"hinny/share"
)

// cut is a chunk that several providers send in sections (share.SectionCount),
// because one of them was late with it. It is not free, whoever owes what.
type cut struct {
	count int
	here  uint16 // verified and written; a bit for each section
	owed  uint16 // asked of somebody
}

// mask has the bits of sections from up to, and without, upto.
func mask(from, upto int) uint16 { return uint16(1<<upto - 1<<from) }

// open returns the sections that nobody was asked for.
func (c *cut) open() uint16 { return mask(0, c.count) &^ (c.here | c.owed) }

// run returns the first open sections in a row; there must be some.
func (c *cut) run() (from, upto int) {
	open := c.open()
	from = bits.TrailingZeros16(open)
	return from, from + bits.TrailingZeros16(^(open >> from))
}

// Cut reports whether several send a chunk in sections.
func (k *Picker[P]) Cut(chunk int) bool { return k.cuts[chunk] != nil }

// resume picks what is open of a chunk that was cut: what is begun comes first.
// Who does not understand sections is asked for the chunk once nobody owes
// anything of it.
func (k *Picker[P]) resume(v *provider) (Request, bool) {
	if len(k.cuts) == 0 {
		return Request{}, false
	}
	for _, chunk := range slices.Sorted(maps.Keys(k.cuts)) {
		c := k.cuts[chunk]
		switch {
		case c.open() == 0 || !v.have.Has(chunk) || v.debt(chunk) != nil:
		case v.sections:
			from, upto := c.run()
			return Request{Chunk: chunk, From: from, Upto: upto}, true
		case k.askers[chunk] == 0:
			return Request{Chunk: chunk}, true
		}
	}
	return Request{}, false
}

// relieve takes from who would be late what v can deliver meanwhile: the end of
// the debt that is due last, so much that both are ready together. Nothing is
// owed twice by that.
func (k *Picker[P]) relieve(now time.Time, v *provider, endgame bool) (Request, bool) {
	rate := v.meter.Rate(now)
	if !v.sections || rate <= 0 {
		return Request{}, false
	}
	var late *debt
	at, latest, ahead := 0, 0.0, k.ahead(v)
	for _, d := range k.dues(now, v) {
		if d.rate <= 0 || d.in <= latest || k.owedTwice(d.debt) {
			continue
		}
		if section, in := k.divide(d, ahead, rate); k.pays(d.in, in, endgame) {
			late, at, latest = d.debt, section, d.in
		}
	}
	if late == nil {
		return Request{}, false
	}
	r := Request{Chunk: late.chunk, From: at, Upto: late.upto}
	late.upto = at
	return r, true
}

// divide returns from which section on somebody of the given rate, who owes the
// bytes ahead, should take a debt over for the later of both to be ready soonest,
// and in how many seconds that is. The section that is coming is left to its
// owner.
func (k *Picker[P]) divide(d due, ahead int64, rate float64) (at int, in float64) {
	at, in = d.debt.upto, d.in
	size := share.SectionSize(k.size)
	begun := d.debt.from + int((d.debt.got+size-1)/size)
	for section := max(begun, d.debt.from+1); section < d.debt.upto; section++ {
		theirs := seconds(d.ahead+max(0, k.span(d.debt.chunk, d.debt.from, section)-d.debt.got), d.rate)
		mine := seconds(ahead+k.span(d.debt.chunk, section, d.debt.upto), rate)
		if later := max(theirs, mine); later < in {
			at, in = section, later
		}
	}
	return at, in
}

// pays reports whether a debt that is due in some seconds is worth dividing so
// that it is paid in others.
func (k *Picker[P]) pays(due, divided float64, endgame bool) bool {
	if endgame {
		return due-divided >= k.policy.EndgameSaves.Seconds()
	}
	return due > k.policy.SplitAfter.Seconds() && divided <= due/2
}

// SectionDone notes that a section of p was verified and written, and whether its
// chunk is whole now. It reports whether the section was news, and what is owed
// in vain: by others, and by p where it was asked for more than it is to send.
func (k *Picker[P]) SectionDone(now time.Time, p P, chunk, section int, whole bool) (news bool, vain []Debt[P]) {
	if whole {
		return k.done(now, p, chunk, section+1)
	}
	if v := k.peers[p]; v != nil {
		v.heard(now, 0)
	}
	c := k.cuts[chunk]
	if c == nil || section < 0 || section >= c.count {
		return false, nil
	}
	if bit := mask(section, section+1); c.here&bit != 0 {
		k.wasted += k.span(chunk, section, section+1)
	} else {
		c.here, news = c.here|bit, true
	}
	lost := c.here == mask(0, c.count) // the disk did not keep them
	if lost {
		c.here = 0
	}
	vain = k.pay(p, chunk, section+1, func(d *debt) bool { return lost || mask(d.from, d.upto)&^c.here == 0 })
	k.recount(chunk)
	return news, vain
}

// recount brings a cut up to date after what is owed of it has changed. Who was
// relieved goes on as asked where those who took the rest are gone; what is
// untouched again is no cut any more.
func (k *Picker[P]) recount(chunk int) {
	c := k.cuts[chunk]
	if c == nil || k.have.Has(chunk) {
		return
	}
	var debts []*debt
	c.owed = 0
	for _, p := range k.order {
		if d := k.peers[p].debt(chunk); d != nil {
			debts = append(debts, d)
			c.owed |= mask(d.from, d.upto)
		}
	}
	for _, d := range debts {
		for d.upto < d.end && c.open()&mask(d.upto, d.upto+1) != 0 {
			c.owed |= mask(d.upto, d.upto+1)
			d.upto++
		}
	}
	switch {
	case c.here != 0 || len(debts) > 1:
	case len(debts) == 0:
		delete(k.cuts, chunk)
		k.free.insert(chunk)
	case debts[0].from == 0 && debts[0].upto == c.count:
		delete(k.cuts, chunk)
		if debts[0].copy {
			debts[0].copy = false
			k.copies--
		}
	}
}

// leave gives back what a silent v owes of cut chunks, so that others need not
// send all of them once more. It returns the chunks.
func (k *Picker[P]) leave(v *provider) []int {
	if len(k.cuts) == 0 {
		return nil
	}
	var left []int
	for _, d := range slices.Clone(v.debts) {
		if k.cuts[d.chunk] != nil {
			v.settle(d.chunk)
			k.settled(d)
			left = append(left, d.chunk)
		}
	}
	return left
}
