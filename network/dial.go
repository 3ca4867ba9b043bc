package network

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/libp2p/go-libp2p/core/network"
	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/libp2p/go-libp2p/core/sec"
	"github.com/libp2p/go-libp2p/p2p/net/swarm"
)

const (
	// dialEvery is how often the peer book is looked at.
	dialEvery = time.Second
	// dialsAtOnce bounds the dials under way, out of care for home routers.
	dialsAtOnce = 8
	// enoughPeers stops dialling remembered peers; given ones are dialled
	// anyway. The overlay keeps about half as many neighbours.
	enoughPeers = 24
	// connectTimeout bounds one try over all addresses of a peer.
	connectTimeout = 15 * time.Second
)

// Errors of reaching a peer, besides ErrBadAddress.
var (
	// ErrUnreachable means that no address of the peer answers.
	ErrUnreachable = errors.New("the peer does not answer")
	// ErrWrongPeer means that another peer answers at the address.
	ErrWrongPeer = errors.New("another peer answers at this address")
	// ErrSelf means that the peer is this one.
	ErrSelf = errors.New("this is our own peer ID")
)

// dial keeps us connected: to the peers the user gave, and to remembered ones
// as long as there are few. It also dials peers of the local network.
func (n *Network) dial(ctx context.Context) error {
	var dials sync.WaitGroup
	defer dials.Wait()
	underway := make(map[peer.ID]bool)      // owned by this loop
	done := make(chan peer.ID, dialsAtOnce) // never full: this many are under way
	start := func(info peer.AddrInfo) {
		if len(underway) == dialsAtOnce || underway[info.ID] || n.isConnected(info.ID) {
			return // what is not dialled now stays due, or mDNS reports it again
		}
		underway[info.ID] = true
		dials.Go(func() {
			n.try(ctx, info)
			done <- info.ID
		})
	}
	ticker := time.NewTicker(dialEvery)
	defer ticker.Stop()
	n.dialDue(start)
	for {
		select {
		case <-ctx.Done():
			return nil
		case id := <-done:
			delete(underway, id)
		case info := <-n.nearby:
			start(info)
		case <-ticker.C:
			n.dialDue(start)
		}
	}
}

func (n *Network) dialDue(start func(peer.AddrInfo)) {
	enough := len(n.host.Network().Peers()) >= enoughPeers
	for _, entry := range n.book.Due(time.Now()) {
		if entry.Given || !enough {
			start(entry.Info())
		}
	}
}

// try dials a peer once and tells the book if it does not answer. Success is
// told by the event of its identification.
func (n *Network) try(ctx context.Context, info peer.AddrInfo) {
	if err := n.connect(ctx, info); err != nil && ctx.Err() == nil {
		n.book.Failed(info.ID, time.Now())
		n.log.Debug("a peer does not answer", "peer", info.ID.String(), "error", err)
	}
}

// connect dials a peer now, whatever libp2p thinks of earlier failures.
func (n *Network) connect(ctx context.Context, info peer.AddrInfo) error {
	ctx, cancel := context.WithTimeout(ctx, connectTimeout)
	defer cancel()
	if s, ok := n.host.Network().(*swarm.Swarm); ok {
		s.Backoff().Clear(info.ID)
	}
	return n.host.Connect(ctx, info)
}

func (n *Network) isConnected(id peer.ID) bool {
	return n.host.Network().Connectedness(id) == network.Connected
}

// Connect dials a peer by its full address, which the peer book remembers from
// then on. The errors to choose by are ErrBadAddress, ErrWrongPeer,
// ErrUnreachable and ErrSelf.
func (n *Network) Connect(ctx context.Context, addr string) (PeerInfo, error) {
	info, err := parsePeerAddr(addr)
	if err != nil {
		return PeerInfo{}, err
	}
	if info.ID == n.host.ID() {
		return PeerInfo{}, ErrSelf
	}
	if err := n.connect(ctx, info); err != nil {
		return PeerInfo{}, explain(addr, err)
	}
	n.book.Give(info)
	return n.peerInfo(info.ID), nil
}

// explain turns libp2p's report over many lines into one sentence.
func explain(addr string, err error) error {
	var dial *swarm.DialError
	if errors.As(err, &dial) {
		for _, failed := range dial.DialErrors {
			var mismatch sec.ErrPeerIDMismatch
			if errors.As(failed.Cause, &mismatch) {
				return fmt.Errorf("%w: %s says it is %s; ask for its present address", ErrWrongPeer, addr, mismatch.Actual)
			}
		}
		if len(dial.DialErrors) > 0 {
			err = rootCause(dial.DialErrors[0].Cause)
		} else if dial.Cause != nil {
			err = rootCause(dial.Cause)
		}
	}
	if errors.Is(err, context.Canceled) {
		return err
	}
	return fmt.Errorf("%w: %s (%v); check that it runs and that the address is right", ErrUnreachable, addr, err)
}
