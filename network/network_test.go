package network_test

import (
	"context"
	"errors"
	"net"
	"strings"
	"testing"

	"hinny/network"
	"hinny/network/swarmtest"
)

func connected(n, other *network.Network) func() bool {
	return func() bool {
		for _, p := range n.Peers() {
			if p.ID == other.ID() && p.Connected {
				return true
			}
		}
		return false
	}
}

func TestTwoPeersConnectAndKnowEachOther(t *testing.T) {
	a, b := swarmtest.Start(t, swarmtest.Options(t)), swarmtest.Start(t, swarmtest.Options(t))
	info, err := a.Connect(t.Context(), b.Addrs()[0])
	if err != nil {
		t.Fatal(err)
	}
	if info.ID != b.ID() || !info.Connected || info.How != "connected" {
		t.Errorf("Connect says %+v", info)
	}
	swarmtest.Eventually(t, "b sees a with its program", func() bool {
		peers := b.Peers()
		return len(peers) == 1 && peers[0].ID == a.ID() && peers[0].Connected && peers[0].Agent == "hinny/test" && peers[0].Down > 0 && peers[0].Up > 0
	})
	if found, err := b.FindPeer(t.Context(), a.ID()); err != nil || found.How != "connected" || !found.Connected || len(found.Addrs) == 0 {
		t.Errorf("FindPeer says %+v, %v", found, err)
	}
}

func TestConnectSaysWhatIsWrong(t *testing.T) {
	a, b := swarmtest.Start(t, swarmtest.Options(t)), swarmtest.Start(t, swarmtest.Options(t))
	bare, _, _ := strings.Cut(b.Addrs()[0], "/p2p/")
	off := func() (addr, id string) { // a peer that has left
		c, stop := swarmtest.Run(t, swarmtest.Options(t))
		defer stop()
		return c.Addrs()[0], c.ID()
	}
	// Two of them: every address once named for a peer is tried with the next.
	gone, _ := off()
	_, absent := off()
	for name, test := range map[string]struct {
		addr string
		want error
	}{
		"not a multiaddr":  {"127.0.0.1:4001", network.ErrBadAddress},
		"empty":            {"", network.ErrBadAddress},
		"no peer ID":       {bare, network.ErrBadAddress},
		"no place":         {"/p2p/" + b.ID(), network.ErrBadAddress},
		"nobody there":     {gone, network.ErrUnreachable},
		"somebody else":    {bare + "/p2p/" + absent, network.ErrWrongPeer},
		"ourselves":        {a.Addrs()[0], network.ErrSelf},
		"unknown protocol": {"/ip4/127.0.0.1/sctp/1/p2p/" + b.ID(), network.ErrUnreachable},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := a.Connect(t.Context(), test.addr)
			if !errors.Is(err, test.want) {
				t.Fatalf("%q gives %v, want %v", test.addr, err, test.want)
			}
			if strings.Contains(err.Error(), "\n") {
				t.Errorf("the error has more than one line: %q", err)
			}
		})
	}
}

func TestConnectAfterFailureTriesAgainAtOnce(t *testing.T) {
	a := swarmtest.Start(t, swarmtest.Options(t))
	o := swarmtest.Options(t)
	b, stop := swarmtest.Run(t, o)
	addr := b.Addrs()[0]
	stop()
	for range 3 { // libp2p now holds the address back for several seconds
		if _, err := a.Connect(t.Context(), addr); !errors.Is(err, network.ErrUnreachable) {
			t.Fatalf("a peer that is off gives %v", err)
		}
	}
	bare, _, _ := strings.Cut(addr, "/p2p/")
	o.Listen = []string{bare}
	swarmtest.Start(t, o)
	if _, err := a.Connect(t.Context(), addr); err != nil {
		t.Errorf("the peer is back, but: %v", err)
	}
}

func TestListenAddressThatFailsIsNamed(t *testing.T) {
	taken, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	port := taken.Addr().String()[len("127.0.0.1:"):]
	for _, addr := range []string{
		"/ip4/127.0.0.1/tcp/" + port, "nonsense", "/ip4/127.0.0.1", "/ip4/127.0.0.1/udp/1/webrtc-direct",
	} {
		o := swarmtest.Options(t)
		o.Listen = []string{"/ip4/127.0.0.1/tcp/0", addr}
		if _, err := network.New(o); err == nil || !strings.Contains(err.Error(), addr) {
			t.Errorf("listening on %q gives %v", addr, err)
		}
	}
}

func TestGivenPeerIsDialledUntilItIsThere(t *testing.T) {
	late := swarmtest.Options(t)
	b, stop := swarmtest.Run(t, late)
	addr := b.Addrs()[0]
	stop()
	o := swarmtest.Options(t)
	o.Peers = []string{addr}
	a := swarmtest.Start(t, o)
	bare, _, _ := strings.Cut(addr, "/p2p/")
	late.Listen = []string{bare}
	b = swarmtest.Start(t, late)
	swarmtest.Eventually(t, "a reaches b", connected(a, b))
}

func TestPeersAreRememberedOverARestart(t *testing.T) {
	a := swarmtest.Start(t, swarmtest.Options(t))
	o := swarmtest.Options(t)
	b, stop := swarmtest.Run(t, o)
	if _, err := b.Connect(t.Context(), a.Addrs()[0]); err != nil {
		t.Fatal(err)
	}
	swarmtest.Eventually(t, "b notes a", func() bool {
		peers := b.Peers()
		return len(peers) == 1 && !peers[0].LastSeen.IsZero()
	})
	stop()
	swarmtest.Eventually(t, "a sees b leave", func() bool { return a.Connections() == 0 })
	b = swarmtest.Start(t, o) // given no address this time
	swarmtest.Eventually(t, "b reaches a again", connected(b, a))
}

func TestPeerIsFoundThroughAThird(t *testing.T) {
	peers := swarmtest.Star(t, 5)
	for _, n := range peers[1:] {
		swarmtest.Eventually(t, "the star is up", connected(n, peers[0]))
	}
	var info network.PeerInfo
	swarmtest.Eventually(t, "one finds four", func() (ok bool) {
		var err error
		info, err = peers[1].FindPeer(t.Context(), peers[4].ID())
		return err == nil && info.Connected && len(info.Addrs) > 0 // its addresses come with its identification
	})
	if info.ID != peers[4].ID() {
		t.Errorf("found %+v", info)
	}
}

func TestUnknownPeerIsSaid(t *testing.T) {
	a := swarmtest.Start(t, swarmtest.Options(t))
	b, stop := swarmtest.Run(t, swarmtest.Options(t))
	stop()
	if _, err := a.FindPeer(t.Context(), b.ID()); err == nil || !strings.Contains(err.Error(), b.ID()) {
		t.Errorf("an unknown peer gives %v", err)
	}
	if _, err := a.FindPeer(t.Context(), "12D3KooWnonsense"); !errors.Is(err, network.ErrBadAddress) {
		t.Errorf("nonsense gives %v", err)
	}
	if _, err := a.FindPeer(t.Context(), a.ID()); !errors.Is(err, network.ErrSelf) {
		t.Errorf("our own ID gives %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := a.FindPeer(ctx, b.ID()); err == nil {
		t.Error("a search that is cancelled finds somebody")
	}
}
