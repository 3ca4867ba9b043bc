package search

import (
	"context"
	"errors"
	"time"

	"github.com/libp2p/go-libp2p/core/network"
	"github.com/libp2p/go-libp2p/core/peer"

	"hinny/network/flood"
	"hinny/network/overlay"
)

// protectTag keeps the connection manager from closing neighbours.
const protectTag = "hinny-neighbour"

// overlayActions does what the overlay decided. Everything runs on the loop.
func (s *Service) overlayActions(actions []overlay.Action[peer.ID]) {
	for _, action := range actions {
		switch a := action.(type) {
		case overlay.Connect[peer.ID]:
			s.dial(a.Entry)
		case overlay.Send[peer.ID]:
			if l := s.links[a.To]; l != nil {
				l.out.control(membershipFrame(a.Message))
			}
		case overlay.Link[peer.ID]:
			s.linked(a.Peer, a.Role)
		case overlay.Become[peer.ID]:
			s.flood.SetRole(a.Role)
			s.leaf.Store(a.Role == flood.Leaf)
			s.digests.stale = true
			s.log.Info("our role in the search changes", "leaf", a.Role == flood.Leaf)
		case overlay.Close[peer.ID]:
			if l := s.links[a.Peer]; l != nil {
				s.detach(l)
				l.finish()
			}
		}
	}
	s.publishNeighbours()
}

// linked makes a link one that queries go over, or changes its role.
func (s *Service) linked(p peer.ID, role flood.Role) {
	l := s.links[p]
	if l == nil {
		return // it broke while the handshake was on its way
	}
	l.established, l.role = true, role
	s.host.ConnManager().Protect(p, protectTag)
	s.flood.AddNeighbour(p, role)
	s.introduce(l)
	s.log.Debug("a new neighbour", "peer", p.String(), "leaf", role == flood.Leaf)
}

// floodActions does what the flood decided.
func (s *Service) floodActions(actions []flood.Action[peer.ID]) {
	for _, action := range actions {
		switch a := action.(type) {
		case flood.SendQuery[peer.ID]:
			if l := s.links[a.To]; l != nil {
				l.out.query(queryFrame(a.Query))
			}
		case flood.SendHits[peer.ID]:
			if l := s.links[a.To]; l != nil {
				l.out.hits(hitsFrame(a.Hits))
			}
		case flood.SendStatus[peer.ID]:
			if l := s.links[a.To]; l != nil {
				l.out.query(statusFrame(a.ID, a.Asked))
			}
		case flood.SendCancel[peer.ID]:
			if l := s.links[a.To]; l != nil {
				l.out.query(cancelFrame(a.ID))
			}
		case flood.Stop[peer.ID]:
			s.waiting.remove(a.ID)
		case flood.Answer[peer.ID]:
			s.answer(a)
		case flood.Deliver[peer.ID]:
			if r := s.searches[a.Search]; r != nil {
				r.deliver(a.Hits)
			}
		case flood.Drop[peer.ID]:
			s.log.Debug("a message goes no further", "peer", a.From.String(), "query", a.ID.String(), "reason", a.Reason.String())
		case flood.Silent[peer.ID]:
			s.log.Info("a neighbour takes queries and passes nothing on; another takes its place", "peer", a.Peer.String())
			s.expel(a.Peer)
		case flood.Disconnect[peer.ID]:
			s.log.Warn("a neighbour asks for far too much and is refused for a while", "peer", a.Peer.String(), "for", banTime)
			s.ban(a.Peer, banTime)
			s.expel(a.Peer)
		}
	}
}

// expel ends the link to a peer that misbehaves.
func (s *Service) expel(p peer.ID) {
	if l := s.links[p]; l != nil {
		s.detach(l)
		l.abort()
	}
	s.overlayActions(s.overlay.Forget(s.now(), p))
}

// dial opens a stream to a peer the overlay wants.
func (s *Service) dial(e overlay.Entry[peer.ID]) {
	if s.links[e.Peer] != nil || s.isBanned(e.Peer) {
		s.overlayActions(s.overlay.Failed(s.now(), e.Peer))
		return
	}
	if len(e.Record) > 0 {
		if info, err := openRecord(e.Record); err == nil {
			s.host.Peerstore().AddAddrs(info.ID, info.Addrs, addrLife)
		}
	}
	patience := overlay.DefaultPolicy().Handshake
	s.tasks.Go(func() {
		ctx, cancel := context.WithTimeout(s.ctx, patience)
		defer cancel()
		// A relayed connection is good enough for messages this small.
		stream, err := s.host.NewStream(network.WithAllowLimitedConn(ctx, "search"), e.Peer, ID)
		posted := s.post(func() { s.dialled(e.Peer, stream, err) })
		if !posted && err == nil {
			_ = stream.Reset()
		}
	})
}

// dialled goes on when a dial has succeeded or failed.
func (s *Service) dialled(p peer.ID, stream network.Stream, err error) {
	if err != nil {
		s.log.Debug("a peer cannot be reached", "peer", p.String(), "err", err)
		s.overlayActions(s.overlay.Failed(s.now(), p))
		return
	}
	hello := s.overlay.Opened(p)
	if s.links[p] != nil || len(hello) == 0 {
		_ = stream.Reset() // nothing was written: the peer has not even seen it
		return
	}
	s.attach(p, stream, true)
	s.overlayActions(hello)
}

// adopt takes a stream that a peer opened.
func (s *Service) adopt(stream network.Stream) {
	p := stream.Conn().RemotePeer()
	old := s.links[p]
	oursWins := old != nil && old.outgoing && !old.established && s.host.ID() > p
	if s.isBanned(p) || oursWins {
		_ = stream.Reset()
		return
	}
	if old != nil {
		established := old.established
		s.detach(old)
		old.abort()
		if established {
			s.overlayActions(s.overlay.Unlinked(s.now(), p))
		}
	}
	s.attach(p, stream, false)
}

// attach begins to read and write a stream.
func (s *Service) attach(p peer.ID, stream network.Stream, outgoing bool) {
	l := &link{peer: p, stream: stream, outgoing: outgoing, out: newOutbox(), began: time.Now()}
	s.links[p] = l
	s.tasks.Go(func() { s.read(l) })
	s.tasks.Go(l.write)
}

// detach takes a link out of use; the stream is still to be closed.
func (s *Service) detach(l *link) {
	if s.links[l.peer] != l {
		return
	}
	delete(s.links, l.peer)
	if l.established {
		s.flood.RemoveNeighbour(l.peer)
		s.digests.stale = s.digests.stale || l.role == flood.Leaf
		s.host.ConnManager().Unprotect(l.peer, protectTag)
	}
}

// lost goes on when a link has ended by itself.
func (s *Service) lost(l *link, err error) {
	if s.links[l.peer] != l {
		return // it was replaced or closed by us
	}
	s.log.Debug("a link ended", "peer", l.peer.String(), "err", err)
	s.detach(l)
	l.abort()
	switch {
	case errors.Is(err, errRefused):
		s.log.Warn("a neighbour sends what no honest peer does and is refused for a while", "peer", l.peer.String(), "for", faultTime, "err", err)
		s.ban(l.peer, faultTime)
		s.overlayActions(s.overlay.Forget(s.now(), l.peer))
	case l.established:
		s.overlayActions(s.overlay.Unlinked(s.now(), l.peer))
	case l.outgoing:
		s.overlayActions(s.overlay.Failed(s.now(), l.peer))
	}
}
