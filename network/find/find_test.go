package find

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"testing"
	"time"

	"github.com/libp2p/go-libp2p"
	"github.com/libp2p/go-libp2p/core/host"
	"github.com/libp2p/go-libp2p/core/network"
	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/libp2p/go-libp2p/p2p/transport/tcp"
)

const patience = time.Minute

// eventually waits until a condition of the outside world holds.
func eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	deadline, ticker := time.NewTimer(patience), time.NewTicker(10*time.Millisecond)
	defer deadline.Stop()
	defer ticker.Stop()
	for !holds() {
		select {
		case <-deadline.C:
			t.Fatalf("never happened: %s", what)
		case <-ticker.C:
		}
	}
}

func newHost(t *testing.T) host.Host {
	t.Helper()
	h, err := libp2p.New(libp2p.ListenAddrStrings("/ip4/127.0.0.1/tcp/0"), libp2p.Transport(tcp.NewTCPTransport), libp2p.DisableMetrics())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { h.Close() })
	return h
}

// start runs a finder on a new host until the test ends.
func start(t *testing.T) *Finder {
	t.Helper()
	f, err := New(Options{
		Host: newHost(t), Log: slog.New(slog.DiscardHandler), Local: true,
		Known: func(id peer.ID) peer.AddrInfo { return peer.AddrInfo{ID: id} },
	})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	var running sync.WaitGroup
	running.Go(func() {
		if err := f.Run(ctx); err != nil {
			t.Errorf("the finder ended with: %v", err)
		}
	})
	t.Cleanup(func() {
		cancel()
		running.Wait()
	})
	return f
}

// star starts finders that all know the first, and nobody else at first. The
// first knows them all: a peer is told through it only once it is in its table.
func star(t *testing.T, n int) []*Finder {
	t.Helper()
	finders := []*Finder{start(t)}
	hub := finders[0].opts.Host
	for len(finders) < n {
		f := start(t)
		if err := f.opts.Host.Connect(t.Context(), peer.AddrInfo{ID: hub.ID(), Addrs: hub.Addrs()}); err != nil {
			t.Fatal(err)
		}
		finders = append(finders, f)
		eventually(t, "they are in each other's tables", func() bool {
			return f.Known() > 0 && finders[0].Known() == len(finders)-1
		})
	}
	return finders
}

func TestAdvertisedRootIsFoundByAStranger(t *testing.T) {
	finders := star(t, 5)
	finders[1].Advertise(root(1))
	finders[2].Advertise(root(1))
	finders[2].Advertise(root(2))
	eventually(t, "both providers are found", func() bool {
		found := map[peer.ID]bool{}
		finders[4].FindProviders(t.Context(), root(1), func(info peer.AddrInfo) {
			if len(info.Addrs) > 0 {
				found[info.ID] = true
			}
		})
		return len(found) == 2 && found[finders[1].opts.Host.ID()] && found[finders[2].opts.Host.ID()]
	})
	finders[1].FindProviders(t.Context(), root(1), func(info peer.AddrInfo) {
		if info.ID == finders[1].opts.Host.ID() {
			t.Error("a peer finds itself")
		}
	})
	finders[4].FindProviders(t.Context(), root(3), func(info peer.AddrInfo) {
		t.Errorf("%s provides what nobody has", info.ID)
	})
}

func TestARareWordLeadsToWhoHasIt(t *testing.T) {
	finders := star(t, 4)
	holder := finders[1].opts.Host.ID()
	finders[1].AdvertiseWords([]string{"xylophone", "北京"})
	who := func(word string) (found []peer.ID) {
		finders[3].FindWord(t.Context(), word, func(info peer.AddrInfo) { found = append(found, info.ID) })
		return found
	}
	for _, word := range []string{"xylophone", "北京"} {
		eventually(t, "the holder of "+word+" is found", func() bool {
			found := who(word)
			return len(found) == 1 && found[0] == holder
		})
	}
	if found := who("nobody has this"); len(found) > 0 {
		t.Errorf("%v have what nobody has", found)
	}
}

