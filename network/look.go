package network

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/libp2p/go-libp2p/core/network"
	"github.com/libp2p/go-libp2p/core/peer"

	"hinny/network/find"
	"hinny/network/peers"
)

// PeerInfo is what is known of one peer at this moment.
type PeerInfo struct {
	ID        string
	Addrs     []string // full, ending in /p2p/ID
	Connected bool
	Neighbour bool          // searches go over it
	How       string        // "connected", "known", "mdns" or "dht"
	Agent     string        // the program it says it is
	Name      string        // its display name; see DisplayName
	RTT       time.Duration // of a round trip, smoothed; 0: not measured
	Down, Up  int64         // bytes from and to it since we started
	LastSeen  time.Time     // zero: never
}

// Peers returns the connected peers and those in the peer book, the connected
// ones first, then the ones seen last.
func (n *Network) Peers() []PeerInfo {
	var infos []PeerInfo
	listed := map[peer.ID]bool{}
	neighbours := n.search.Neighbours()
	for _, id := range n.host.Network().Peers() {
		listed[id] = true
		info := n.peerInfo(id)
		info.Neighbour = slices.Contains(neighbours, id)
		infos = append(infos, info)
	}
	for _, entry := range n.book.All() {
		if !listed[entry.ID] {
			infos = append(infos, n.peerInfo(entry.ID))
		}
	}
	slices.SortFunc(infos, func(a, b PeerInfo) int {
		if a.Connected != b.Connected {
			if a.Connected {
				return -1
			}
			return 1
		}
		return cmp.Or(b.LastSeen.Compare(a.LastSeen), cmp.Compare(a.ID, b.ID))
	})
	return infos
}

// Connections returns how many peers are connected.
func (n *Network) Connections() int { return len(n.host.Network().Peers()) }

// Neighbours returns how many peers our searches go over.
func (n *Network) Neighbours() int { return len(n.search.Neighbours()) }

// FindPeer looks for a peer by its ID: among the connected ones, in the peer
// book, on the local network and in the DHT. A peer that is known but does not
// answer comes back with Connected false.
func (n *Network) FindPeer(ctx context.Context, id string) (PeerInfo, error) {
	target, err := n.parseOther(id)
	if err != nil {
		return PeerInfo{}, err
	}
	located, err := n.finder.FindPeer(ctx, target)
	if errors.Is(err, find.ErrUnknownPeer) {
		return PeerInfo{}, fmt.Errorf("%w; it may be off, or we know too few peers yet", err)
	}
	if err != nil {
		return PeerInfo{}, err
	}
	info := n.peerInfo(target)
	info.How = string(located.How)
	if len(located.Info.Addrs) > 0 && !info.Connected {
		info.Addrs = fullAddrs(located.Info)
	}
	return info, nil
}

// Browse calls found with each file a peer shares, in the bytewise order of
// Rel, until found returns false. It looks for the peer first if needed.
func (n *Network) Browse(ctx context.Context, id string, found func(Entry) bool) error {
	target, err := n.parseOther(id)
	if err != nil {
		return err
	}
	located, err := n.finder.FindPeer(ctx, target)
	if err != nil {
		return err
	}
	if !located.Connected {
		return fmt.Errorf("%w: %s; try again when it is on", ErrUnreachable, id)
	}
	return n.browse.Browse(ctx, target, found)
}

func (n *Network) parseOther(id string) (peer.ID, error) {
	target, err := parseID(id)
	if err == nil && target == n.host.ID() {
		err = ErrSelf
	}
	return target, err
}

// peerInfo gathers what is known of a peer.
func (n *Network) peerInfo(id peer.ID) PeerInfo {
	entry, known := n.book.Get(id)
	connected := n.isConnected(id)
	traffic := n.traffic.GetBandwidthForPeer(id)
	info := PeerInfo{
		ID: id.String(), Connected: connected,
		RTT: n.host.Peerstore().LatencyEWMA(id), Down: traffic.TotalIn, Up: traffic.TotalOut,
	}
	info.Agent, info.Name = n.claimsOf(id)
	if known {
		info.How, info.LastSeen = string(find.HowKnown), entry.Met
	}
	info.Addrs = fullAddrs(n.addrsOf(id, entry))
	if connected {
		info.How, info.LastSeen = string(find.HowConnected), time.Now()
	}
	return info
}

// addrsOf returns where a peer is: the connections open now first, as far as
// they were dialled, then what the book and libp2p remember.
func (n *Network) addrsOf(id peer.ID, entry peers.Entry) peer.AddrInfo {
	info := peer.AddrInfo{ID: id}
	for _, conn := range n.host.Network().ConnsToPeer(id) {
		if conn.Stat().Direction == network.DirOutbound {
			info.Addrs = append(info.Addrs, conn.RemoteMultiaddr())
		}
	}
	for _, addr := range slices.Concat(entry.Addrs, n.host.Peerstore().Addrs(id)) {
		if !slices.ContainsFunc(info.Addrs, addr.Equal) && len(info.Addrs) < peers.MaxAddrs {
			info.Addrs = append(info.Addrs, addr)
		}
	}
	return info
}

// claimsOf returns what a peer says that it is: see claims.
func (n *Network) claimsOf(id peer.ID) (program, displayName string) {
	value, err := n.host.Peerstore().Get(id, "AgentVersion")
	agent, ok := value.(string)
	if err != nil || !ok {
		return "", ""
	}
	return claims(agent)
}
