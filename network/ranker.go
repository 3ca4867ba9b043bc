package network

import (
	"time"

	"github.com/libp2p/go-libp2p/core/network"
	"github.com/libp2p/go-libp2p/p2p/net/swarm"
	ma "github.com/multiformats/go-multiaddr"
	manet "github.com/multiformats/go-multiaddr/net"
)

// localHeadStart is how long a TCP dial on the local network runs alone. A
// local handshake takes a few milliseconds.
const localHeadStart = 50 * time.Millisecond

// rankDials orders the dials to one peer. On the local network TCP goes first:
// it moves three times as many bytes as QUIC for a third of the CPU, and loss
// is rare. Elsewhere libp2p's order holds, QUIC first: it passes NATs better.
func rankDials(addrs []ma.Multiaddr) []network.AddrDelay {
	var local, other []ma.Multiaddr
	for _, addr := range addrs {
		if manet.IsPrivateAddr(addr) && !hasProtocol(addr, ma.P_CIRCUIT) {
			local = append(local, addr)
		} else {
			other = append(other, addr)
		}
	}
	ranked := swarm.DefaultDialRanker(other)
	hasTCP := false
	for _, addr := range local {
		hasTCP = hasTCP || hasProtocol(addr, ma.P_TCP)
	}
	for _, addr := range local {
		delay := time.Duration(0)
		if hasTCP && !hasProtocol(addr, ma.P_TCP) {
			delay = localHeadStart
		}
		ranked = append(ranked, network.AddrDelay{Addr: addr, Delay: delay})
	}
	return ranked
}

func hasProtocol(addr ma.Multiaddr, code int) bool {
	_, err := addr.ValueForProtocol(code)
	return err == nil
}
