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
	askers  []uint8        // of each chunk: how many providers owe it or some of it
	cuts    map[int]*cut   // missing chunks that are sent in sections
	late    bool           // somebody is late with a chunk; see Policy.SplitAfter
	peers   map[P]*provider
	order   []P // in the order they joined, so that every walk is repeatable
	wholes  int // providers of the whole file
	avoided []P

	sequential bool // chunks are asked for in their order
	low        int  // all chunks below are here

	copies int   // debts beyond the first of their chunk
	wasted int64 // bytes that arrived for chunks already here
}

// Request is a chunk, or some sections of one, to be asked of the provider that
// Next was called for.
type Request struct {
	Chunk int
	From  int  // the first section
	Upto  int  // the first that is not asked for; 0: the whole chunk is
	Copy  bool // somebody else owes it too: the endgame
}

// Whole reports whether the whole chunk is asked for.
func (r Request) Whole() bool { return r.Upto == 0 }

// Debt is what a provider owes of a chunk and what is of no use any more.
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
		free: newRanking(chunks), askers: make([]uint8, chunks), peers: map[P]*provider{}, cuts: map[int]*cut{},
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

// SetSections tells that p understands requests for sections of a chunk.
func (k *Picker[P]) SetSections(p P) {
	if v := k.peers[p]; v != nil {
		v.sections = true
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
	if k.have.Has(chunk) || k.cuts[chunk] != nil {
		k.wasted += int64(n)
	}
}

// Done notes that a chunk of p was verified and written. It reports whether
// the chunk was news, and what others owe in vain now and should be told to
// keep to themselves.
func (k *Picker[P]) Done(now time.Time, p P, chunk int) (bool, []Debt[P]) {
	return k.done(now, p, chunk, share.MaxSections)
}

// done is Done for a chunk that is whole with what p has sent, the sections below
// upto.
func (k *Picker[P]) done(now time.Time, p P, chunk, upto int) (bool, []Debt[P]) {
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
	vain := k.pay(p, chunk, upto, func(*debt) bool { return true })
	delete(k.cuts, chunk)
	return true, vain
}

// pay settles the debts of a chunk that are paid by what p has sent, the sections
// below upto. It returns what is owed in vain now: by others, of whom what came is
// wasted but for whole sections of a cut, and by p where it was asked for more.
func (k *Picker[P]) pay(p P, chunk, upto int, paid func(*debt) bool) (vain []Debt[P]) {
	pieces := k.cuts[chunk] != nil
	for _, other := range k.order {
		v := k.peers[other]
		if d := v.debt(chunk); d == nil || !paid(d) {
			continue
		}
		d, _ := v.settle(chunk)
		switch {
		case other != p && pieces:
			k.wasted += d.got % share.SectionSize(k.size)
		case other != p:
			k.wasted += d.got
		}
		k.settled(d)
		if other != p || d.end > upto {
			vain = append(vain, Debt[P]{Peer: other, Chunk: chunk})
		}
	}
	return vain
}

// settled takes one asker off a chunk and frees what nobody owes now.
func (k *Picker[P]) settled(d debt) {
	k.askers[d.chunk]--
	switch {
	case k.cuts[d.chunk] != nil:
		if d.copy {
			k.copies--
		}
		k.recount(d.chunk)
	case k.askers[d.chunk] > 0:
		k.copies--
	case !k.have.Has(d.chunk):
		k.free.insert(d.chunk)
	}
}

// release gives everything v owes to whoever asks next.
func (k *Picker[P]) release(v *provider) []int {
	debts := v.debts
	v.debts = nil
	released := make([]int, 0, len(debts))
	for _, d := range debts {
		released = append(released, d.chunk)
		k.settled(d)
	}
	return released
}
