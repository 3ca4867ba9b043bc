package find

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/ipfs/go-cid"
	dht "github.com/libp2p/go-libp2p-kad-dht"
	"github.com/libp2p/go-libp2p/core/host"
	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/libp2p/go-libp2p/core/protocol"
	mh "github.com/multiformats/go-multihash"

	"hinny/share"
)

const (
	// Prefix keeps our DHT apart from every other.
	Prefix protocol.ID = "/hinny"
	// maxProviders is how many providers one look-up returns.
	maxProviders = 64
	// lookupTimeout bounds a look-up whose caller has no deadline.
	lookupTimeout = 30 * time.Second
)

// ErrUnknownPeer means that nobody asked knows where a peer is.
var ErrUnknownPeer = errors.New("nobody we asked knows this peer")

// Options wires a Finder.
type Options struct {
	Host  host.Host
	Log   *slog.Logger
	Local bool // the host listens on this machine alone: it serves the DHT from the start
	MDNS  bool // whether to call on the local network
	// Known returns remembered addresses of a peer, or nothing.
	Known func(peer.ID) peer.AddrInfo
	// Found is called with each new peer on the local network. It must not
	// block.
	Found func(peer.AddrInfo)
}

// Finder finds providers and peers. It is safe for concurrent use.
type Finder struct {
	opts      Options
	dht       *dht.IpfsDHT
	announcer *announcer
	words     *announcer
	nearby    *nearby
}

// New joins the DHT, which learns peers as the host meets them.
func New(o Options) (*Finder, error) {
	// A server as long as nobody proved that others cannot reach us: in a
	// network of equals, clients that wait for proof never form a DHT. On
	// this machine alone nobody will ever prove anything.
	mode := dht.ModeAutoServer
	if o.Local {
		mode = dht.ModeServer
	}
	d, err := dht.New(context.Background(), o.Host,
		dht.ProtocolPrefix(Prefix),
		dht.Mode(mode),
		dht.ProviderStore(newStore(o.Host.ID(), o.Host.Peerstore())),
		dht.DisableValues(), // nothing is stored in it but providers
	)
	if err != nil {
		return nil, fmt.Errorf("join the DHT: %w", err)
	}
	f := &Finder{opts: o, dht: d, nearby: newNearby(o)}
	f.announcer = &announcer{
		provide: func(ctx context.Context, root share.RootHash) error { return d.Provide(ctx, key(root), true) },
		peers:   func() int { return d.RoutingTable().Size() },
		full: func(refused int) {
			o.Log.Warn("too many files to advertise them all in the DHT; the rest is found by search", "limit", maxRoots, "refused", refused)
		},
		wake:     make(chan struct{}, 1),
		schedule: newSchedule(),
	}
	f.words = &announcer{
		provide: func(ctx context.Context, word share.RootHash) error {
			hash, err := mh.Encode(word[:], mh.SHA2_256)
			if err != nil {
				return err
			}
			return d.Provide(ctx, cid.NewCidV1(cid.Raw, hash), true)
		},
		peers: f.announcer.peers, full: func(int) {}, // AdvertiseWords keeps to the limit
		wake: make(chan struct{}, 1), schedule: newSchedule(),
	}
	return f, nil
}

// Run refreshes the DHT, keeps the advertisements alive and, if wanted, calls
// on the local network, until ctx ends. Then it leaves the DHT.
func (f *Finder) Run(ctx context.Context) error {
	var running sync.WaitGroup
	running.Go(func() { f.announcer.run(ctx) })
	running.Go(func() { f.words.run(ctx) })
	if f.opts.MDNS {
		running.Go(func() { f.nearby.run(ctx) })
	}
	if err := f.dht.Bootstrap(ctx); err != nil {
		f.opts.Log.Warn("the DHT does not start; it is tried again by itself", "error", err)
	}
	<-ctx.Done()
	running.Wait()
	return f.Close()
}

// Close leaves the DHT. Run does it by itself; Close is for a Finder that is
// never run.
func (f *Finder) Close() error {
	if err := f.dht.Close(); err != nil {
		return fmt.Errorf("leave the DHT: %w", err)
	}
	return nil
}

// Advertise tells the DHT, soon and as long as Run lasts, that this peer
// provides a root. It returns at once.
func (f *Finder) Advertise(root share.RootHash) { f.announcer.advertise(root) }

// Withdraw stops advertising a root; what was said expires within two days.
func (f *Finder) Withdraw(root share.RootHash) { f.announcer.withdraw(root) }

// Known returns how many peers the DHT knows.
func (f *Finder) Known() int { return f.dht.RoutingTable().Size() }

// FindProviders calls found with each provider of a root that the DHT names,
// at most 64 and never this peer itself, until it has none left or ctx ends.
// Without a deadline it gives up after 30 seconds. What is found is a claim:
// the peer may be gone or lie.
func (f *Finder) FindProviders(ctx context.Context, root share.RootHash, found func(peer.AddrInfo)) {
	ctx, cancel := bounded(ctx)
	defer cancel()
	for info := range f.dht.FindProvidersAsync(ctx, key(root), maxProviders) {
		if info.ID == f.opts.Host.ID() {
			continue
		}
		if len(info.Addrs) == 0 {
			info = f.opts.Host.Peerstore().PeerInfo(info.ID)
		}
		found(info)
	}
}

func bounded(ctx context.Context) (context.Context, context.CancelFunc) {
	if _, ok := ctx.Deadline(); ok {
		return context.WithCancel(ctx)
	}
	return context.WithTimeout(ctx, lookupTimeout)
}

// key is a root's name in the DHT: a CIDv1 of raw content with the root as its
// BLAKE3 multihash, so that other tools can compute it.
func key(root share.RootHash) cid.Cid {
	hash, err := mh.Encode(root[:], mh.BLAKE3)
	if err != nil {
		panic(fmt.Sprintf("a multihash of 32 bytes: %v", err)) // the code is built in
	}
	return cid.NewCidV1(cid.Raw, hash)
}
