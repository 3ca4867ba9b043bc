package main

import (
	"context"
	"strings"
	"time"

	"hinny/app/api"
	"hinny/app/words"
)

func peers(ctx context.Context, s *session, args []string) error {
	if err := none(args, "peers"); err != nil {
		return err
	}
	known, err := s.node().Peers(ctx)
	if err != nil {
		return err
	}
	now := time.Now()
	each(s, known, []string{"PEER", "NAME", "", "SEEN", "CLIENT", "DOWN", "UP", "ADDRESS"}, func(p api.Peer) []string {
		return peerRow(p, now)
	}, "Nobody is known yet; give somebody's address to: hinnyd connect MULTIADDR")
	return nil
}

// relation says in a word how we stand to a peer.
func relation(p api.Peer) string {
	switch {
	case p.Neighbour:
		return "neighbour"
	case p.Connected:
		return "connected"
	}
	return p.How
}

func peerRow(p api.Peer, now time.Time) []string {
	addr := ""
	if len(p.Addrs) > 0 {
		addr = p.Addrs[0]
	}
	seen := words.Ago(p.LastSeen, now)
	if p.Connected {
		seen = "now"
	}
	return []string{p.Peer, words.Called(p.Name, p.DisplayName), relation(p), seen, words.Name(p.Client), words.Bytes(p.DownBytes), words.Bytes(p.UpBytes), addr}
}

func findPeer(ctx context.Context, s *session, args []string) error {
	id, err := one(args, "find-peer", "PEERID")
	if err != nil {
		return err
	}
	return s.showPeer(s.node().FindPeer(ctx, id))
}

func connect(ctx context.Context, s *session, args []string) error {
	addr, err := one(args, "connect", "MULTIADDR")
	if err != nil {
		return err
	}
	return s.showPeer(s.node().Connect(ctx, addr))
}

// showPeer writes what a look-up found.
func (s *session) showPeer(p api.Peer, err error) error {
	if err != nil {
		return err
	}
	if s.json {
		s.object(p)
		return nil
	}
	t := table{}
	t.row("Peer", p.Peer)
	if p.Name != "" {
		t.row("Name", words.Name(p.Name))
	}
	t.row("Found", p.How)
	t.row("Connected", map[bool]string{true: "yes", false: "no"}[p.Connected])
	t.row("Client", words.Name(p.Client))
	t.row("Addresses", strings.Join(p.Addrs, " "))
	s.print(t.text())
	return nil
}
