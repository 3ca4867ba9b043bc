package search

import (
	"fmt"
	"unicode/utf8"

	"github.com/libp2p/go-libp2p/core/host"
	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/libp2p/go-libp2p/core/record"
	ma "github.com/multiformats/go-multiaddr"
	"google.golang.org/protobuf/proto"

	"hinny/network/flood"
	"hinny/network/wire"
	"hinny/share"
)

// Limits of a sealed answer.
const (
	maxAnswerHits  = 20
	maxAnswerAddrs = 16
	maxAddrBytes   = 256
	maxNameBytes   = 1024
)

// sealRecord signs our present addresses as libp2p's peer record (RFC 0003).
func sealRecord(h host.Host) ([]byte, error) {
	addrs := h.Addrs()
	rec := peer.PeerRecordFromAddrInfo(peer.AddrInfo{ID: h.ID(), Addrs: addrs[:min(len(addrs), maxRecordAddrs)]})
	return seal(h, rec)
}

func seal(h host.Host, rec record.Record) ([]byte, error) {
	key := h.Peerstore().PrivKey(h.ID())
	if key == nil {
		return nil, fmt.Errorf("sign as %s: the host has no private key", h.ID())
	}
	envelope, err := record.Seal(rec, key)
	if err != nil {
		return nil, fmt.Errorf("sign as %s: %w", h.ID(), err)
	}
	return envelope.Marshal()
}

// openRecord verifies a peer record and that the peer itself signed it.
func openRecord(sealed []byte) (peer.AddrInfo, error) {
	if len(sealed) > maxRecordBytes {
		return peer.AddrInfo{}, malformed("a peer record of %d bytes", len(sealed))
	}
	var rec peer.PeerRecord
	envelope, err := record.ConsumeTypedEnvelope(sealed, &rec)
	if err != nil {
		return peer.AddrInfo{}, malformed("a peer record: %v", err)
	}
	if !rec.PeerID.MatchesPublicKey(envelope.PublicKey) {
		return peer.AddrInfo{}, malformed("a peer record of %s that another signed", rec.PeerID)
	}
	if len(rec.Addrs) > maxRecordAddrs {
		return peer.AddrInfo{}, malformed("a peer record with %d addresses", len(rec.Addrs))
	}
	return peer.AddrInfo{ID: rec.PeerID, Addrs: rec.Addrs}, nil
}

// answerRecord is a SearchAnswer as the content of an envelope.
type answerRecord struct{ answer wire.SearchAnswer }

// Domain keeps the signature from being taken for any other.
func (*answerRecord) Domain() string { return "hinny-search-answer" }

// Codec names the content: a private multicodec would need registration, so it
// is told by name, as the domain is.
func (*answerRecord) Codec() []byte { return []byte("/hinny/search/answer/1") }

// MarshalRecord writes the answer.
func (r *answerRecord) MarshalRecord() ([]byte, error) { return proto.Marshal(&r.answer) }

// UnmarshalRecord reads it.
func (r *answerRecord) UnmarshalRecord(data []byte) error { return proto.Unmarshal(data, &r.answer) }

// sealAnswer signs what our library holds for a query, and how fast it could be
// had.
func sealAnswer(h host.Host, id flood.ID, files []share.File, rate share.RateClass) (flood.Hits, error) {
	out := flood.Hits{ID: id, Provider: string(h.ID()), Rate: rate}
	rec := answerRecord{}
	rec.answer.Id, rec.answer.Rate = id[:], uint32(rate)
	for _, addr := range h.Addrs() {
		if len(rec.answer.Addrs) < maxAnswerAddrs {
			rec.answer.Addrs = append(rec.answer.Addrs, addr.Bytes())
		}
	}
	for _, f := range files[:min(len(files), maxAnswerHits)] {
		name := f.Name()
		if len(name) > maxNameBytes || !utf8.ValidString(name) {
			continue // such a name cannot be said; the file is still shared
		}
		out.Hits = append(out.Hits, flood.Hit{Root: f.Root, Name: name, Size: f.Size, Meta: f.Meta})
		rec.answer.Hits = append(rec.answer.Hits, &wire.SearchHit{Root: f.Root[:], Name: name, Size: uint64(f.Size), Meta: metaMessage(f.Meta)})
	}
	var err error
	out.Sealed, err = seal(h, &rec)
	return out, err
}

// openHits verifies an answer: that its provider signed it, for this query,
// within the limits. It also returns where the provider says it is.
func openHits(m *wire.SearchHits) (flood.Hits, peer.AddrInfo, error) {
	var rec answerRecord
	envelope, err := record.ConsumeTypedEnvelope(m.GetSealed(), &rec)
	if err != nil {
		return flood.Hits{}, peer.AddrInfo{}, malformed("an answer: %v", err)
	}
	provider, err := peer.IDFromPublicKey(envelope.PublicKey)
	if err != nil {
		return flood.Hits{}, peer.AddrInfo{}, malformed("the key of an answer: %v", err)
	}
	out := flood.Hits{Provider: string(provider), Sealed: m.GetSealed()}
	if len(m.GetId()) != flood.IDSize || string(m.GetId()) != string(rec.answer.GetId()) {
		return flood.Hits{}, peer.AddrInfo{}, malformed("an answer to another query")
	}
	copy(out.ID[:], m.GetId())
	if said := rec.answer.GetRate(); said <= uint32(share.MaxRateClass) {
		out.Rate = share.RateClass(said) // any other is of a later version, or a lie: not known
	}
	if out.Hits, err = openAnswerHits(rec.answer.GetHits()); err != nil {
		return flood.Hits{}, peer.AddrInfo{}, err
	}
	info, err := openAddrs(provider, rec.answer.GetAddrs())
	return out, info, err
}

func openAnswerHits(hits []*wire.SearchHit) ([]flood.Hit, error) {
	if len(hits) == 0 || len(hits) > maxAnswerHits {
		return nil, malformed("an answer with %d hits", len(hits))
	}
	out := make([]flood.Hit, 0, len(hits))
	for _, h := range hits {
		root, err := share.RootHashFromBytes(h.GetRoot())
		if err != nil || root.IsZero() {
			return nil, malformed("a hit without a root hash")
		}
		name := h.GetName()
		if name == "" || len(name) > maxNameBytes || !utf8.ValidString(name) {
			return nil, malformed("a hit whose name has %d bytes", len(name))
		}
		if h.GetSize() > uint64(share.MaxFileSize) {
			return nil, malformed("a hit of %d bytes", h.GetSize())
		}
		out = append(out, flood.Hit{Root: root, Name: name, Size: int64(h.GetSize()), Meta: openMeta(h.GetMeta())})
	}
	return out, nil
}

func openAddrs(provider peer.ID, addrs [][]byte) (peer.AddrInfo, error) {
	info := peer.AddrInfo{ID: provider}
	if len(addrs) > maxAnswerAddrs {
		return info, malformed("an answer with %d addresses", len(addrs))
	}
	for _, data := range addrs {
		if len(data) > maxAddrBytes {
			return info, malformed("an address of %d bytes", len(data))
		}
		addr, err := ma.NewMultiaddrBytes(data)
		if err != nil {
			return info, malformed("an address: %v", err)
		}
		info.Addrs = append(info.Addrs, addr)
	}
	return info, nil
}
