package picker

import (
	"math/rand/v2"
	"slices"
	"time"

	"hinny/share"
)

// maxAvoided bounds the memory of providers that sent bad chunks of this file;
// beyond it the oldest is forgotten (new identities are free, memory is not).
const maxAvoided = 1024

// Options says what a Picker is for.
type Options struct {
	Size       int64          // of the file, proved
	Have       share.Bitfield // verified chunks; cloned
	Policy     Policy
	Random     *rand.Rand // decides ties; seeded by whoever wants to replay
	Sequential bool       // see SetSequential
}

// Picker decides for one file. It has one owner and no lock.
type Picker[P comparable] struct {
	size    int64
	policy  Policy
	rng     *rand.Rand
	have    share.Bitfield
	missing int

	free    *ranking       // missing chunks that nobody was asked for
	coming  share.Bitfield // chunks that somebody else is being sent, each counted as a holder
	askers  []uint8        // of each chunk: how many providers owe it
	peers   map[P]*provider
	order   []P // in the order they joined, so that every walk is repeatable
	wholes  int // providers of the whole file
	avoided []P

	sequential bool // chunks are asked for in their order
	low        int  // all chunks below are here

	copies int   // debts beyond the first of their chunk
	wasted int64 // bytes that arrived for chunks already here
}

// Request is one chunk to be asked of the provider that Next was called for.
type Request struct {
	Chunk int
	Copy  bool // somebody else owes it too: the endgame
}

// Debt is a chunk that a provider owes and that is of no use any more.
type Debt[P comparable] struct {
	Peer  P
	Chunk int
}

// New returns a Picker without providers.
func New[P comparable](o Options) *Picker[P] {
	chunks := share.ChunkCount(o.Size)
	k := &Picker[P]{
		size: o.Size, policy: o.Policy, rng: o.Random, have: o.Have.Clone(),
		coming: share.NewBitfield(chunks), sequential: o.Sequential,
		free: newRanking(chunks), askers: make([]uint8, chunks), peers: map[P]*provider{},
	}
	for chunk := range k.have.Missing() {
		k.free.insert(chunk)
		k.missing++
	}
	return k
}

// SetSequential has chunks asked for in the order in which they stand in the file,
// for somebody who watches it while it comes, instead of the rarest first.
func (k *Picker[P]) SetSequential(sequential bool) { k.sequential = sequential }

// AddPeer makes p a provider of have; a provider that is known gets the new
// have. It reports false, and does nothing, for one that is avoided.
func (k *Picker[P]) AddPeer(p P, have share.Bitfield) bool {
	if k.Avoided(p) {
		return false
	}
	if k.peers[p] == nil {
		k.peers[p] = &provider{have: share.NewBitfield(len(k.askers))}
		k.order = append(k.order, p)
	}
	k.SetHave(p, have)
	return true
}

// RemovePeer forgets p; what it owed can be asked of others.
func (k *Picker[P]) RemovePeer(p P) {
	v := k.peers[p]
	if v == nil {
		return
	}
	k.release(v)
	k.claim(v, share.NewBitfield(len(k.askers)))
	k.forgetComing()
	delete(k.peers, p)
	k.order = slices.DeleteFunc(k.order, func(other P) bool { return other == p })
}

// SetHave replaces what p claims to hold.
func (k *Picker[P]) SetHave(p P, have share.Bitfield) {
	if v := k.peers[p]; v != nil && v.falseClaims < k.policy.FalseClaims && have.Len() == len(k.askers) {
		k.claim(v, have)
	}
}

// AddHave notes that p claims one chunk more.
func (k *Picker[P]) AddHave(p P, chunk int) {
	v := k.peers[p]
	if v == nil || v.falseClaims >= k.policy.FalseClaims || chunk < 0 || chunk >= len(k.askers) || v.have.Has(chunk) {
		return
	}
	v.have.Set(chunk)
	if !k.arrived(chunk) {
		k.free.gained(chunk)
	}
}

// SetRTT tells the round trip time to p, which stretches its patience.
func (k *Picker[P]) SetRTT(p P, rtt time.Duration) {
	if v := k.peers[p]; v != nil {
		v.rtt = rtt
	}
}

