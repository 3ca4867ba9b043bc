package search

import (
	"testing"

	ma "github.com/multiformats/go-multiaddr"
)

func TestWhereAProviderSaysItIs(t *testing.T) {
	const relay = "/p2p/12D3KooWQYhTNQdmr3ArTeUHRYzFg94BKyTkoWBDWez9kSCVe2Xo/p2p-circuit"
	for _, c := range []struct {
		addrs  []string
		expect string
	}{
		{nil, ""},
		{[]string{"/ip4/192.168.1.5/tcp/4001", "/ip4/8.8.4.4/tcp/4001"}, "8.8.0.0/16"},
		{[]string{"/ip4/9.9.9.9/tcp/1" + relay, "/ip4/8.8.4.4/udp/4001/quic-v1"}, "8.8.0.0/16"},
		{[]string{"/ip6/2606:4700::1111/tcp/1"}, "2606:4700::/32"},
		{[]string{"/ip4/192.168.1.5/tcp/4001", "/ip4/9.9.9.9/tcp/1" + relay}, "behind 9.9.0.0/16"},
		{[]string{"/ip4/192.168.1.5/tcp/4001", "/ip4/10.0.0.1/tcp/1"}, "192.168.1.5"},
		{[]string{"/ip4/127.0.0.1/tcp/4001"}, "127.0.0.1"},
		{[]string{"/dns4/example.org/tcp/1"}, ""},
	} {
		var addrs []ma.Multiaddr
		for _, text := range c.addrs {
			addr, err := ma.NewMultiaddr(text)
			if err != nil {
				t.Fatal(err)
			}
			addrs = append(addrs, addr)
		}
		if got := networkOf(addrs...); got != c.expect {
			t.Errorf("%q is in %q, want %q", c.addrs, got, c.expect)
		}
	}
}
