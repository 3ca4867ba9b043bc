package search

import (
	"testing"

	"github.com/libp2p/go-libp2p/core/peer"

	"hinny/network/digest"
	"hinny/network/flood"
	"hinny/network/wire"
)

func TestAHostileDigestEndsTheLink(t *testing.T) {
	keys := func(added []byte) *wire.SearchFrame {
		return &wire.SearchFrame{Body: &wire.SearchFrame_Keys{Keys: &wire.SearchKeys{Added: added}}}
	}
	filter := func(f *wire.SearchFilter) *wire.SearchFrame {
		return &wire.SearchFrame{Body: &wire.SearchFrame_Filter{Filter: f}}
	}
	piece := filter(&wire.SearchFilter{Log: 21, Reset_: true, Data: make([]byte, pieceBytes)})
	pieces := make([]*wire.SearchFrame, digest.MaxPatchBytes/pieceBytes+1)
	for i := range pieces {
		pieces[i] = piece
	}
	var sets []*wire.SearchFrame // no two share a key
	for i := range digest.Key(2 * digest.MaxKeys / 5000) {
		set := make(digest.Set, 5000)
		for j := range set {
			set[j] = i + digest.Key(j)*1000
		}
		sets = append(sets, keys(set.Encode()))
	}
	for name, frames := range map[string][]*wire.SearchFrame{
		"keys that cannot be read": {keys([]byte{0xff})},
		"too many keys":            sets,
		"a filter too large":       {filter(&wire.SearchFilter{Log: 60, Reset_: true, Last: true})},
		"a patch to nothing":       {filter(&wire.SearchFilter{Log: 10, Last: true})},
		"pieces without end":       pieces,
	} {
		t.Run(name, func(t *testing.T) {
			_, e := meet(t)
			for _, frame := range frames {
				if wire.Write(e.stream, frame) != nil {
					break // it is over already
				}
			}
			e.refused()
		})
	}
}

func TestANeighbourThatAsksALotOnlyDelaysItself(t *testing.T) {
	var q waiting
	for i := range 200 {
		q.add(flood.Answer[peer.ID]{From: "noisy", Query: flood.Query{ID: flood.ID{byte(i)}}})
	}
	q.add(flood.Answer[peer.ID]{From: "quiet", Query: flood.Query{ID: flood.ID{0, 1}}})
	if q.count != maxWaitingEach+1 {
		t.Errorf("%d queries wait, %d of one neighbour are the limit", q.count, maxWaitingEach)
	}
	q.next()
	if a, ok := q.next(); !ok || a.From != "quiet" {
		t.Errorf("after one query of the noisy neighbour comes one of %q", a.From)
	}
	q.remove(flood.ID{199})
	served := 0
	for _, ok := q.next(); ok; _, ok = q.next() {
		served++
	}
	if served != maxWaitingEach-2 || q.count != 0 || len(q.queues) != 0 {
		t.Errorf("%d more are served, %d are left", served, q.count)
	}
}
