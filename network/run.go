package network

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/libp2p/go-libp2p/core/event"
	"github.com/libp2p/go-libp2p/core/network"
	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/libp2p/go-libp2p/core/protocol"
	"github.com/libp2p/go-libp2p/p2p/host/eventbus"
	ma "github.com/multiformats/go-multiaddr"
)

const (
	// eventBuffer is how many identified peers may wait for us; libp2p waits
	// for a full buffer, so it is larger than any burst we accept.
	eventBuffer = 4 * highWater
	// ourPrefix starts every protocol of Hinny.
	ourPrefix = "/hinny/"
)

// service is one part with a life of its own.
type service struct {
	name string
	run  func(context.Context) error
}

// Run keeps this peer on the network until ctx ends, or until a part of it
// fails, and then stops everything: the services first, the host last.
func (n *Network) Run(ctx context.Context) error {
	events, err := n.host.EventBus().Subscribe([]any{
		new(event.EvtPeerIdentificationCompleted), new(event.EvtLocalReachabilityChanged),
	}, eventbus.BufSize(eventBuffer))
	if err != nil {
		return errors.Join(fmt.Errorf("follow the network: %w", err), n.Close())
	}
	defer events.Close()
	err = supervise(ctx, []service{
		{"peer events", func(ctx context.Context) error { return n.follow(ctx, events) }},
		{"peer book", n.book.Run},
		{"credits", n.credits.Run},
		{"dialler", n.dial},
		{"finder", n.finder.Run},
		{"browse", n.browse.Run},
		{"search", n.search.Run},
		{"rare words", n.tellWords},
		{"transfers", n.transfers.Run},
	}, func() { close(n.ready) })
	if closing := n.host.Close(); closing != nil {
		err = errors.Join(err, fmt.Errorf("close the network: %w", closing))
	}
	return err
}

// supervise runs all services until ctx ends or one of them returns, stops the
// others and waits for them. It returns what failed; an end because ctx ended
// is no failure.
func supervise(ctx context.Context, services []service, started func()) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var running sync.WaitGroup
	errs := make([]error, len(services))
	for i, s := range services {
		running.Go(func() {
			defer cancel()
			if err := s.run(ctx); err != nil && !errors.Is(err, context.Canceled) {
				errs[i] = fmt.Errorf("%s: %w", s.name, err)
			}
		})
	}
	started()
	running.Wait()
	return errors.Join(errs...)
}

// follow feeds each newly identified Hinny peer to the other parts, and notes
// whether others can reach us. The DHT follows the host by itself.
func (n *Network) follow(ctx context.Context, events event.Subscription) error {
	for {
		select {
		case <-ctx.Done():
			return nil
		case e, ok := <-events.Out():
			if !ok {
				return errors.New("the host closed")
			}
			switch e := e.(type) {
			case event.EvtPeerIdentificationCompleted:
				if slices.ContainsFunc(e.Protocols, isOurs) {
					n.met(e)
				}
			case event.EvtLocalReachabilityChanged:
				n.reached.Store(int32(e.Reachability))
			}
		}
	}
}

func isOurs(id protocol.ID) bool { return strings.HasPrefix(string(id), ourPrefix) }

// met notes a peer that answered: the address it was reached at, which is
// proven, before those it claims.
func (n *Network) met(e event.EvtPeerIdentificationCompleted) {
	info := peer.AddrInfo{ID: e.Peer}
	if e.Conn.Stat().Direction == network.DirOutbound && !e.Conn.Stat().Limited {
		info.Addrs = append(info.Addrs, e.Conn.RemoteMultiaddr())
	}
	info.Addrs = append(info.Addrs, slices.DeleteFunc(slices.Clone(e.ListenAddrs), func(addr ma.Multiaddr) bool {
		return hasProtocol(addr, ma.P_CIRCUIT) // the relay will be another next time
	})...)
	n.book.Met(info, time.Now())
	n.search.AddCandidate(info)
	n.log.Debug("met a peer", "peer", e.Peer.String(), "agent", e.AgentVersion)
}
