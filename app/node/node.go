package node

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"time"

	"hinny/app/api"
	"hinny/app/node/finished"
	"hinny/app/node/journal"
	"hinny/app/node/saved"
	"hinny/app/node/stats"
	"hinny/index"
	"hinny/index/vocabulary"
	"hinny/network"
	"hinny/share/catalog"
	"hinny/share/library"
	"hinny/share/part"
)

// Names of what lies in the home folder besides settings.toml, folders.json,
// the lock and the socket.
const (
	identityName = "identity.key"
	catalogName  = "catalog.db"
	indexName    = "index-v1"
	partsName    = ".incoming"
)

// indexEvery bounds how often a stream of changes is written to the index: what
// comes first is found at once, the rest a second later and at half the cost.
const indexEvery = time.Second

// Node is one running Hinny. It is safe for concurrent use.
type Node struct {
	config      Config
	log         *slog.Logger
	lock        *os.File
	catalog     *catalog.Catalog
	library     *library.Library
	index       *index.Index
	network     *network.Network
	collections *collections
	server      *api.Server
	journal     *journal.Journal
	notices     notices
	hits        hits
	heard       vocabulary.Words // of names that others use
	downloads   choice           // the folder where finished ones go
	displayName choice           // what this peer calls itself
	limits      limits
	counts      counts
	trust       trust // in who answers searches
	marks       marks // of contents, by the person
	contacts    contacts
	categories  categories
	saved       *saved.List
	finished    *finished.List // downloads that are complete, also of earlier runs
	stats       *stats.Tally
	ready       chan struct{}
	opened      []func() error // closes what New opened, in this order
	ticking     sync.Mutex     // held while folders.json follows the library
	networks    bool           // Run has taken over the network
}

var _ api.Backend = (*Node)(nil)

// New opens everything a node consists of. It starts nothing; a Node that is
// never run must be closed. The errors are sentences for a person.
func New(c Config) (*Node, error) {
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Home == "" {
		home, err := DefaultHome()
		if err != nil {
			return nil, err
		}
		c.Home = home
	}
	home, err := filepath.Abs(c.Home)
	if err != nil {
		return nil, fmt.Errorf("find the home folder: %w", err)
	}
	c.Home = home
	events := journal.New()
	c.Log = slog.New(events.Handler(c.Log.Handler()))
	n := &Node{config: c, log: c.Log, journal: events, ready: make(chan struct{})}
	if err := n.open(); err != nil {
		return nil, errors.Join(err, n.Close())
	}
	return n, nil
}

// open takes the lock and opens the parts, those below first.
func (n *Node) open() (err error) {
	if err := os.MkdirAll(n.config.Home, 0o700); err != nil {
		return fmt.Errorf("make the home folder: %w", err)
	}
	if n.lock, err = takeLock(n.config.Home); err != nil {
		return err
	}
	n.closeLater(n.lock.Close)
	s, unknown, err := readSettings(n.config.Home)
	if err != nil {
		return err
	}
	for _, key := range unknown {
		n.tell(fmt.Sprintf("settings.toml: %s is no setting and is passed over.", key))
	}
	said := n.config.Downloads != ""
	if n.config, err = n.config.complete(s); err != nil {
		return err
	}
	if err := n.findDownloads(said); err != nil {
		return err
	}
	n.loadDisplayName()
	if err := errors.Join(n.loadMarks(), n.loadContacts(), n.loadCategories(), n.loadSaved(), n.loadStats(), n.loadFinished()); err != nil {
		return err
	}
	if err := n.openLibrary(s); err != nil {
		return err
	}
	if err := n.openNetwork(); err != nil {
		return err
	}
	n.server = api.NewServer(n.config.Home, n, n.log)
	return nil
}

// openLibrary opens the catalog and what follows it.
func (n *Node) openLibrary(s settings) (err error) {
	if n.catalog, err = catalog.Open(n.inHome(catalogName), n.log); err != nil {
		return err
	}
	n.closeLater(n.catalog.Close)
	quiet := time.Duration(s.Quiet)
	if s.Quiet == 0 && s.quietSaid {
		quiet = -1 // none at all, where 0 would mean the default
	}
	n.library = library.New(library.Options{
		Catalog: n.catalog, Log: n.log, Home: n.config.Home,
		Quiet: quiet, Workers: s.Workers, Rescan: time.Duration(s.Rescan),
	})
	if err := errors.Join(n.loadExclusions(), n.loadLeftOut()); err != nil {
		return err
	}
	n.index, err = index.Open(index.Options{Dir: n.inHome(indexName), Source: shown{n.catalog, n.library}, Log: n.log, Gather: indexEvery})
	if err != nil {
		return err
	}
	n.closeLater(n.index.Close)
	return n.tickFolders()
}

