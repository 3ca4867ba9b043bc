package search

import (
	"errors"
	"fmt"
	"unicode/utf8"

	"github.com/libp2p/go-libp2p/core/peer"

	"hinny/index/query"
	"hinny/network/flood"
	"hinny/network/overlay"
	"hinny/network/wire"
)

// Limits of a membership message.
const (
	maxRecords     = 13      // a shuffle: four neighbours, eight peers heard of, oneself
	maxRecordBytes = 1 << 10 // sixteen addresses and a signature
	maxRecordAddrs = 16
)

// errMalformed marks a message that no honest peer sends.
var errMalformed = errors.New("malformed message")

func malformed(format string, args ...any) error {
	return fmt.Errorf("%w: "+format, append([]any{errMalformed}, args...)...)
}

// membershipFrame writes a message of the overlay. Entries without a record
// are left out: only their own signature makes peers worth repeating.
func membershipFrame(m overlay.Message[peer.ID]) *wire.SearchFrame {
	body := &wire.SearchMembership{Kind: uint32(m.Kind), Urgent: m.Urgent, Ttl: uint32(max(m.TTL, 0)), Leaf: m.Leaf}
	for _, e := range m.Entries {
		if len(e.Record) > 0 && len(body.Records) < maxRecords {
			body.Records = append(body.Records, e.Record)
		}
	}
	return &wire.SearchFrame{Body: &wire.SearchFrame_Membership{Membership: body}}
}

// openMembership checks a message of the overlay and every record in it.
func openMembership(m *wire.SearchMembership) (overlay.Message[peer.ID], error) {
	kind := overlay.Kind(m.GetKind())
	if kind < overlay.Hello || kind > overlay.Shuffled {
		return overlay.Message[peer.ID]{}, malformed("membership of kind %d", m.GetKind())
	}
	if len(m.GetRecords()) > maxRecords {
		return overlay.Message[peer.ID]{}, malformed("%d records", len(m.GetRecords()))
	}
	out := overlay.Message[peer.ID]{Kind: kind, Urgent: m.GetUrgent(), TTL: int(min(m.GetTtl(), 255)), Leaf: m.GetLeaf()}
	for _, sealed := range m.GetRecords() {
		info, err := openRecord(sealed)
		if err != nil {
			return overlay.Message[peer.ID]{}, err
		}
		out.Entries = append(out.Entries, overlay.Entry[peer.ID]{Peer: info.ID, Record: sealed, Group: groupOf(info.Addrs...)})
	}
	return out, nil
}

func queryFrame(q flood.Query) *wire.SearchFrame {
	return &wire.SearchFrame{Body: &wire.SearchFrame_Query{Query: &wire.SearchQuery{
		Id: q.ID[:], Ttl: uint32(q.TTL), Budget: uint32(q.Budget), Want: uint32(q.Want), Text: q.Text, Wave: uint32(max(q.Wave, 0)),
	}}}
}

// maxClaim keeps foreign numbers far from overflow; the flood caps them to its
// policy.
const maxClaim = 1 << 20

// openQuery checks a query; its text must be one that we would send ourselves.
func openQuery(m *wire.SearchQuery) (flood.Query, error) {
	q := flood.Query{
		TTL: int(min(m.GetTtl(), maxClaim)), Budget: int(min(m.GetBudget(), maxClaim)), Want: int(min(m.GetWant(), maxClaim)),
		Wave: int(min(m.GetWave(), maxClaim)), Text: m.GetText(),
	}
	var err error
	if q.ID, err = openID(m.GetId()); err != nil {
		return q, err
	}
	if !utf8.ValidString(q.Text) {
		return q, malformed("a query that is no text")
	}
	if parsed, err := query.Parse(q.Text); err != nil || parsed.Everybody().IsEmpty() {
		return q, malformed("a query that asks for nothing (%v)", err)
	}
	return q, nil
}

func hitsFrame(h flood.Hits) *wire.SearchFrame {
	return &wire.SearchFrame{Body: &wire.SearchFrame_Hits{Hits: &wire.SearchHits{Id: h.ID[:], Sealed: h.Sealed}}}
}

func statusFrame(id flood.ID, asked int) *wire.SearchFrame {
	return &wire.SearchFrame{Body: &wire.SearchFrame_Status{Status: &wire.SearchStatus{Id: id[:], Asked: uint32(asked)}}}
}

func cancelFrame(id flood.ID) *wire.SearchFrame {
	return &wire.SearchFrame{Body: &wire.SearchFrame_Cancel{Cancel: &wire.SearchCancel{Id: id[:]}}}
}

// openID checks a query ID.
func openID(data []byte) (id flood.ID, err error) {
	if len(data) != flood.IDSize {
		return id, malformed("a query ID of %d bytes", len(data))
	}
	copy(id[:], data)
	return id, nil
}
