package network

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync/atomic"

	"github.com/libp2p/go-libp2p/core/host"
	"github.com/libp2p/go-libp2p/core/metrics"
	"github.com/libp2p/go-libp2p/core/peer"
	ma "github.com/multiformats/go-multiaddr"
	manet "github.com/multiformats/go-multiaddr/net"

	"hinny/network/browse"
	"hinny/network/credit"
	"hinny/network/find"
	"hinny/network/limit"
	"hinny/network/peers"
	"hinny/network/search"
	"hinny/network/transfer"
	"hinny/share"
	"hinny/share/merkle"
	"hinny/share/part"
)

// bookName is the file of the peer book in Options.Dir.
const bookName = "peers.json"

// PeerID names a peer; its text form is the user ID.
type PeerID = peer.ID

// Lister lists the shared files for peers that browse.
type Lister = browse.Lister

// Entry is one file of a peer that is browsed.
type Entry = browse.Entry

// Options wires a Network.
type Options struct {
	Key    PrivateKey // see LoadOrCreateIdentity
	Listen []string   // multiaddrs; none: every address of this machine, on the port of the last run
	Peers  []string   // full multiaddrs, ending in /p2p/ID, of peers to join
	MDNS   bool       // look for peers on the local network
	Dir    string     // of the peer book; made if it is missing
	Agent  string     // what peers see as our program, such as "hinny/1.0"
	Name   string     // our display name, which they see from the start on; empty: none
	Log    *slog.Logger

	Lister   Lister               // what peers may browse; nil: nothing, and they are told
	Answerer search.Answerer      // answers the searches of others
	Friend   func(id string) bool // who has a friend slot; nil: nobody
	Names    search.Names         // lists what we share for its digest; nil: none is sent
	// NamesState names the state of the library that Names lists, in a line that
	// is another after every change; nil: nobody can tell, and all is read at
	// each start.
	NamesState func() string
	Heard      func(text string) // told what files of others are called, by several goroutines; nil: nobody listens
	Library    transfer.Library  // what others may download
	Parts      *part.Store       // unfinished downloads
	// Completed is called when a download lies verified under its final name.
	Completed func(ctx context.Context, root share.RootHash, path string, m *merkle.Manifest)
}

// Network is this peer on the network. It is safe for concurrent use.
type Network struct {
	opts      Options
	log       *slog.Logger
	host      host.Host
	traffic   *metrics.BandwidthCounter
	book      *peers.Book
	finder    *find.Finder
	browse    *browse.Service
	search    *search.Service
	transfers *transfer.Manager
	limiter   *limit.Limiter
	credits   *credit.Book
	nearby    chan peer.AddrInfo // peers of the local network to be dialled
	reached   atomic.Int32       // a network.Reachability: what the last peer that tried to reach us said
	ready     chan struct{}      // closed when Run has started everything
}

// maxNearbyWaiting bounds the peers of the local network that wait for a dial;
// more are dropped, and mDNS reports them again.
const maxNearbyWaiting = 64

// New opens the peer book and the sockets. An address that cannot be opened
// or parsed is an error that names it. Who does not call Run must call Close.
func New(o Options) (*Network, error) {
	listen, err := parseListen(o.Listen)
	if err != nil {
		return nil, err
	}
	given, err := parsePeers(o.Peers)
	if err != nil {
		return nil, err
	}
	self, err := peer.IDFromPrivateKey(o.Key)
	if err != nil {
		return nil, fmt.Errorf("read the identity: %w", err)
	}
	if err := os.MkdirAll(o.Dir, 0o700); err != nil {
		return nil, fmt.Errorf("make the folder of the peer book: %w", err)
	}
	book, err := peers.Open(peers.Options{Path: filepath.Join(o.Dir, bookName), Self: self, Log: o.Log})
	if err != nil {
		return nil, err
	}
	credits, err := credit.Open(filepath.Join(o.Dir, creditsName), o.Log)
	if err != nil {
		return nil, err
	}
	for _, info := range given {
		book.Give(info)
	}
	n := &Network{
		opts: o, log: o.Log, book: book, traffic: metrics.NewBandwidthCounter(),
		limiter: new(limit.Limiter), credits: credits,
		nearby: make(chan peer.AddrInfo, maxNearbyWaiting), ready: make(chan struct{}),
	}
	if err := n.open(listen); err != nil {
		return nil, errors.Join(err, n.Close())
	}
	return n, nil
}

// open starts the host and wires the services to it.
func (n *Network) open(addrs []ma.Multiaddr) (err error) {
	local := onlyLoopback(addrs)
	n.host, err = newHost(hostOptions{key: n.opts.Key, agent: identified(n.opts.Agent, n.opts.Name), traffic: n.traffic, local: local})
	if err != nil {
		return err
	}
	if err := n.listen(addrs); err != nil {
		return err
	}
	n.finder, err = find.New(find.Options{
		Host: n.host, Log: n.log, Local: local, MDNS: n.opts.MDNS,
		Known: n.remembered,
		Found: func(info peer.AddrInfo) {
			select {
			case n.nearby <- info:
			default: // the queue is full; mDNS reports it again
			}
		},
	})
	if err != nil {
		return err
	}
	n.browse = browse.New(browse.Options{Host: n.host, Lister: n.opts.Lister, Log: n.log})
	return n.addServices()
}

// listen opens the given addresses, or all of this machine.
func (n *Network) listen(addrs []ma.Multiaddr) error {
	if len(addrs) > 0 {
		return listen(n.host, addrs)
	}
	port, err := listenDefault(n.host, n.book.Port(), n.log)
	if err != nil {
		return err
	}
	n.book.SetPort(port)
	return nil
}

// Close closes the sockets of a Network that is never run. Run does it by
// itself.
func (n *Network) Close() error {
	var errs []error
	if n.finder != nil {
		errs = append(errs, n.finder.Close())
	}
	if n.host != nil {
		errs = append(errs, n.host.Close())
	}
	return errors.Join(errs...)
}

// ID returns this peer's ID, which is the user ID.
func (n *Network) ID() string { return n.host.ID().String() }

// Addrs returns the full addresses others can dial, ending in /p2p/ID.
func (n *Network) Addrs() []string {
	return fullAddrs(peer.AddrInfo{ID: n.host.ID(), Addrs: n.host.Addrs()})
}

// Ready is closed when Run has started everything.
func (n *Network) Ready() <-chan struct{} { return n.ready }

// remembered returns what the peer book knows of a peer.
func (n *Network) remembered(id peer.ID) peer.AddrInfo {
	entry, _ := n.book.Get(id)
	return peer.AddrInfo{ID: id, Addrs: entry.Addrs}
}

// onlyLoopback reports whether all addresses are of this machine alone.
func onlyLoopback(addrs []ma.Multiaddr) bool {
	for _, addr := range addrs {
		if !manet.IsIPLoopback(addr) {
			return false
		}
	}
	return len(addrs) > 0
}
