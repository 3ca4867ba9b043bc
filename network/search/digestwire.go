package search

import (
	"time"

	"hinny/network/digest"
	"hinny/network/flood"
	"hinny/network/wire"
)

// What a neighbour may send of its digest: patches at the rate it makes them
// and some more, keys in as many parts as the largest set has, and that again
// when it changes all.
const (
	patchRate  = 1.0 / 15
	patchBurst = 12
	keysRate   = 1.0
	keysBurst  = 4 * (digest.MaxKeys/digest.PartKeys + 1)
	// pieceBytes keeps a piece of a filter within a frame.
	pieceBytes = 48 << 10
)

// inbound gathers the digest that one reader receives. Its patches are
// unpacked by the reader, so that the loop does no work for it.
type inbound struct {
	patches, keys flood.Bucket
	pieces        []byte
	filter        *digest.Filter
}

// sendKeys tells a hub how our keys changed since it was told last.
func sendKeys(l *link, own digest.Set) {
	reset := l.told.keys == nil
	added, removed := own.Without(l.told.keys), l.told.keys.Without(own)
	l.told.keys = own
	for first := true; first && reset || len(added) > 0 || len(removed) > 0; first = false {
		m := &wire.SearchKeys{Reset_: first && reset}
		m.Added, added = part(added)
		m.Removed, removed = part(removed)
		l.out.digest(&wire.SearchFrame{Body: &wire.SearchFrame_Keys{Keys: m}})
	}
}

// part writes as many keys as one of the two lists of a message may hold.
func part(keys digest.Set) (data []byte, rest digest.Set) {
	n := min(len(keys), digest.PartKeys/2)
	return keys[:n].Encode(), keys[n:]
}

// sendFilter sends a change to a filter in pieces.
func sendFilter(l *link, p digest.Patch) {
	for data := p.Data; ; {
		n := min(len(data), pieceBytes)
		m := &wire.SearchFilter{Log: uint32(p.Log), Reset_: p.Reset, Data: data[:n], Last: n == len(data)}
		l.out.digest(&wire.SearchFrame{Body: &wire.SearchFrame_Filter{Filter: m}})
		if data = data[n:]; len(data) == 0 {
			return
		}
	}
}

// onKeys takes a change to the keys of a leaf.
func (s *Service) onKeys(l *link, in *inbound, m *wire.SearchKeys) (func(), error) {
	if !in.keys.Take(time.Since(l.began), keysRate, keysBurst) {
		return nil, errTooFast
	}
	added, err := digest.DecodeSet(m.GetAdded())
	if err != nil {
		return nil, err
	}
	removed, err := digest.DecodeSet(m.GetRemoved())
	if err != nil {
		return nil, err
	}
	return func() {
		if s.links[l.peer] != l {
			return
		}
		old := l.heard.keys
		if m.GetReset_() {
			old = nil
		}
		keys, err := old.Without(removed).With(added)
		if err != nil {
			s.log.Warn("a leaf has more keys than one may have and is left", "peer", l.peer.String())
			s.expel(l.peer)
			return
		}
		l.heard.keys, l.heard.complete = keys, true
		s.digests.stale = s.digests.stale || l.role == flood.Leaf
	}, nil
}

// onFilter takes a piece of a change to the filter of a hub.
func (s *Service) onFilter(l *link, in *inbound, m *wire.SearchFilter) (func(), error) {
	if len(in.pieces)+len(m.GetData()) > digest.MaxPatchBytes {
		return nil, malformed("a filter of more than %d bytes", digest.MaxPatchBytes)
	}
	in.pieces = append(in.pieces, m.GetData()...)
	if !m.GetLast() {
		if len(m.GetData()) == 0 {
			return nil, malformed("a piece of a filter without content")
		}
		return nil, nil
	}
	if !in.patches.Take(time.Since(l.began), patchRate, patchBurst) {
		return nil, errTooFast
	}
	patch := digest.Patch{Log: int(min(m.GetLog(), maxClaim)), Reset: m.GetReset_(), Data: in.pieces}
	filter, err := patch.Apply(in.filter)
	if err != nil {
		return nil, err
	}
	in.pieces, in.filter = nil, filter
	return func() {
		if s.links[l.peer] == l {
			l.heard.filter = filter
		}
	}, nil
}
