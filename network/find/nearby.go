package find

import (
	"context"
	"sync"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/libp2p/go-libp2p/p2p/discovery/mdns"
)

const (
	// ServiceName is our own: under libp2p's default every libp2p program of
	// the network would show up.
	ServiceName = "_hinny._udp"
	// maxNearby bounds what a hostile machine on the local network can add.
	maxNearby = 256
	// nearbyQuiet is how long the same peer is not reported again. mDNS
	// reports each peer many times.
	nearbyQuiet = time.Minute
	// mdnsRetry is how long to wait for a network after mDNS failed, which
	// it does on a machine without one.
	mdnsRetry = time.Minute
)

// nearby knows the peers of the local network. It is safe for concurrent use.
type nearby struct {
	opts Options

	mu    sync.Mutex
	peers map[peer.ID]sighting // guarded by mu
}

type sighting struct {
	info peer.AddrInfo
	at   time.Time
}

func newNearby(o Options) *nearby { return &nearby{opts: o, peers: map[peer.ID]sighting{}} }

// run calls and listens on the local network until ctx ends.
func (n *nearby) run(ctx context.Context) {
	for said := false; ; {
		service := mdns.NewMdnsService(n.opts.Host, ServiceName, n)
		err := service.Start()
		if err == nil {
			<-ctx.Done()
			_ = service.Close()
			return
		}
		_ = service.Close()
		if !said {
			said = true
			n.opts.Log.Info("peers on the local network are not looked for by mDNS until there is one", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(mdnsRetry):
		}
	}
}

// HandlePeerFound is called by mDNS, also for ourselves and again and again.
func (n *nearby) HandlePeerFound(info peer.AddrInfo) {
	if info.ID != n.opts.Host.ID() && n.note(info, time.Now()) {
		n.opts.Found(info)
	}
}

// note remembers a peer and reports whether that is news.
func (n *nearby) note(info peer.AddrInfo, now time.Time) bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	old, ok := n.peers[info.ID]
	if ok && now.Sub(old.at) < nearbyQuiet {
		return false
	}
	if !ok && len(n.peers) >= maxNearby {
		n.dropOldest()
	}
	n.peers[info.ID] = sighting{info, now}
	return true
}

// dropOldest runs under mu.
func (n *nearby) dropOldest() {
	var oldest peer.ID
	for id, s := range n.peers {
		if oldest == "" || s.at.Before(n.peers[oldest].at) {
			oldest = id
		}
	}
	delete(n.peers, oldest)
}

func (n *nearby) get(id peer.ID) (peer.AddrInfo, bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	s, ok := n.peers[id]
	return s.info, ok
}
