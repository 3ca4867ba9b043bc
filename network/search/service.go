package search

import (
	"context"
	crand "crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/libp2p/go-libp2p/core/event"
	"github.com/libp2p/go-libp2p/core/host"
	"github.com/libp2p/go-libp2p/core/network"
	"github.com/libp2p/go-libp2p/core/peer"

	"hinny/network/flood"
	"hinny/network/overlay"
	"hinny/share"
)

// Service is the search of this peer. Its methods are safe for concurrent use.
type Service struct {
	host       host.Host
	answerer   Answerer
	names      Names
	rate       func() share.RateClass
	overheard  func(text string)
	log        *slog.Logger
	inbox      chan func()
	candidates chan peer.AddrInfo
	stopped    chan struct{} // closed when Run has ended
	questions  chan struct{} // holds a token for each question that is answered
	neighbours atomic.Pointer[[]peer.ID]
	leaf       atomic.Bool
	tasks      sync.WaitGroup // readers, writers, dials, index searches

	// Owned by Run's loop.
	ctx      context.Context //nolint:containedctx // the life of Run, for what the loop starts
	began    time.Time
	flood    *flood.State[peer.ID]
	overlay  *overlay.State[peer.ID]
	links    map[peer.ID]*link
	searches map[flood.SearchID]*running
	waiting  waiting
	busy     int
	banned   map[peer.ID]time.Time
	digests  digests
}

// New returns a Service that does nothing until it runs.
func New(o Options) (*Service, error) {
	if o.Host == nil || o.Log == nil {
		return nil, errors.New("search needs a host and a log")
	}
	if o.Flood.Rounds == nil {
		o.Flood = flood.DefaultPolicy()
	}
	if o.Overlay.Target == 0 {
		o.Overlay = overlay.DefaultPolicy()
	}
	var seed [32]byte
	if _, err := crand.Read(seed[:]); err != nil {
		return nil, fmt.Errorf("draw a seed for the search: %w", err)
	}
	rng := rand.New(rand.NewChaCha8(seed))
	s := &Service{
		host: o.Host, answerer: o.Answerer, names: o.Names, rate: o.Rate, overheard: o.Overheard, log: o.Log,
		inbox: make(chan func(), maxInbox), candidates: make(chan peer.AddrInfo, maxCandidates), stopped: make(chan struct{}),
		questions: make(chan struct{}, maxAsked),
		flood:     flood.New[peer.ID](o.Flood, rng),
		overlay:   overlay.New(overlay.Entry[peer.ID]{Peer: o.Host.ID()}, o.Overlay, rng),
		links:     map[peer.ID]*link{}, searches: map[flood.SearchID]*running{}, banned: map[peer.ID]time.Time{},
	}
	s.flood.UseDigests(s.believe)
	s.neighbours.Store(&[]peer.ID{})
	return s, nil
}

// Run keeps neighbours and answers queries until ctx ends. It may be called
// once.
func (s *Service) Run(ctx context.Context) error {
	changes, err := s.host.EventBus().Subscribe([]any{new(event.EvtLocalAddressesUpdated), new(event.EvtLocalReachabilityChanged)})
	if err != nil {
		return fmt.Errorf("follow our own addresses: %w", err)
	}
	defer changes.Close()
	ctx, cancel := context.WithCancel(ctx)
	s.ctx, s.began = ctx, time.Now()
	s.refreshRecord()
	s.host.SetStreamHandler(ID, s.accept)
	s.host.SetStreamHandler(AskID, func(stream network.Stream) {
		if !s.post(func() { s.tasks.Go(func() { s.asked(stream) }) }) {
			_ = stream.Reset()
		}
	})
	if s.names != nil {
		s.tasks.Go(func() { s.readNames(ctx) })
	}
	s.loop(ctx, changes.Out())
	s.host.RemoveStreamHandler(ID)
	s.host.RemoveStreamHandler(AskID)
	cancel()
	close(s.stopped)
	for _, l := range s.links {
		l.abort()
	}
	s.tasks.Wait()
	return nil
}

func (s *Service) loop(ctx context.Context, moved <-chan any) {
	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case act := <-s.inbox:
			act()
		case info := <-s.candidates:
			s.candidate(info)
		case change := <-moved:
			s.moved(change)
		case <-timer.C:
			s.floodActions(s.flood.Tick(s.now()))
			s.overlayActions(s.overlay.Tick(s.now()))
		}
		s.tellDigest(s.now())
		timer.Reset(s.untilNext())
	}
}

// now is the time the state machines count in.
func (s *Service) now() time.Duration { return time.Since(s.began) }

// untilNext returns how long nothing is due.
func (s *Service) untilNext() time.Duration {
	now := s.now()
	next := s.overlay.Next(now)
	if at, ok := s.flood.Next(); ok {
		next = min(next, at)
	}
	if s.digests.stale && s.digests.ready && !s.digests.making {
		next = min(next, s.digests.due)
	}
	return max(next-now, 0)
}

// moved follows our own addresses and whether others can reach them.
func (s *Service) moved(change any) {
	if reached, ok := change.(event.EvtLocalReachabilityChanged); ok {
		s.overlayActions(s.overlay.SetDialable(s.now(), reached.Reachability != network.ReachabilityPrivate))
		return
	}
	s.refreshRecord()
}

// post hands the loop something to do. It reports false when the loop has
// ended.
func (s *Service) post(act func()) bool {
	select {
	case <-s.stopped:
		return false
	default:
	}
	select {
	case s.inbox <- act:
		return true
	case <-s.stopped:
		return false
	}
}

// AddCandidate names a peer that may become a neighbour: from mDNS, the peer
// book, the DHT or the user. Where too many wait it is dropped: there is no
// lack of candidates then.
func (s *Service) AddCandidate(info peer.AddrInfo) {
	select {
	case s.candidates <- info:
	default:
	}
}

func (s *Service) candidate(info peer.AddrInfo) {
	if info.ID == s.host.ID() || s.isBanned(info.ID) {
		return
	}
	s.host.Peerstore().AddAddrs(info.ID, info.Addrs, addrLife)
	s.overlayActions(s.overlay.AddCandidate(s.now(), overlay.Entry[peer.ID]{Peer: info.ID}))
}

// Neighbours returns the peers that searches go over.
func (s *Service) Neighbours() []peer.ID { return slices.Clone(*s.neighbours.Load()) }

// Leaf reports whether we are a leaf at this moment.
func (s *Service) Leaf() bool { return s.leaf.Load() }

func (s *Service) publishNeighbours() {
	now := s.overlay.Neighbours()
	s.neighbours.Store(&now)
}

// refreshRecord signs our present addresses.
func (s *Service) refreshRecord() {
	sealed, err := sealRecord(s.host)
	if err != nil {
		s.log.Error("our own peer record cannot be signed", "err", err)
		return
	}
	s.overlay.SetRecord(sealed)
}

// accept hands a stream that a peer opened to the loop.
func (s *Service) accept(stream network.Stream) {
	if !s.post(func() { s.adopt(stream) }) {
		_ = stream.Reset()
	}
}

func (s *Service) isBanned(p peer.ID) bool {
	until, known := s.banned[p]
	return known && time.Now().Before(until)
}

// ban refuses a peer for a while.
func (s *Service) ban(p peer.ID, during time.Duration) {
	if len(s.banned) >= maxBanned {
		var oldest peer.ID
		for other, until := range s.banned {
			if oldest == "" || until.Before(s.banned[oldest]) {
				oldest = other
			}
		}
		delete(s.banned, oldest)
	}
	s.banned[p] = time.Now().Add(during)
}