// claim replaces v's bitfield and keeps the counts of holders right.
func (k *Picker[P]) claim(v *provider, have share.Bitfield) {
	if v.whole {
		k.wholes--
	} else {
		for chunk := range v.have.Present() {
			k.free.lost(chunk)
		}
	}
	v.have = have.Clone()
	if v.whole = have.Len() > 0 && have.Full(); v.whole {
		k.wholes++
		return
	}
	for chunk := range v.have.Present() {
		k.free.gained(chunk)
	}
}

// Progress notes n bytes of a chunk from p. It must be called for every byte
// that arrives, wanted or not: silence is measured by it.
func (k *Picker[P]) Progress(now time.Time, p P, chunk, n int) {
	if v := k.peers[p]; v != nil {
		v.heard(now, n)
		if d := v.debt(chunk); d != nil {
			d.got += int64(n)
			return
		}
	}
	if k.have.Has(chunk) {
		k.wasted += int64(n)
	}
}

// Done notes that a chunk of p was verified and written. It reports whether
// the chunk was news, and what others owe in vain now and should be told to
// keep to themselves.
func (k *Picker[P]) Done(now time.Time, p P, chunk int) (bool, []Debt[P]) {
	if v := k.peers[p]; v != nil {
		v.heard(now, 0)
	}
	if chunk < 0 || chunk >= len(k.askers) || k.have.Has(chunk) {
		return false, nil
	}
	k.have.Set(chunk)
	k.missing--
	if k.free.has(chunk) {
		k.free.remove(chunk)
		return true, nil
	}
	var vain []Debt[P]
	for _, other := range k.order {
		d, ok := k.peers[other].settle(chunk)
		if !ok {
			continue
		}
		k.settled(chunk)
		if other != p {
			k.wasted += d.got
			vain = append(vain, Debt[P]{Peer: other, Chunk: chunk})
		}
	}
	return true, vain
}

// settled takes one asker off a chunk and frees it when that was the last.
func (k *Picker[P]) settled(chunk int) {
	if k.askers[chunk]--; k.askers[chunk] > 0 {
		k.copies--
		return
	}
	if !k.have.Has(chunk) {
		k.free.insert(chunk)
	}
}

// release gives everything v owes to whoever asks next.
func (k *Picker[P]) release(v *provider) []int {
	released := make([]int, 0, len(v.debts))
	for _, d := range v.debts {
		released = append(released, d.chunk)
		k.settled(d.chunk)
	}
	v.debts = v.debts[:0]
	return released
}

// Reason says why a chunk did not come.
type Reason int

// The reasons.
const (
	// Lost: the link broke, a deadline passed, or our own disk failed.
	Lost Reason = iota
	// NotHave: the provider claimed the chunk and refuses it. The claim is
	// removed; with Policy.FalseClaims of them it counts as having nothing.
	NotHave
	// Busy: the provider will not serve now; it is left alone for a while.
	Busy
	// Promised: the provider is sending the chunk to somebody who passes it on.
	// It is not asked for this one for a while.
	Promised
)

// Failed notes that p will not deliver a chunk it was asked for.
func (k *Picker[P]) Failed(now time.Time, p P, chunk int, why Reason) {
	v := k.peers[p]
	if v == nil {
		return
	}
	if _, owed := v.settle(chunk); owed {
		k.settled(chunk)
	}
	switch {
	case why == Busy:
		v.busyUntil = now.Add(k.policy.BusyFor)
	case why == Promised:
		v.postpone(chunk, now.Add(k.policy.PromisedFor))
	case why == NotHave && v.have.Has(chunk):
		k.disbelieve(v, chunk)
	}
}

// Granted notes that p, which was busy, serves us now.
func (k *Picker[P]) Granted(p P) {
	if v := k.peers[p]; v != nil {
		v.busyUntil = time.Time{}
	}
}

func (k *Picker[P]) disbelieve(v *provider, chunk int) {
	believed := v.have.Clone()
	believed.Clear(chunk)
	if v.falseClaims++; v.falseClaims >= k.policy.FalseClaims {
		k.release(v)
		believed = share.NewBitfield(len(k.askers))
	}
	k.claim(v, believed)
}

// Corrupt notes that a chunk from p did not verify. Since a chunk comes from
// one provider whole, p is the culprit: it is removed and avoided for this
// file, and what it owed can be asked of others.
func (k *Picker[P]) Corrupt(p P) {
	k.RemovePeer(p)
	if k.Avoided(p) {
		return
	}
	if len(k.avoided) == maxAvoided {
		k.avoided = slices.Delete(k.avoided, 0, 1)
	}
	k.avoided = append(k.avoided, p)
}