func TestWordsAreReplacedAndBounded(t *testing.T) {
	f := start(t)
	words := make([]string, 2*maxWords)
	for i := range words {
		words[i] = fmt.Sprint("word", i)
	}
	f.AdvertiseWords(words)
	f.AdvertiseWords(words[:1])
	f.words.mu.Lock()
	defer f.words.mu.Unlock()
	wanted := 0
	for _, j := range f.words.schedule.roots {
		if !j.gone {
			wanted++
		}
	}
	if wanted != 1 {
		t.Errorf("%d words are still advertised", wanted)
	}
}

func TestRootAdvertisedBeforeAnybodyIsKnownIsFoundLater(t *testing.T) {
	early := start(t)
	early.Advertise(root(1))
	late := start(t)
	if err := late.opts.Host.Connect(t.Context(), peer.AddrInfo{ID: early.opts.Host.ID(), Addrs: early.opts.Host.Addrs()}); err != nil {
		t.Fatal(err)
	}
	eventually(t, "the late peer finds it", func() bool {
		found := false
		late.FindProviders(t.Context(), root(1), func(peer.AddrInfo) { found = true })
		return found
	})
}

func TestPeerIsFoundThroughTheHub(t *testing.T) {
	finders := star(t, 3)
	target := finders[2].opts.Host
	// The hub tells of the target once it knows its addresses, which come with
	// its identification; a refresh of the DHT may have met it before us.
	eventually(t, "the target is found with its addresses", func() bool {
		located, err := finders[1].FindPeer(t.Context(), target.ID())
		return err == nil && located.Connected && located.Info.ID == target.ID() && len(located.Info.Addrs) > 0
	})
	if again, err := finders[1].FindPeer(t.Context(), target.ID()); err != nil || again.How != HowConnected {
		t.Errorf("then %+v, %v", again, err)
	}
}

func TestFindPeerSaysByWhichWay(t *testing.T) {
	target := newHost(t) // not in the DHT
	where := peer.AddrInfo{ID: target.ID(), Addrs: target.Addrs()}

	known := start(t)
	known.opts.Known = func(peer.ID) peer.AddrInfo { return where }
	if got, err := known.FindPeer(t.Context(), target.ID()); err != nil || got.How != HowKnown || !got.Connected {
		t.Errorf("by the book: %+v, %v", got, err)
	}
	local := start(t)
	local.nearby.note(where, time.Now())
	if got, err := local.FindPeer(t.Context(), target.ID()); err != nil || got.How != HowMDNS || !got.Connected {
		t.Errorf("by mDNS: %+v, %v", got, err)
	}
	if err := target.Close(); err != nil {
		t.Fatal(err)
	}
	silent := start(t)
	silent.opts.Known = func(peer.ID) peer.AddrInfo { return where }
	if got, err := silent.FindPeer(t.Context(), target.ID()); err != nil || got.How != HowKnown || got.Connected {
		t.Errorf("known but silent: %+v, %v", got, err)
	}
	if got, err := start(t).FindPeer(t.Context(), target.ID()); !errors.Is(err, ErrUnknownPeer) {
		t.Errorf("known to nobody: %+v, %v", got, err)
	}
}

func TestAdvertiseNeverWaits(t *testing.T) {
	f := start(t) // knows nobody: every advertisement fails and waits for another try
	for n := range maxRoots + 10 {
		f.Advertise(root(n))
	}
	f.Withdraw(root(1))
}

func TestLookUpEndsWithItsContext(t *testing.T) {
	finders := star(t, 2)
	mute := newHost(t) // speaks the DHT protocol and never answers
	release := make(chan struct{})
	defer close(release)
	mute.SetStreamHandler(Prefix+"/kad/1.0.0", func(network.Stream) { <-release })
	if err := finders[0].opts.Host.Connect(t.Context(), peer.AddrInfo{ID: mute.ID(), Addrs: mute.Addrs()}); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	finders[1].FindProviders(ctx, root(1), func(peer.AddrInfo) {})
	if _, err := finders[1].FindPeer(ctx, newHost(t).ID()); !errors.Is(err, ErrUnknownPeer) {
		t.Errorf("got %v", err)
	}
}
