package transfer

import (
	"sync"

	"github.com/libp2p/go-libp2p/core/peer"
)

// maxNames bounds the names kept: more peers than ever take part at a time.
const maxNames = 4096

// names remembers how peers are written. Writing one takes a microsecond, and a
// list of ten thousand downloads names each of their providers.
type names struct {
	mu     sync.Mutex
	byPeer map[peer.ID]string // guarded by mu
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
