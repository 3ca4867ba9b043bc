package network

import (
	"testing"

	ma "github.com/multiformats/go-multiaddr"
)

func TestTCPGoesFirstOnTheLocalNetworkOnly(t *testing.T) {
	first := func(texts ...string) string {
		var addrs []ma.Multiaddr
		for _, text := range texts {
			addrs = append(addrs, ma.StringCast(text))
		}
		ranked := rankDials(addrs)
		if len(ranked) != len(texts) {
			t.Fatalf("%d of %d addresses are dialled", len(ranked), len(texts))
		}
		best := ranked[0]
		for _, r := range ranked {
			if r.Delay < best.Delay {
				best = r
			}
		}
		return best.Addr.String()
	}
	const (
		localTCP, localQUIC   = "/ip4/192.168.1.2/tcp/4001", "/ip4/192.168.1.2/udp/4001/quic-v1"
		loopTCP, loopQUIC     = "/ip6/::1/tcp/4001", "/ip6/::1/udp/4001/quic-v1"
		publicTCP, publicQUIC = "/ip4/8.8.8.8/tcp/4001", "/ip4/8.8.8.8/udp/4001/quic-v1"
	)
	if got := first(localQUIC, localTCP); got != localTCP {
		t.Errorf("on the local network %s goes first", got)
	}
	if got := first(loopQUIC, loopTCP); got != loopTCP {
		t.Errorf("on loopback %s goes first", got)
	}
	if got := first(publicTCP, publicQUIC); got != publicQUIC {
		t.Errorf("elsewhere %s goes first", got)
	}
	if ranked := rankDials([]ma.Multiaddr{ma.StringCast(localQUIC)}); ranked[0].Delay != 0 {
		t.Error("QUIC waits for a TCP address that is not there")
	}
	if got := first(localQUIC, publicQUIC, localTCP, publicTCP); got != localTCP && got != publicQUIC {
		t.Errorf("%s goes first", got)
	}
	if len(rankDials(nil)) != 0 {
		t.Error("no addresses give dials")
	}
}
