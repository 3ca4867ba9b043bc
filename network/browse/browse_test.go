package browse

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/libp2p/go-libp2p"
	"github.com/libp2p/go-libp2p/core/host"
	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/libp2p/go-libp2p/p2p/transport/tcp"

	"hinny/share"
)

// files is a library in memory, in order.
type files []share.File

func (f files) List(_ context.Context, after string, limit int) ([]share.File, error) {
	at, found := slices.BinarySearchFunc(f, after, func(file share.File, after string) int { return strings.Compare(file.Rel, after) })
	if found {
		at++
	}
	return f[at:min(len(f), at+limit)], nil
}

func named(names ...string) files {
	var f files
	for i, name := range names {
		f = append(f, share.File{Root: share.RootHash{1, byte(i)}, Rel: name, Size: int64(i), Path: "/secret/" + name})
	}
	slices.SortFunc(f, func(a, b share.File) int { return strings.Compare(a.Rel, b.Rel) })
	return f
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

// pair returns a service that answers with the lister, and one that asks it.
func pair(t *testing.T, lister Lister) (server, client *Service) {
	t.Helper()
	log := slog.New(slog.DiscardHandler)
	server = New(Options{Host: newHost(t), Lister: lister, Log: log})
	client = New(Options{Host: newHost(t), Log: log})
	run(t, server)
	connect(t, client.opts.Host, server.opts.Host)
	return server, client
}

// run runs a service until the test ends, and returns when it answers.
func run(t *testing.T, s *Service) {
	ctx, cancel := context.WithCancel(context.Background())
	var running sync.WaitGroup
	running.Go(func() { _ = s.Run(ctx) })
	t.Cleanup(func() {
		cancel()
		running.Wait()
	})
}

func connect(t *testing.T, from, to host.Host) {
	t.Helper()
	if err := from.Connect(t.Context(), peer.AddrInfo{ID: to.ID(), Addrs: to.Addrs()}); err != nil {
		t.Fatal(err)
	}
}

// read browses to the end, asking again while the other side is not up yet.
func read(t *testing.T, client, server *Service) ([]Entry, error) {
	t.Helper()
	for {
		var got []Entry
		err := client.Browse(t.Context(), server.opts.Host.ID(), func(e Entry) bool {
			got = append(got, e)
			return true
		})
		if err == nil || !strings.Contains(err.Error(), "protocols not supported") {
			return got, err
		}
	}
}

func TestListArrivesWholeAndInOrder(t *testing.T) {
	names := []string{"音乐/巴赫.flac", `Docs/"quoted" 🎉.txt`, "Docs/../../etc/passwd", "Docs/\u202egpj.exe", "empty", strings.Repeat("x", MaxName)}
	for i := range 2*pageEntries + 7 {
		names = append(names, fmt.Sprintf("Bulk/%05d", i))
	}
	all := named(names...)
	server, client := pair(t, all)
	got, err := read(t, client, server)
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != len(all) {
		t.Fatalf("%d files arrive of %d", len(got), len(all))
	}
	for i, e := range got {
		if e.Rel != all[i].Rel || e.Root != all[i].Root || e.Size != all[i].Size {
			t.Fatalf("entry %d is %+v, want %+v", i, e, all[i])
		}
	}
}

func TestLongNamesArePagedBySize(t *testing.T) {
	var names []string
	for i := range 600 { // more than two frames' worth of names
		names = append(names, fmt.Sprintf("%04d%s", i, strings.Repeat("n", MaxName-4)))
	}
	server, client := pair(t, named(names...))
	got, err := read(t, client, server)
	if err != nil || len(got) != len(names) {
		t.Errorf("%d files arrive of %d: %v", len(got), len(names), err)
	}
}

func TestOwnNamesThatCannotBeSentArePassedOver(t *testing.T) {
	server, client := pair(t, named("a", "b\xff", "c\x00", strings.Repeat("d", MaxName+1), "e"))
	got, err := read(t, client, server)
	if err != nil || len(got) != 2 || got[0].Rel != "a" || got[1].Rel != "e" {
		t.Errorf("got %v, %v", got, err)
	}
}

func TestEmptyLibraryIsAnEmptyList(t *testing.T) {
	server, client := pair(t, files{})
	if got, err := read(t, client, server); err != nil || len(got) != 0 {
		t.Errorf("got %v, %v", got, err)
	}
}

func TestReaderMayStop(t *testing.T) {
	server, client := pair(t, named("a", "b", "c"))
	if _, err := read(t, client, server); err != nil {
		t.Fatal(err)
	}
	count := 0
	err := client.Browse(t.Context(), server.opts.Host.ID(), func(Entry) bool { count++; return count < 2 })
	if err != nil || count != 2 {
		t.Errorf("found was called %d times: %v", count, err)
	}
}

func TestRefusalIsSaid(t *testing.T) {
	server, client := pair(t, nil)
	if _, err := read(t, client, server); !errors.Is(err, ErrRefused) {
		t.Errorf("got %v", err)
	}
}

type broken struct{}

func (broken) List(context.Context, string, int) ([]share.File, error) {
	return nil, errors.New("the disk is gone")
}

func TestFailureIsSaidWithoutDetails(t *testing.T) {
	server, client := pair(t, broken{})
	_, err := read(t, client, server)
	if !errors.Is(err, ErrFailed) || strings.Contains(err.Error(), "disk") {
		t.Errorf("got %v", err)
	}
}

func TestTooManyReadersAreTurnedAway(t *testing.T) {
	server, client := pair(t, named("a"))
	for range maxReaders {
		server.readers <- struct{}{}
	}
	if _, err := read(t, client, server); !errors.Is(err, ErrBusy) {
		t.Errorf("got %v", err)
	}
}
