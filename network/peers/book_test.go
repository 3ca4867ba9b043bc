package peers

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"
	ma "github.com/multiformats/go-multiaddr"
)

// begin is some moment; the book has no clock of its own.
func begin() time.Time { return time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC) }

// nth returns a valid peer ID.
func nth(n int) peer.ID {
	return peer.ID(append([]byte{0, 36, 8, 1, 18, 32}, []byte(fmt.Sprintf("%032d", n))...))
}

func at(n int, ports ...int) peer.AddrInfo {
	info := peer.AddrInfo{ID: nth(n)}
	for _, port := range ports {
		info.Addrs = append(info.Addrs, ma.StringCast(fmt.Sprintf("/ip4/127.0.0.1/tcp/%d", port)))
	}
	return info
}

func open(t *testing.T, path string) *Book {
	t.Helper()
	b, err := Open(Options{Path: path, Self: nth(0), Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func ids(entries []Entry) (ids []peer.ID) {
	for _, e := range entries {
		ids = append(ids, e.ID)
	}
	return ids
}

func TestBookIsTheSameAfterARestart(t *testing.T) {
	path := filepath.Join(t.TempDir(), "peers.json")
	b := open(t, path)
	b.SetPort(4001)
	b.Give(at(1, 10))
	b.Met(at(2, 20, 21), begin())
	b.Met(at(0, 99), begin()) // ourselves
	if err := b.Save(); err != nil {
		t.Fatal(err)
	}
	again := open(t, path)
	if again.Port() != 4001 {
		t.Errorf("port %d", again.Port())
	}
	if got, want := fmt.Sprint(again.All()), fmt.Sprint(b.All()); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if len(again.All()) != 2 {
		t.Errorf("%d peers", len(again.All()))
	}
}

func TestRunSavesAfterAChangeAndAtTheEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "peers.json")
		b := open(t, path)
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan error)
		go func() { ended <- b.Run(ctx) }()
		b.Met(at(1, 10), begin())
		synctest.Wait()
		if _, err := os.Stat(path); err == nil {
			t.Error("the first of many changes is written at once")
		}
		<-time.After(2 * saveDelay)
		synctest.Wait()
		if got := len(open(t, path).All()); got != 1 {
			t.Errorf("%d peers are saved after a change", got)
		}
		b.Met(at(2, 20), begin())
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
		if got := len(open(t, path).All()); got != 2 {
			t.Errorf("%d peers are saved at the end", got)
		}
	})
}

func TestDamagedBookIsSetAsideAndSaid(t *testing.T) {
	for name, content := range map[string]string{
		"empty": "", "cut off": `{"version":1,"peers":[{"id"`, "another format": `{"version":2}`, "text": "hello",
		"far too long": strings.Repeat(" ", maxFileBytes+1),
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "peers.json")
			if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
				t.Fatal(err)
			}
			var said bytes.Buffer
			b, err := Open(Options{Path: path, Self: nth(0), Log: slog.New(slog.NewTextHandler(&said, nil))})
			if err != nil {
				t.Fatal(err)
			}
			b.Met(at(1, 10), begin())
			if err := b.Save(); err != nil {
				t.Fatal(err)
			}
			if kept, err := os.ReadFile(path + ".damaged"); err != nil || string(kept) != content {
				t.Errorf("the damaged book is lost: %v", err)
			}
			if !strings.Contains(said.String(), "damaged") {
				t.Errorf("the log says %q", said.String())
			}
		})
	}
}

func TestBadLinesOfABookAreLeftOut(t *testing.T) {
	path := filepath.Join(t.TempDir(), "peers.json")
	content := fmt.Sprintf(`{"version":1,"port":70000,"peers":[{"id":"nobody"},{"id":%q,"addrs":["nonsense","","/ip4/127.0.0.1/tcp/1"]}]}`, nth(1))
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	b := open(t, path)
	if all := b.All(); len(all) != 1 || len(all[0].Addrs) != 1 || b.Port() != 0 {
		t.Errorf("got %v, port %d", all, b.Port())
	}
}