func (n *Node) openNetwork() error {
	key, err := network.LoadOrCreateIdentity(n.inHome(identityName), n.log)
	if err != nil {
		return err
	}
	parts, err := part.OpenStore(n.inHome(partsName), n.log)
	if err != nil {
		return err
	}
	n.closeLater(parts.Close)
	if n.collections, err = openCollections(n.config.Home, n.log); err != nil {
		return err
	}
	n.network, err = network.New(network.Options{
		Key: key, Listen: n.config.Listen, Peers: n.config.Peers, MDNS: !n.config.NoMDNS,
		Dir: n.config.Home, Agent: "hinny/" + n.config.Version, Name: n.displayName.get(), Lister: lister{n}, Answerer: n, Names: names{n}, NamesState: n.namesState, Heard: n.heard.Note,
		Library: sources{n.library, n.collections, &n.counts}, Parts: parts, Completed: n.completed, Friend: n.contacts.isFriend, Log: n.log,
	})
	if err != nil {
		return err
	}
	return errors.Join(n.loadLimits(), n.loadSchedule())
}

func (n *Node) inHome(name string) string { return filepath.Join(n.config.Home, name) }

// closeLater adds to what Close does, before what was added earlier.
func (n *Node) closeLater(do func() error) { n.opened = append([]func() error{do}, n.opened...) }

// Run keeps the node alive until ctx ends or a part fails for good, then stops
// and closes everything. Call it once.
func (n *Node) Run(ctx context.Context) error {
	n.networks = true
	n.log.Info("the node starts", "version", n.config.Version, "home", n.config.Home)
	err := Supervise(
		ctx, n.log,
		once("library", n.library.Run),
		once("index", n.index.Run),
		once("network", n.network.Run),
		Service{"watch", n.watch},
		Service{"announcer", n.announce},
		Service{"counts", n.writeCounts},
		Service{"collector", n.paceCollector},
		Service{"schedule", n.followSchedule},
		Service{"collections", n.followCollections},
		Service{"canaries", n.sendCanaries},
		Service{"saved searches", n.repeatSearches},
		Service{"finished downloads", n.finished.Run},
		Service{"local API", n.server.Run},
		Service{"start", n.announceReady},
	)
	return errors.Join(err, n.Close())
}

// announceReady closes ready once the network and the local API are there.
func (n *Node) announceReady(ctx context.Context) error {
	for _, part := range []<-chan struct{}{n.network.Ready(), n.server.Ready()} {
		select {
		case <-part:
		case <-ctx.Done():
			return nil
		}
	}
	close(n.ready)
	<-ctx.Done()
	return nil
}

// Ready is closed once the node is on the network and serves its local API.
func (n *Node) Ready() <-chan struct{} { return n.ready }

// Close closes what New opened. Run does it by itself; only a Node that is
// never run needs it.
func (n *Node) Close() error {
	var errs []error
	if n.network != nil && !n.networks {
		errs = append(errs, n.network.Close())
	}
	for _, do := range n.opened {
		errs = append(errs, do())
	}
	n.opened = nil
	return errors.Join(errs...)
}

// Status implements api.Backend. It reads what the parts hold in memory, so
// that it may be asked many times a second.
func (n *Node) Status(context.Context) (api.Status, error) {
	lib := n.library.Status()
	files, bytes := n.catalog.Totals()
	down, up := n.network.Transfers().Rates()
	return api.Status{
		Peer: n.network.ID(), Addrs: n.network.Addrs(), Home: n.config.Home, Downloads: n.downloads.get(), DisplayName: n.displayName.get(),
		Reach: api.Reach(n.network.Reach()), Connections: n.network.Connections(), Neighbours: n.network.Neighbours(), DownRate: down, UpRate: up,
		SharedFiles: files, SharedBytes: bytes,
		Hashing: lib.Hashing, HashingLeft: lib.Left, HashedBytes: lib.Hashed, HashingPaused: lib.Paused, HashingRate: lib.Rate, HashingTime: lib.TimeLeft.Seconds(), Scanning: lib.Scanning,
		Indexed: n.index.Indexed(), Version: n.config.Version,
		Notices: append(n.notices.list(), lib.Notices...),
	}, nil
}
