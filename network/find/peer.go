package find

import (
	"context"
	"fmt"

	"github.com/libp2p/go-libp2p/core/network"
	"github.com/libp2p/go-libp2p/core/peer"
)

// How says by which way a peer was found.
type How string

// The ways, from the quickest to the slowest.
const (
	HowConnected How = "connected" // a connection was open already
	HowKnown     How = "known"     // its remembered address still works
	HowMDNS      How = "mdns"      // it is on the local network
	HowDHT       How = "dht"       // other peers told where it is
)

// Located is a peer that was found.
type Located struct {
	Info      peer.AddrInfo
	Connected bool // false: somebody knows it, but it does not answer now
	How       How
}

// FindPeer looks for a peer everywhere at once: open connections, the peer
// book and the local network, the DHT. The first way that leads to a
// connection wins. If somebody knows the peer but it does not answer, that is
// returned with Connected false. If nobody does, the error is ErrUnknownPeer.
// Without a deadline it gives up after 30 seconds.
func (f *Finder) FindPeer(ctx context.Context, id peer.ID) (Located, error) {
	if f.connected(id) {
		return Located{f.opts.Host.Peerstore().PeerInfo(id), true, HowConnected}, nil
	}
	ctx, cancel := bounded(ctx)
	defer cancel()
	results := make(chan Located, 2) // both ways can finish after we left
	ways := []func(context.Context, peer.ID) Located{f.byKnown, f.byDHT}
	for _, way := range ways {
		go func() { results <- way(ctx, id) }()
	}
	var silent Located
	for range ways {
		located := <-results
		if located.Connected {
			cancel()
			return located, nil
		}
		if silent.How == "" {
			silent = located
		}
	}
	if f.connected(id) { // the look-up met the peer itself on its way
		return Located{f.opts.Host.Peerstore().PeerInfo(id), true, HowDHT}, nil
	}
	if silent.How != "" {
		return silent, nil
	}
	if err := ctx.Err(); err != nil {
		return Located{}, fmt.Errorf("%w in time: %s", ErrUnknownPeer, id)
	}
	return Located{}, fmt.Errorf("%w: %s", ErrUnknownPeer, id)
}

// byKnown tries the addresses of the local network and the peer book.
func (f *Finder) byKnown(ctx context.Context, id peer.ID) Located {
	if info, ok := f.nearby.get(id); ok {
		if located := f.try(ctx, info, HowMDNS); located.Connected {
			return located
		}
	}
	info := f.opts.Known(id)
	if len(info.Addrs) == 0 {
		info = f.opts.Host.Peerstore().PeerInfo(id)
	}
	if len(info.Addrs) == 0 {
		return Located{}
	}
	return f.try(ctx, info, HowKnown)
}

// byDHT asks other peers.
func (f *Finder) byDHT(ctx context.Context, id peer.ID) Located {
	info, err := f.dht.FindPeer(ctx, id)
	// The DHT also returns as soon as the other way has led to a connection:
	// then it was not the DHT that found the peer.
	if err != nil || len(info.Addrs) == 0 || f.connected(id) {
		return Located{}
	}
	return f.try(ctx, info, HowDHT)
}

// try dials a peer.
func (f *Finder) try(ctx context.Context, info peer.AddrInfo, how How) Located {
	err := f.opts.Host.Connect(ctx, info)
	return Located{Info: info, Connected: err == nil, How: how}
}

func (f *Finder) connected(id peer.ID) bool {
	return f.opts.Host.Network().Connectedness(id) == network.Connected
}
