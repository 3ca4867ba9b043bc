package network

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"hinny/index/query"
	"hinny/network/search"
	"hinny/network/transfer"
	"hinny/share"
)

// providerLife is how long the addresses of a hit are kept for the download
// that may follow.
const providerLife = time.Hour

// Hit is one peer's answer to a search.
type Hit struct {
	Root     share.RootHash
	Name     string
	Size     int64
	Meta     share.Meta
	Rate     share.RateClass // that a download may expect, as the provider says
	Provider string          // peer ID; where it is, is remembered for Get
	Network  string          // where the provider says it is: peers of one may be one person
}

// Order is a download to be begun, or providers for one that is going on.
type Order struct {
	Root       share.RootHash
	Size       int64    // -1: not known
	Name       string   // the wished name; it is made safe
	Out        string   // target folder
	Providers  []string // peer IDs or full multiaddrs, to be asked first
	Paused     bool
	Priority   transfer.Priority
	Category   string
	Sequential bool // its chunks come in the order of the file
}

// addServices wires the search and the transfers to the host.
func (n *Network) addServices() (err error) {
	n.search, err = search.New(search.Options{
		Host: n.host, Answerer: n.opts.Answerer, Names: n.opts.Names, Overheard: n.opts.Heard, Log: n.log,
		Rate: func() share.RateClass { return share.RateClassOf(n.transfers.Expected()) },
	})
	if err != nil {
		return fmt.Errorf("start the search: %w", err)
	}
	n.transfers, err = transfer.New(transfer.Options{
		Host: n.host, Library: n.opts.Library, Parts: n.opts.Parts, Finder: n.finder,
		Completed: n.opts.Completed, Friend: n.opts.Friend, Log: n.log, Credits: n.credits, Limiter: n.limiter,
	})
	if err != nil {
		return fmt.Errorf("start the transfers: %w", err)
	}
	return nil
}

// Search asks the network and calls found with each hit until ctx ends. The
// hits are claims: the content is verified when it is fetched.
func (n *Network) Search(ctx context.Context, q query.Query, found func(Hit)) (search.Report, error) {
	far, err := n.SearchWith(ctx, q, SearchEvents{Found: found})
	return far.Report, err
}

// SearchProgress says how far a search went.
type SearchProgress struct {
	search.Report
	Words int // rare words that were looked up in the DHT
}

// SearchEvents is what a searcher hears of a search, and says. The functions
// are called one at a time.
type SearchEvents struct {
	Found    func(Hit)
	Progress func(SearchProgress) // nil: not wanted
	More     <-chan struct{}      // each receipt asks for more than enough; nil: never
}

// SearchWith is Search for who wants to see how far it goes, or asks for more.
func (n *Network) SearchWith(ctx context.Context, q query.Query, e SearchEvents) (SearchProgress, error) {
	t := &telling{events: e, heard: make(chan string, maxAskers)}
	ctx, cancel := context.WithCancel(ctx)
	var words sync.WaitGroup
	words.Go(func() { n.askByWords(ctx, q, t) })
	report, err := n.search.SearchWith(ctx, q, search.Events{
		More: e.More, Found: func(hit search.Hit) { t.found(n.hitOf(hit)) }, Progress: t.flooded, Heard: t.heard,
	})
	cancel()
	words.Wait()
	t.far.Report = report
	return t.far, err
}

// telling is what a searcher is told by the flood and by the look-ups of words,
// one thing at a time.
type telling struct {
	heard chan string // holds each peer that a word led to and that answered

	mu     sync.Mutex
	events SearchEvents   // guarded by mu
	far    SearchProgress // guarded by mu
	hits   int            // guarded by mu
}

func (t *telling) found(hit Hit) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.hits++
	t.events.Found(hit)
}

// answered reports whether anybody has.
func (t *telling) answered() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.hits > 0
}

// flooded says how far the flood went.
func (t *telling) flooded(report search.Report) {
	t.further(func(far *SearchProgress) { far.Report = report })
}

// enough reports whether the flood has had enough answers.
func (t *telling) enough() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.far.Done
}

// looked says that another word is looked up.
func (t *telling) looked() { t.further(func(far *SearchProgress) { far.Words++ }) }

func (t *telling) further(change func(*SearchProgress)) {
	t.mu.Lock()
	defer t.mu.Unlock()
	change(&t.far)
	if t.events.Progress != nil {
		t.events.Progress(t.far)
	}
}

// hitOf remembers where a provider is.
func (n *Network) hitOf(hit search.Hit) Hit {
	if hit.Provider.ID != n.host.ID() {
		n.host.Peerstore().AddAddrs(hit.Provider.ID, hit.Provider.Addrs, providerLife)
	}
	return Hit{Root: hit.Root, Name: hit.Name, Size: hit.Size, Meta: hit.Meta, Rate: hit.Rate, Provider: hit.Provider.ID.String(), Network: hit.Network}
}

// Transfers returns the downloads and uploads.
func (n *Network) Transfers() *transfer.Manager { return n.transfers }

// Get orders a download. Ordering what is already ordered adds its providers.
// A provider that is no peer ID and no full multiaddr is an error.
func (n *Network) Get(ctx context.Context, o Order) error {
	providers, err := n.Providers(o.Providers)
	if err != nil {
		return err
	}
	return n.GetFrom(ctx, o, providers)
}

// Providers reads peer IDs and full multiaddrs, for GetFrom. This peer itself is
// left out.
func (n *Network) Providers(texts []string) ([]peer.AddrInfo, error) {
	var providers []peer.AddrInfo
	for _, text := range texts {
		info, err := n.parseProvider(text)
		if err != nil {
			return nil, err
		}
		if info.ID != n.host.ID() {
			providers = append(providers, info)
		}
	}
	return providers, nil
}

// GetFrom is Get with the providers that Providers has read, whatever the order
// names: thousands of files in a row have the same.
func (n *Network) GetFrom(ctx context.Context, o Order, providers []peer.AddrInfo) error {
	return n.transfers.Get(ctx, transfer.Order{
		Root: o.Root, Size: o.Size, Name: o.Name, Out: o.Out, Providers: providers, Paused: o.Paused, Priority: o.Priority, Sequential: o.Sequential, Category: o.Category,
	})
}

// parseProvider reads a peer ID, whose addresses may be remembered, or a full
// multiaddr.
func (n *Network) parseProvider(text string) (peer.AddrInfo, error) {
	id, err := peer.Decode(text)
	if err != nil {
		info, err := parsePeerAddr(text)
		if err != nil {
			return peer.AddrInfo{}, fmt.Errorf("%w, and a provider may also be named by its peer ID alone", err)
		}
		return info, nil
	}
	entry, _ := n.book.Get(id)
	return n.addrsOf(id, entry), nil
}
