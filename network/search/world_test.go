package search_test

import (
	"context"
	"fmt"
	"log/slog"
	"runtime"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/libp2p/go-libp2p/core/host"
	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/libp2p/go-libp2p/x/simlibp2p"
	"github.com/marcopolo/simnet"

	"hinny/index/query"
	"hinny/network/overlay"
	"hinny/network/search"
	"hinny/share"
)

// library is a list of names, searched by the query's own meaning.
type library []string

func (l library) Answer(_ context.Context, q query.Query, limit int) ([]share.File, error) {
	var found []share.File
	for _, name := range l {
		if q.Match(query.Thing{Name: name, Size: 7}) && len(found) < limit {
			found = append(found, share.File{Root: rootOf(name), Rel: name, Size: 7})
		}
	}
	return found, nil
}

// Names lists what Answer searches.
func (l library) Names(_ context.Context, each func(query.Thing)) error {
	for _, name := range l {
		each(query.Thing{Name: name, Size: 7})
	}
	return nil
}

// Changed never says so: the library stays as it is.
func (library) Changed() <-chan struct{} { return nil }

func rootOf(name string) (root share.RootHash) {
	copy(root[:], name+strings.Repeat("#", share.RootHashSize))
	return root
}

// world is real hosts on a simulated network in virtual time.
type world struct {
	*testing.T
	hosts    []host.Host
	services []*search.Service
}

// inWorld runs a test with n peers, each sharing "file of <number>.txt".
func inWorld(t *testing.T, n int, test func(w *world)) {
	t.Helper()
	inWorldOf(t, worldOptions{n: n, overlay: overlay.DefaultPolicy()}, test)
}

// worldOptions says what a world is like.
type worldOptions struct {
	n       int
	overlay overlay.Policy
	latency func(*simnet.Packet) time.Duration // one way; nil: 25 ms everywhere
	library func(i int) library                // what each peer shares; nil: one file each
}

func inWorldOf(t *testing.T, o worldOptions, test func(w *world)) {
	t.Helper()
	if o.latency == nil {
		o.latency = simnet.StaticLatency(25 * time.Millisecond)
	}
	if o.library == nil {
		o.library = func(i int) library { return library{fmt.Sprintf("file of %d.txt", i)} }
	}
	// One processor: timers that fire in bubbles confuse the race detector
	// otherwise (golang/go#78156).
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	synctest.Test(t, func(t *testing.T) {
		link := simnet.LinkSettings{BitsPerSecond: 20 * simlibp2p.OneMbps}
		net, meta, err := simlibp2p.SimpleLibp2pNetwork([]simlibp2p.NodeLinkSettingsAndCount{
			{LinkSettings: simnet.NodeBiDiLinkSettings{Downlink: link, Uplink: link}, Count: o.n},
		}, o.latency, simlibp2p.NetworkSettings{})
		if err != nil {
			t.Fatal(err)
		}
		net.Start()
		defer net.Close()
		w := &world{T: t, hosts: meta.Nodes}
		ctx, cancel := context.WithCancel(t.Context())
		var running sync.WaitGroup
		for i, h := range meta.Nodes {
			files := o.library(i)
			s, err := search.New(search.Options{
				Host: h, Answerer: files, Names: files, Overlay: o.overlay, Log: slog.New(slog.DiscardHandler),
			})
			if err != nil {
				t.Fatal(err)
			}
			w.services = append(w.services, s)
			running.Go(func() {
				if err := s.Run(ctx); err != nil {
					t.Errorf("peer %d ended with: %v", i, err)
				}
			})
		}
		synctest.Wait()
		test(w)
		cancel()
		running.Wait()
		for _, h := range w.hosts {
			h.Close()
		}
	})
}

func (w *world) info(i int) peer.AddrInfo {
	return peer.AddrInfo{ID: w.hosts[i].ID(), Addrs: w.hosts[i].Addrs()}
}

// know tells one peer of another.
func (w *world) know(i, other int) { w.services[i].AddCandidate(w.info(other)) }

// after lets virtual time pass.
func (w *world) after(wait time.Duration) { <-time.After(wait) }

// search returns the hits that one peer gets for a text, and when the first
// came.
func (w *world) search(i int, text string, patience time.Duration) (hits []search.Hit, first time.Duration) {
	w.Helper()
	q, err := query.Parse(text)
	if err != nil {
		w.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(w.Context(), patience)
	defer cancel()
	began := time.Now()
	if _, err := w.services[i].Search(ctx, q, func(h search.Hit) {
		if len(hits) == 0 {
			first = time.Since(began)
		}
		hits = append(hits, h)
	}); err != nil {
		w.Errorf("peer %d searches %q: %v", i, text, err)
	}
	return hits, first
}
