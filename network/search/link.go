package search

import (
	"errors"
	"fmt"
	"time"

	"github.com/libp2p/go-libp2p/core/network"
	"github.com/libp2p/go-libp2p/core/peer"

	"hinny/network/flood"
	"hinny/network/wire"
)

// Rates of what costs a signature check, a second and at once, on one link.
// An honest neighbour passes on at most 200 hits for each of the 20 queries a
// second that it may have asked, mostly many to a frame.
const (
	hitsRate        = 500
	hitsBurst       = 4000
	membershipRate  = 2
	membershipBurst = 80
)

var (
	// errTooFast ends the link to a neighbour that ignores its limits.
	errTooFast = errors.New("the neighbour sends too much")
	// errRefused marks what ends a link by the neighbour's fault: no honest peer
	// of this version sends it.
	errRefused = errors.New("refuse a message")
)

// link is one stream to a peer. The fields are the loop's but for out and
// stream, which are safe for concurrent use.
type link struct {
	peer        peer.ID
	stream      network.Stream
	outgoing    bool
	established bool // a neighbour: the handshake is done
	role        flood.Role
	told        told  // of our digest
	heard       heard // of its digest
	out         *outbox
	began       time.Time
}

// abort ends the link at once. The reset comes first: once the outbox is closed
// the writer closes the stream in good order, and a stream so closed is not
// reset any more, so that a peer who floods us would wait and never hear why.
func (l *link) abort() {
	_ = l.stream.Reset()
	l.out.close()
}

// finish ends the link when what was sent has left.
func (l *link) finish() { l.out.close() }

// write sends what is in the outbox until it is closed and empty.
func (l *link) write() {
	for {
		frame, ok := l.out.next(pingAfter)
		if !ok {
			_ = l.stream.Close()
			return
		}
		if err := l.stream.SetWriteDeadline(time.Now().Add(writeTimeout)); err != nil {
			_ = l.stream.Reset()
			return
		}
		if _, err := l.stream.Write(frame); err != nil {
			_ = l.stream.Reset() // the reader tells the loop
			return
		}
	}
}

// read hands what a peer says to the loop until the stream ends.
func (s *Service) read(l *link) {
	err := s.readFrames(l)
	_ = l.stream.Reset()
	s.post(func() { s.lost(l, err) })
}

func (s *Service) readFrames(l *link) error {
	r := wire.NewReader(l.stream, maxFrame)
	var hits, membership flood.Bucket
	var digests inbound
	for {
		if err := l.stream.SetReadDeadline(time.Now().Add(readTimeout)); err != nil {
			return err
		}
		var frame wire.SearchFrame
		if err := r.Read(&frame); errors.Is(err, wire.ErrTooLong) {
			return fmt.Errorf("%w: %w", errRefused, err)
		} else if err != nil {
			return err
		}
		var act func()
		var err error
		switch body := frame.Body.(type) {
		case *wire.SearchFrame_Membership:
			if !membership.Take(time.Since(l.began), membershipRate, membershipBurst) {
				return fmt.Errorf("%w: %w", errRefused, errTooFast)
			}
			act, err = s.onMembership(l, body.Membership)
		case *wire.SearchFrame_Query:
			act, err = s.onQuery(l, body.Query)
		case *wire.SearchFrame_Status:
			act, err = s.onStatus(l, body.Status)
		case *wire.SearchFrame_Cancel:
			act, err = s.onCancel(l, body.Cancel)
		case *wire.SearchFrame_Hits:
			if !hits.Take(time.Since(l.began), hitsRate, hitsBurst) {
				return fmt.Errorf("%w: %w", errRefused, errTooFast)
			}
			act, err = s.onHits(l, body.Hits)
		case *wire.SearchFrame_Keys:
			act, err = s.onKeys(l, &digests, body.Keys)
		case *wire.SearchFrame_Filter:
			act, err = s.onFilter(l, &digests, body.Filter)
		default: // a ping, or something a later version says
			continue
		}
		if err != nil {
			return fmt.Errorf("%w: %w", errRefused, err)
		}
		if act != nil && !s.post(act) {
			return nil
		}
	}
}

func (s *Service) onMembership(l *link, m *wire.SearchMembership) (func(), error) {
	message, err := openMembership(m)
	if err != nil {
		return nil, err
	}
	if len(message.Entries) > 0 && message.Entries[0].Peer == l.peer {
		message.Entries[0].Group = groupOf(l.stream.Conn().RemoteMultiaddr()) // what it cannot make up
	}
	return func() {
		if s.links[l.peer] == l {
			s.overlayActions(s.overlay.Receive(s.now(), l.peer, message))
		}
	}, nil
}

func (s *Service) onQuery(l *link, m *wire.SearchQuery) (func(), error) {
	q, err := openQuery(m)
	if err != nil {
		return nil, err
	}
	return func() {
		if s.links[l.peer] == l {
			s.floodActions(s.flood.Query(s.now(), l.peer, q))
		}
	}, nil
}

func (s *Service) onStatus(l *link, m *wire.SearchStatus) (func(), error) {
	id, err := openID(m.GetId())
	if err != nil {
		return nil, err
	}
	return func() {
		if s.links[l.peer] == l {
			s.floodActions(s.flood.Status(s.now(), l.peer, id, int(min(m.GetAsked(), maxClaim))))
		}
	}, nil
}

func (s *Service) onCancel(l *link, m *wire.SearchCancel) (func(), error) {
	id, err := openID(m.GetId())
	if err != nil {
		return nil, err
	}
	return func() {
		if s.links[l.peer] == l {
			s.floodActions(s.flood.Cancelled(s.now(), l.peer, id))
		}
	}, nil
}

func (s *Service) onHits(l *link, m *wire.SearchHits) (func(), error) {
	hits, _, err := openHits(m)
	if err != nil {
		return nil, err
	}
	if hits.Provider == string(s.host.ID()) {
		return func() {}, nil // our own answer came back to us
	}
	s.overhear(hits)
	return func() {
		if s.links[l.peer] == l {
			s.floodActions(s.flood.Hits(s.now(), l.peer, hits))
		}
	}, nil
}

// overhear passes on what files are called elsewhere, and what they say of
// themselves.
func (s *Service) overhear(hits flood.Hits) {
	if s.overheard == nil {
		return
	}
	for _, hit := range hits.Hits {
		for _, text := range []string{hit.Name, hit.Meta.Artist, hit.Meta.Album, hit.Meta.Title} {
			if text != "" {
				s.overheard(text)
			}
		}
	}
}