func TestFullBookForgetsTheLongestSilentStranger(t *testing.T) {
	b := open(t, filepath.Join(t.TempDir(), "peers.json"))
	b.Give(at(1, 1)) // never met, but given
	for n := 2; n <= MaxPeers+2; n++ {
		b.Met(at(n, n), begin().Add(time.Duration(n)*time.Second))
	}
	if got := len(b.All()); got != MaxPeers {
		t.Fatalf("%d peers", got)
	}
	for n, want := range map[int]bool{1: true, 2: false, 3: false, 4: true, MaxPeers + 2: true} {
		if _, ok := b.Get(nth(n)); ok != want {
			t.Errorf("peer %d known: %v", n, ok)
		}
	}
}

func TestProvenAddressesComeFirstAndAllAreBounded(t *testing.T) {
	b := open(t, filepath.Join(t.TempDir(), "peers.json"))
	var ports []int
	for port := range 2 * MaxAddrs {
		ports = append(ports, 100+port)
	}
	long := ma.StringCast("/dns4/" + strings.Repeat("a", MaxAddrSize) + "/tcp/1")
	info := at(1, ports...)
	info.Addrs = append([]ma.Multiaddr{long, nil}, info.Addrs...)
	b.Met(info, begin())
	b.Met(at(1, 7, 105), begin())
	e, _ := b.Get(nth(1))
	if len(e.Addrs) != MaxAddrs || !e.Addrs[0].Equal(at(1, 7).Addrs[0]) || !e.Addrs[1].Equal(at(1, 105).Addrs[0]) {
		t.Errorf("got %d: %v", len(e.Addrs), e.Addrs)
	}
	if slices.ContainsFunc(e.Addrs, long.Equal) {
		t.Error("an address over the limit is kept")
	}
}

func TestSilentPeersAreTriedEverLessOften(t *testing.T) {
	b := open(t, filepath.Join(t.TempDir(), "peers.json"))
	b.Met(at(1, 1), begin())
	b.Give(at(2, 2))
	if got := ids(b.Due(begin())); !slices.Equal(got, []peer.ID{nth(2), nth(1)}) {
		t.Fatalf("due at the start: %v", got)
	}
	now, last := begin(), time.Duration(0)
	for range 40 {
		b.Failed(nth(1), now)
		b.Failed(nth(2), now)
		e, _ := b.Get(nth(1))
		pause := e.next.Sub(now)
		if pause < last || pause > maxWait {
			t.Fatalf("a pause of %v after one of %v", pause, last)
		}
		if given, _ := b.Get(nth(2)); given.next.Sub(now) > maxWaitGiven {
			t.Fatalf("a given peer is left alone for %v", given.next.Sub(now))
		}
		if got := b.Due(e.next.Add(-time.Nanosecond)); slices.Contains(ids(got), nth(1)) {
			t.Fatal("due too early")
		}
		now, last = e.next, pause
	}
	if last != maxWait || !slices.Contains(ids(b.Due(now)), nth(1)) {
		t.Errorf("at last after %v", last)
	}
	b.Met(at(1, 1), now)
	if !slices.Contains(ids(b.Due(now)), nth(1)) {
		t.Error("a peer that answered is not due")
	}
}

func FuzzDecode(f *testing.F) {
	good, err := encode(4001, []Entry{{ID: nth(1), Addrs: at(1, 1, 2).Addrs, Given: true, Met: begin()}})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good)
	f.Add([]byte(`{"version":1,"port":-1,"peers":[{"id":"x","addrs":["/"]}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		port, entries, err := decode(data)
		if err != nil {
			return
		}
		if port < 0 || port > 65535 || len(entries) > MaxPeers {
			t.Fatalf("port %d, %d peers", port, len(entries))
		}
		var all []Entry
		for _, e := range entries {
			if len(e.Addrs) > MaxAddrs {
				t.Fatalf("%d addresses", len(e.Addrs))
			}
			all = append(all, e)
		}
		if _, err := encode(port, all); err != nil {
			t.Fatalf("what was read cannot be written: %v", err)
		}
	})
}
