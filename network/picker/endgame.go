package picker

import (
	"math"
	"time"

	"hinny/share"
)

// Endgame reports whether everything that is missing and that anybody holds is
// asked for. Only then may something be owed twice.
func (k *Picker[P]) Endgame() bool {
	for chunk, c := range k.cuts {
		if k.claimed(chunk) && c.open() != 0 {
			return false
		}
	}
	if k.wholes > 0 {
		return k.free.len() == 0
	}
	return k.free.held() == 0
}

// claimed reports whether any provider holds a chunk.
func (k *Picker[P]) claimed(chunk int) bool { return k.wholes > 0 || k.free.holders[chunk] > 0 }

// due is a debt and when it should be paid.
type due struct {
	debt  *debt
	ahead int64   // bytes that come first
	rate  float64 // of its provider, bytes a second; 0 where that is not known or silent
	in    float64 // seconds; infinity where the rate is 0
}

// dues lists what others owe that v holds and does not owe itself, in the order of
// the providers.
func (k *Picker[P]) dues(now time.Time, v *provider) []due {
	var list []due
	for _, p := range k.order {
		other := k.peers[p]
		if other == v || len(other.debts) == 0 {
			continue
		}
		rate, ahead := other.meter.Rate(now), int64(0)
		if other.slow {
			rate = 0
		}
		for i := range other.debts {
			d := &other.debts[i]
			left := k.left(*d)
			if v.have.Has(d.chunk) && v.debt(d.chunk) == nil {
				list = append(list, due{debt: d, ahead: ahead, rate: rate, in: seconds(ahead+left, rate)})
			}
			ahead += left
		}
	}
	return list
}

// second picks what others owe and v is expected to deliver well before any of
// them: what would come last. Of a chunk that is coming it is only what has not
// come, where v knows sections; who is silent may never send the rest.
func (k *Picker[P]) second(now time.Time, v *provider) (Request, bool) {
	dues := k.dues(now, v)
	soonest := map[int]float64{}
	for _, d := range dues {
		if first, ok := soonest[d.debt.chunk]; !ok || d.in < first {
			soonest[d.debt.chunk] = d.in
		}
	}
	best, latest := Request{}, 0.0
	rate, ahead := v.meter.Rate(now), k.ahead(v)
	for _, d := range dues {
		chunk, in := d.debt.chunk, d.in
		if k.cuts[chunk] == nil {
			in = soonest[chunk]
		}
		if in <= latest || !k.mayCopy(v, d.debt) {
			continue
		}
		r := k.again(v, d)
		if k.worthwhile(in, seconds(ahead+k.span(chunk, r.From, d.debt.upto), rate)) {
			best, latest = r, in
		}
	}
	return best, latest > 0
}

// again is the request by which v would send once more what is due.
func (k *Picker[P]) again(v *provider, d due) Request {
	chunk, from := d.debt.chunk, d.debt.from
	if v.sections && d.rate > 0 && !k.owedTwice(d.debt) {
		from += int(d.debt.got / share.SectionSize(k.size))
		from = min(from, d.debt.upto-1)
	}
	r := Request{Chunk: chunk, From: from, Upto: d.debt.upto, Copy: true}
	if k.cuts[chunk] == nil && from == 0 {
		r.Upto = 0 // the whole
	}
	return r
}

// mayCopy reports whether v may be asked for what is owed already: sections once
// more, a whole chunk up to the number of the policy.
func (k *Picker[P]) mayCopy(v *provider, d *debt) bool {
	if k.cuts[d.chunk] == nil {
		return int(k.askers[d.chunk]) < k.policy.EndgameCopies
	}
	return v.sections && !k.owedTwice(d)
}

// owedTwice reports whether some of a debt is owed by others too.
func (k *Picker[P]) owedTwice(d *debt) bool {
	for _, p := range k.order {
		if other := k.peers[p].debt(d.chunk); other != nil && other != d && other.from < d.upto && d.from < other.upto {
			return true
		}
	}
	return false
}

// worthwhile weighs a second request that would deliver in mine seconds what is
// otherwise due in due seconds, against what it may waste.
func (k *Picker[P]) worthwhile(due, mine float64) bool {
	if math.IsInf(mine, 1) {
		// Nothing is known of this provider: it may save what is stuck.
		return math.IsInf(due, 1) && k.copies == 0
	}
	if due < max(mine*k.policy.EndgameGain, mine+k.policy.EndgameSaves.Seconds()) {
		return false
	}
	chunk := share.ChunkSize(k.size)
	limit := int64(k.policy.EndgameFraction * float64(len(k.askers)))
	budget := max(1, min(int64(k.policy.EndgameChunks), limit)) * chunk
	if k.wasted+int64(k.copies+1)*chunk <= budget {
		return true
	}
	// Beyond the budget one at a time, and only where it wins by far.
	return k.copies == 0 && due > 2*mine*k.policy.EndgameGain
}

// ahead returns how many bytes v still owes.
func (k *Picker[P]) ahead(v *provider) int64 {
	sum := int64(0)
	for _, d := range v.debts {
		sum += k.left(d)
	}
	return sum
}

// left returns how many bytes of a debt have not come.
func (k *Picker[P]) left(d debt) int64 { return max(0, k.span(d.chunk, d.from, d.upto)-d.got) }

// span returns how many bytes sections of a chunk hold.
func (k *Picker[P]) span(chunk, from, upto int) int64 {
	_, n := share.SectionSpan(k.size, chunk, from, upto)
	return int64(n)
}

// seconds returns how long n bytes take; infinity where no rate is known.
func seconds(n int64, rate float64) float64 {
	if rate <= 0 {
		return math.Inf(1)
	}
	return float64(n) / rate
}
