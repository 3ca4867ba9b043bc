package picker

import (
	"time"

	"hinny/share"
)

// Next returns up to n chunks to ask p for now, in the order in which they
// should be asked. They are owed by p from this moment.
func (k *Picker[P]) Next(now time.Time, p P, n int) []Request {
	v := k.peers[p]
	n = min(n, k.Depth(now, p)-k.owed(v))
	if n <= 0 {
		return nil
	}
	var requests []Request
	for offers := v.offers(now); len(requests) < n; {
		r, ok := k.pick(now, v, offers)
		if !ok {
			break
		}
		k.owe(now, v, r)
		requests = append(requests, r)
	}
	return requests
}

// pick decides what v is asked for next: what is begun, then, where somebody is
// late, a part of that, then a free chunk, and at the end what others owe.
func (k *Picker[P]) pick(now time.Time, v *provider, offers func(chunk int) bool) (Request, bool) {
	if r, ok := k.resume(v); ok {
		return r, true
	}
	endgame := k.Endgame()
	if k.late || endgame {
		if r, ok := k.relieve(now, v, endgame); ok {
			return r, true
		}
	}
	if endgame {
		return k.second(now, v)
	}
	chunk, ok := k.choose(v, offers)
	if ok {
		k.free.remove(chunk)
	}
	return Request{Chunk: chunk}, ok
}

func (k *Picker[P]) owed(v *provider) int {
	if v == nil {
		return 0
	}
	return len(v.debts)
}

// owe has v owe what it is asked for. A chunk is cut by the first request for some
// of it.
func (k *Picker[P]) owe(now time.Time, v *provider, r Request) {
	count := share.SectionCount(k.size, r.Chunk)
	if !r.Whole() && k.cuts[r.Chunk] == nil {
		k.cuts[r.Chunk] = &cut{count: count}
	}
	c := k.cuts[r.Chunk]
	d := debt{chunk: r.Chunk, from: r.From, upto: r.Upto, copy: r.Copy && c != nil}
	if r.Whole() {
		d.upto = count
	}
	d.end = d.upto
	if r.Copy {
		k.copies++
	}
	k.askers[r.Chunk]++
	v.ask(now, d)
	if c != nil {
		k.recount(r.Chunk)
	}
}

// choose picks a free chunk of v: at random until there are a few to offer to
// others, then the rarest; or the first in the file. offers says which it may
// be asked for.
func (k *Picker[P]) choose(v *provider, offers func(chunk int) bool) (int, bool) {
	if k.sequential {
		return k.foremost(offers)
	}
	if len(k.askers)-k.missing < k.policy.RandomFirst {
		return k.free.any(offers, k.rng)
	}
	if v.whole {
		return k.free.rarest(0, offers, k.rng)
	}
	// The chunks of bucket 0 are held by providers of the whole file only.
	return k.free.rarest(1, offers, k.rng)
}

// foremost returns the first free chunk on offer. What is not free before it is
// owed by others: no more than they can be asked for ahead.
func (k *Picker[P]) foremost(offers func(chunk int) bool) (int, bool) {
	for k.low < len(k.askers) && k.have.Has(k.low) {
		k.low++
	}
	if k.free.len() == 0 {
		return 0, false
	}
	for chunk := k.low; chunk < len(k.askers); chunk++ {
		if k.free.has(chunk) && offers(chunk) {
			return chunk, true
		}
	}
	return 0, false
}
