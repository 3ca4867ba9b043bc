package picker

import (
	"math"
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
		chunk, ok := k.choose(v, offers)
		if !ok {
			break
		}
		k.free.remove(chunk)
		k.owe(now, v, chunk)
		requests = append(requests, Request{Chunk: chunk})
	}
	for len(requests) < n && k.Endgame() {
		chunk, ok := k.second(now, v)
		if !ok {
			break
		}
		k.copies++
		k.owe(now, v, chunk)
		requests = append(requests, Request{Chunk: chunk, Copy: true})
	}
	return requests
}

func (k *Picker[P]) owed(v *provider) int {
	if v == nil {
		return 0
	}
	return len(v.debts)
}

func (k *Picker[P]) owe(now time.Time, v *provider, chunk int) {
	k.askers[chunk]++
	v.ask(now, chunk)
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

// Endgame reports whether every missing chunk that anybody holds is asked for.
// Only then may a chunk be owed twice.
func (k *Picker[P]) Endgame() bool {
	if k.wholes > 0 {
		return k.free.len() == 0
	}
	return k.free.held() == 0
}

// second picks a chunk that others owe and v is expected to deliver well
// before any of them: the one that would come last.
func (k *Picker[P]) second(now time.Time, v *provider) (int, bool) {
	soonest := k.expected(now, v)
	chunk, latest := -1, 0.0
	rate := v.meter.Rate(now)
	for _, p := range k.order {
		for _, d := range k.peers[p].debts {
			due, open := soonest[d.chunk]
			if !open || due <= latest || !v.have.Has(d.chunk) || int(k.askers[d.chunk]) >= k.policy.EndgameCopies {
				continue
			}
			mine := seconds(k.ahead(v)+k.length(d.chunk), rate)
			if k.worthwhile(due, mine) {
				chunk, latest = d.chunk, due
			}
		}
	}
	return chunk, chunk >= 0
}

// worthwhile weighs a second request that would deliver in mine seconds a
// chunk that is otherwise due in due seconds, against what it may waste.
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

// expected returns, for every chunk that is owed but not by v, in how many
// seconds the first of those who owe it should have delivered it; infinity
// where they are silent.
func (k *Picker[P]) expected(now time.Time, v *provider) map[int]float64 {
	due := map[int]float64{}
	for _, p := range k.order {
		other := k.peers[p]
		if other == v {
			continue
		}
		rate, ahead := other.meter.Rate(now), int64(0)
		for _, d := range other.debts {
			ahead += k.length(d.chunk) - d.got
			at := seconds(ahead, rate)
			if other.slow {
				at = math.Inf(1)
			}
			if first, ok := due[d.chunk]; !ok || at < first {
				due[d.chunk] = at
			}
		}
	}
	for _, d := range v.debts {
		delete(due, d.chunk)
	}
	return due
}

// ahead returns how many bytes v still owes.
func (k *Picker[P]) ahead(v *provider) int64 {
	sum := int64(0)
	for _, d := range v.debts {
		sum += k.length(d.chunk) - d.got
	}
	return sum
}

func (k *Picker[P]) length(chunk int) int64 {
	_, length := share.ChunkSpan(k.size, chunk)
	return int64(length)
}

// seconds returns how long n bytes take; infinity where no rate is known.
func seconds(n int64, rate float64) float64 {
	if rate <= 0 {
		return math.Inf(1)
	}
	return float64(n) / rate
}
