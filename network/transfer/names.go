package transfer

import (
	"slices"
	"sync"

	"github.com/libp2p/go-libp2p/core/peer"
	ma "github.com/multiformats/go-multiaddr"
)

// maxNames bounds the names kept: more peers than ever take part at a time.
const maxNames = 4096

// names remembers how peers are written. Writing one takes a microsecond, and a
// list of ten thousand downloads names each of their providers.
type names struct {
	mu     sync.Mutex
	byPeer map[peer.ID]string // guarded by mu
	last   []peer.AddrInfo    // guarded by mu; what full was asked for last
	full   []string           // guarded by mu; its answer, never changed in place
}

func (n *names) of(p peer.ID) string {
	n.mu.Lock()
	defer n.mu.Unlock()
	if name, ok := n.byPeer[p]; ok {
		return name
	}
	if n.byPeer == nil || len(n.byPeer) >= maxNames {
		n.byPeer = map[peer.ID]string{}
	}
	name := p.String()
	n.byPeer[p] = name
	return name
}

// ofAll returns the providers of an order with their addresses, as they are
// stored. Ten thousand orders in a row name the same ones.
func (n *names) ofAll(providers []peer.AddrInfo) []string {
	n.mu.Lock()
	defer n.mu.Unlock()
	if !slices.EqualFunc(n.last, providers, sameInfo) {
		n.last, n.full = slices.Clone(providers), fullNames(providers)
	}
	return n.full
}

// sameInfo reports whether two are the same peer at the same addresses.
func sameInfo(a, b peer.AddrInfo) bool {
	return a.ID == b.ID && slices.EqualFunc(a.Addrs, b.Addrs, ma.Multiaddr.Equal)
}

func fullNames(providers []peer.AddrInfo) []string {
	var names []string
	for _, p := range providers {
		addrs, err := peer.AddrInfoToP2pAddrs(&p)
		if err != nil || len(addrs) == 0 {
			names = append(names, p.ID.String())
			continue
		}
		for _, addr := range addrs {
			names = append(names, addr.String())
		}
	}
	return names
}
