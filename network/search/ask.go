package search

import (
	"context"
	crand "crypto/rand"
	"errors"
	"fmt"
	"time"

	"github.com/libp2p/go-libp2p/core/network"
	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/libp2p/go-libp2p/core/protocol"

	"hinny/index/query"
	"hinny/network/flood"
	"hinny/network/wire"
)

// AskID is the protocol that asks one peer, and nobody beyond it: whom the DHT
// named for a rare word. It carries one SearchQuery and at most one SearchHits.
const AskID protocol.ID = "/hinny/ask/1.0.0"

// Limits of questions from peers that are no neighbours.
const (
	askTimeout  = 10 * time.Second // for the whole exchange
	maxAsked    = 4                // questions answered at once; more are refused
	maxQuestion = 1 << 10          // a query of 512 bytes and its ID
)

// errNothing means that a peer that was asked has nothing.
var errNothing = errors.New("the peer has nothing that matches")

// Ask puts a query to one peer and returns its hits.
func (s *Service) Ask(ctx context.Context, p peer.ID, q query.Query) ([]Hit, error) {
	ctx, cancel := context.WithTimeout(ctx, askTimeout)
	defer cancel()
	stream, err := s.host.NewStream(network.WithAllowLimitedConn(ctx, "ask"), p, AskID)
	if err != nil {
		return nil, fmt.Errorf("ask %s: %w", p, err)
	}
	defer stream.Reset() //nolint:errcheck // whatever is left of it
	if err := stream.SetDeadline(time.Now().Add(askTimeout)); err != nil {
		return nil, fmt.Errorf("ask %s: %w", p, err)
	}
	var id flood.ID
	if _, err := crand.Read(id[:]); err != nil {
		return nil, fmt.Errorf("ask %s: %w", p, err)
	}
	if err := wire.Write(stream, &wire.SearchQuery{Id: id[:], Text: q.String()}); err != nil {
		return nil, fmt.Errorf("ask %s: %w", p, err)
	}
	_ = stream.CloseWrite() // the query is all we say; a failure shows below
	var answer wire.SearchHits
	if err := wire.NewReader(stream, maxFrame).Read(&answer); err != nil {
		return nil, fmt.Errorf("%w: %w", errNothing, err)
	}
	hits, info, err := openHits(&answer)
	if err != nil || hits.ID != id || info.ID != p {
		return nil, malformed("the answer of %s to another question or by another peer (%v)", p, err)
	}
	s.overhear(hits)
	out := make([]Hit, 0, len(hits.Hits))
	for _, hit := range hits.Hits {
		out = append(out, Hit{Root: hit.Root, Name: hit.Name, Size: hit.Size, Meta: hit.Meta, Rate: hits.Rate, Provider: info, Network: networkOf(info.Addrs...)})
	}
	return out, nil
}

// asked answers the question of any peer, a few at a time. Who gets no answer
// sees the stream reset.
func (s *Service) asked(stream network.Stream) {
	select {
	case s.questions <- struct{}{}:
		defer func() { <-s.questions }()
	default: // the one who asks has others to ask
		_ = stream.Reset()
		return
	}
	if s.answerer == nil || s.reply(stream) != nil {
		_ = stream.Reset()
		return
	}
	_ = stream.Close()
}

func (s *Service) reply(stream network.Stream) error {
	if err := stream.SetDeadline(time.Now().Add(askTimeout)); err != nil {
		return err
	}
	var m wire.SearchQuery
	if err := wire.NewReader(stream, maxQuestion).Read(&m); err != nil {
		return err
	}
	q, err := openQuery(&m)
	if err != nil {
		return err
	}
	hits, ok := s.look(q)
	if !ok {
		return errNothing
	}
	return wire.Write(stream, &wire.SearchHits{Id: q.ID[:], Sealed: hits.Sealed})
}
