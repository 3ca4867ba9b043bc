package picker

import (
	"slices"
	"time"

	"hinny/share"
)

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
	if d, owed := v.settle(chunk); owed {
		k.settled(d)
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
