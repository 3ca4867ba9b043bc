package picker

import (
	"maps"
	"slices"
	"time"

	"hinny/share"
	"hinny/share/meter"
)

// provider is what is known of one peer of this file.
type provider struct {
	have        share.Bitfield
	whole       bool // counted in Picker.wholes instead of chunk by chunk
	debts       []debt
	meter       meter.Meter
	rtt         time.Duration
	quietSince  time.Time // last payload, or the first request after owing nothing
	snubbedAt   time.Time // when it last lost its requests; zero since it was heard
	slow        bool
	busyUntil   time.Time
	falseClaims int
	sections    bool              // it understands requests for sections
	promised    map[int]time.Time // chunks that it is not asked for until then
}

// postpone has a chunk not asked of v before a time.
func (v *provider) postpone(chunk int, until time.Time) {
	if v.promised == nil {
		v.promised = map[int]time.Time{}
	}
	v.promised[chunk] = until
}

// offers returns which chunks v may be asked for now.
func (v *provider) offers(now time.Time) func(chunk int) bool {
	maps.DeleteFunc(v.promised, func(_ int, until time.Time) bool { return !now.Before(until) })
	if len(v.promised) == 0 {
		return v.have.Has
	}
	return func(chunk int) bool {
		_, later := v.promised[chunk]
		return !later && v.have.Has(chunk)
	}
}

// debt is a chunk, or some sections of one, that was asked of a provider and has
// not come. It owes one debt of a chunk at most.
type debt struct {
	chunk      int
	from, upto int   // the sections that it is to send; it sends them in order
	end        int   // what it was asked for; above upto where others were asked for the rest
	got        int64 // bytes that have arrived
	copy       bool  // somebody else was asked for these sections first
}

func (v *provider) debt(chunk int) *debt {
	for i := range v.debts {
		if v.debts[i].chunk == chunk {
			return &v.debts[i]
		}
	}
	return nil
}

// settle removes a debt and returns what it was.
func (v *provider) settle(chunk int) (debt, bool) {
	for i, d := range v.debts {
		if d.chunk == chunk {
			v.debts = slices.Delete(v.debts, i, i+1)
			return d, true
		}
	}
	return debt{}, false
}

func (v *provider) heard(now time.Time, n int) {
	if n > 0 {
		v.meter.Add(now, n)
	}
	v.quietSince, v.snubbedAt, v.slow = now, time.Time{}, false
}

// ask notes a new debt; a provider that owed nothing is expected to speak from
// now on, unless it is already being given its last chance.
func (v *provider) ask(now time.Time, d debt) {
	if len(v.debts) == 0 && v.snubbedAt.IsZero() {
		v.quietSince = now
	}
	v.meter.Start(now)
	v.debts = append(v.debts, d)
}

// Stall is what Tick has to say about a provider that is silent.
type Stall int

// The stages of silence.
const (
	Slow     Stall = iota // marked; only sections of cut chunks are taken from it
	Snubbed               // its requests were given to others: cancel them
	Released              // it was removed: close its session
)

// Notice is one provider that went a stage further.
type Notice[P comparable] struct {
	Peer   P
	Stall  Stall
	Cancel []int // chunks it no longer owes
}

// Tick looks for providers that owe chunks and are silent. Call it a few times
// a second.
func (k *Picker[P]) Tick(now time.Time) []Notice[P] {
	var notices []Notice[P]
	k.late = false
	for _, p := range slices.Clone(k.order) {
		v := k.peers[p]
		if len(v.debts) == 0 {
			continue
		}
		quiet := now.Sub(v.quietSince)
		switch {
		case quiet >= k.policy.ReleaseAfter:
			cancel := k.release(v)
			k.RemovePeer(p)
			notices = append(notices, Notice[P]{Peer: p, Stall: Released, Cancel: cancel})
		case quiet >= k.policy.SnubAfter && now.Sub(v.snubbedAt) >= k.policy.SnubAfter:
			v.snubbedAt, v.slow = now, true
			notices = append(notices, Notice[P]{Peer: p, Stall: Snubbed, Cancel: k.release(v)})
		case quiet >= max(k.policy.SlowAfter, 4*v.rtt) && !v.slow:
			v.slow = true
			notices = append(notices, Notice[P]{Peer: p, Stall: Slow, Cancel: k.leave(v)})
		case !v.slow && seconds(k.left(v.debts[0]), v.meter.Rate(now)) > k.policy.SplitAfter.Seconds():
			k.late = true
		}
	}
	return notices
}

// Depth returns how many chunks p may owe at this moment.
func (k *Picker[P]) Depth(now time.Time, p P) int {
	v := k.peers[p]
	if v == nil || now.Before(v.busyUntil) {
		return 0
	}
	if !v.snubbedAt.IsZero() {
		return 1
	}
	chunk, rate := float64(share.ChunkSize(k.size)), v.meter.Rate(now)
	ahead := rate * k.policy.Pipeline.Seconds()
	least := k.policy.MinDepth
	if rate > 0 && 2*ahead < chunk {
		// One chunk takes longer than two pipelines: a second one asked
		// ahead saves a round trip and may hold the end for long.
		least = 1
	}
	depth := int(min(ahead, float64(k.policy.MaxDepthBytes)) / chunk)
	if total := k.total(now); total > 0 && rate > 0 {
		depth = min(depth, int(float64(k.missing)*rate/total)+1)
	}
	return max(depth, least)
}

// total returns the rate of all providers together.
func (k *Picker[P]) total(now time.Time) float64 {
	total := 0.0
	for _, p := range k.order {
		total += k.peers[p].meter.Rate(now)
	}
	return total
}

// Rate returns what p delivers, in bytes a second.
func (k *Picker[P]) Rate(now time.Time, p P) float64 {
	if v := k.peers[p]; v != nil {
		return v.meter.Rate(now)
	}
	return 0
}

// State is what the picker thinks of one provider.
type State struct {
	Chunks int  // it claims
	Owed   int  // chunks it was asked for
	Slow   bool // silent beyond Policy.SlowAfter
}

// State returns what the picker thinks of p, and whether it knows it.
func (k *Picker[P]) State(p P) (State, bool) {
	v := k.peers[p]
	if v == nil {
		return State{}, false
	}
	return State{Chunks: v.have.Count(), Owed: len(v.debts), Slow: v.slow}, true
}

// Peers returns the providers in the order they joined.
func (k *Picker[P]) Peers() []P { return slices.Clone(k.order) }

// Avoided reports whether p sent a chunk that did not verify.
func (k *Picker[P]) Avoided(p P) bool { return slices.Contains(k.avoided, p) }

// Missing returns how many chunks are not here yet.
func (k *Picker[P]) Missing() int { return k.missing }

// Wasted returns how many bytes arrived for chunks that were here already.
func (k *Picker[P]) Wasted() int64 { return k.wasted }

// Holders returns how many providers claim a chunk.
func (k *Picker[P]) Holders(chunk int) int {
	holders := int(k.free.holders[chunk]) + k.wholes
	if k.coming.Has(chunk) {
		holders--
	}
	return holders
}

// Asked reports whether somebody owes a chunk.
func (k *Picker[P]) Asked(chunk int) bool { return k.askers[chunk] > 0 }

// Have returns a copy of the verified chunks.
func (k *Picker[P]) Have() share.Bitfield { return k.have.Clone() }
