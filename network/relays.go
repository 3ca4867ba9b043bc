package network

import (
	"context"
	"slices"
	"time"

	"github.com/libp2p/go-libp2p"
	"github.com/libp2p/go-libp2p/core/host"
	"github.com/libp2p/go-libp2p/core/network"
	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/libp2p/go-libp2p/p2p/host/autorelay"
	"github.com/libp2p/go-libp2p/p2p/protocol/circuitv2/proto"
	ma "github.com/multiformats/go-multiaddr"
)

// A peer behind a router that lets nobody in asks a connected peer that others
// can reach for a place: an address "through me". Who dials it meets the peer
// there, and the two then go through their routers at the same moment, which
// opens both (hole punching). Only that much goes through the third: libp2p
// ends a relayed connection after 128 KiB or two minutes, and
// network/transfer waits for the direct one.
const (
	// relayCandidates is how many candidates are enough to choose from. libp2p
	// waits for four, for it asks strangers that the DHT names; ours are
	// connected neighbours.
	relayCandidates = 1
	// relayBootDelay is how long at most a new peer waits for more candidates
	// (libp2p: three minutes).
	relayBootDelay = 15 * time.Second
	// relayInterval is how often at most the neighbours are gone through.
	relayInterval = 10 * time.Second
	// relayBackoff is how long a neighbour that refused is left alone (libp2p:
	// an hour): a place is free again when somebody leaves.
	relayBackoff = 5 * time.Minute
)

// relayOptions lets this peer be a relay for others while they can reach it,
// and have one while they cannot. made returns the host, nil until it is made.
func relayOptions(made func() host.Host) []libp2p.Option {
	neighbours := func(ctx context.Context, most int) <-chan peer.AddrInfo {
		found := make(chan peer.AddrInfo)
		go func() {
			defer close(found)
			for _, info := range relays(made(), most) {
				select {
				case found <- info:
				case <-ctx.Done():
					return
				}
			}
		}()
		return found
	}
	return []libp2p.Option{
		libp2p.EnableRelayService(),
		libp2p.EnableAutoRelayWithPeerSource(neighbours,
			autorelay.WithMinCandidates(relayCandidates),
			autorelay.WithBootDelay(relayBootDelay),
			autorelay.WithMinInterval(relayInterval),
			autorelay.WithBackoff(relayBackoff)),
	}
}

// relays returns at most so many connected peers that offer to relay.
func relays(h host.Host, most int) []peer.AddrInfo {
	if h == nil {
		return nil
	}
	var offering []peer.AddrInfo
	for _, id := range h.Network().Peers() {
		if len(offering) == most {
			break
		}
		if h.Network().Connectedness(id) != network.Connected { // or it is met at a third
			continue
		}
		if offered, err := h.Peerstore().SupportsProtocols(id, proto.ProtoIDv2Hop); err == nil && len(offered) > 0 {
			offering = append(offering, h.Peerstore().PeerInfo(id))
		}
	}
	return offering
}

// Reach says whether peers that we have not dialled can dial us.
type Reach string

const (
	// ReachUnknown means that nobody outside has tried: nobody is there, or
	// the program has just started, or it listens on this machine alone.
	ReachUnknown Reach = "unknown"
	// ReachDirect means that others have tried and came through.
	ReachDirect Reach = "direct"
	// ReachRelayed means that they meet us at another peer first.
	ReachRelayed Reach = "relayed"
	// ReachNone means that they cannot: downloads come from peers we dial.
	ReachNone Reach = "none"
)

// Reach returns what is known now.
func (n *Network) Reach() Reach {
	switch network.Reachability(n.reached.Load()) {
	case network.ReachabilityPublic:
		return ReachDirect
	case network.ReachabilityPrivate:
		if slices.ContainsFunc(n.host.Addrs(), func(addr ma.Multiaddr) bool { return hasProtocol(addr, ma.P_CIRCUIT) }) {
			return ReachRelayed
		}
		return ReachNone
	default:
		return ReachUnknown
	}
}
