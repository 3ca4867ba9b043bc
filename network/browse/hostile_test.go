package browse

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/libp2p/go-libp2p/core/network"
	"github.com/libp2p/go-libp2p/core/peer"

	"hinny/network/wire"
	"hinny/share"
)

// hostile answers every request with what the function writes.
func hostile(t *testing.T, client *Service, answer func(s network.Stream)) peer.ID {
	t.Helper()
	h := newHost(t)
	h.SetStreamHandler(ID, func(s network.Stream) {
		answer(s)
		_ = s.Close()
	})
	connect(t, client.opts.Host, h)
	return h.ID()
}

func entry(rel string) *wire.BrowseEntry {
	return &wire.BrowseEntry{Root: append([]byte{1}, make([]byte, 31)...), Rel: rel}
}

func TestHostileListsAreRefused(t *testing.T) {
	root := entry("").Root
	client := New(Options{Host: newHost(t), Log: slog.New(slog.DiscardHandler)})
	many := make([]*wire.BrowseEntry, pageEntries+1)
	for i := range many {
		many[i] = entry(fmt.Sprintf("%08d", i))
	}
	for name, entries := range map[string][]*wire.BrowseEntry{
		"an empty page":         nil,
		"too many entries":      many,
		"an empty name":         {entry("")},
		"a zero byte":           {entry("a\x00b")},
		"a name too long":       {entry(strings.Repeat("a", MaxName+1))},
		"names out of order":    {entry("b"), entry("a")},
		"the same name twice":   {entry("a"), entry("a")},
		"a short root":          {{Root: root[:31], Rel: "a"}},
		"a long root":           {{Root: append(root, 0), Rel: "a"}},
		"no root":               {{Rel: "a"}},
		"a root of zeros":       {{Root: make([]byte, 32), Rel: "a"}},
		"a size of 2^63":        {{Root: root, Rel: "a", Size: 1 << 63}},
		"a size over the limit": {{Root: root, Rel: "a", Size: uint64(share.MaxFileSize) + 1}},
	} {
		t.Run(name, func(t *testing.T) {
			id := hostile(t, client, func(s network.Stream) { _ = wire.Write(s, &wire.BrowsePage{Entries: entries}) })
			err := client.Browse(t.Context(), id, func(Entry) bool { return true })
			if !errors.Is(err, ErrBadList) {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestEndlessListEnds(t *testing.T) {
	client := New(Options{Host: newHost(t), Log: slog.New(slog.DiscardHandler)})
	id := hostile(t, client, func(s network.Stream) {
		page := &wire.BrowsePage{Entries: make([]*wire.BrowseEntry, pageEntries)}
		for n := 0; ; n++ {
			for i := range page.Entries {
				page.Entries[i] = entry(fmt.Sprintf("%012d", n*pageEntries+i))
			}
			if wire.Write(s, page) != nil {
				return
			}
		}
	})
	count := 0
	err := client.Browse(t.Context(), id, func(Entry) bool { count++; return true })
	if !errors.Is(err, ErrBadList) || count != maxList {
		t.Errorf("%d entries, then %v", count, err)
	}
}

func TestOversizedAndTruncatedAnswersAreRefused(t *testing.T) {
	client := New(Options{Host: newHost(t), Log: slog.New(slog.DiscardHandler)})
	for name, answer := range map[string]string{
		"a frame of 4 GiB": "\xff\xff\xff\xff\x0f", "nothing": "", "half a frame": "\x10abc", "garbage": "\x03\xff\xff\xff",
	} {
		t.Run(name, func(t *testing.T) {
			id := hostile(t, client, func(s network.Stream) { _, _ = s.Write([]byte(answer)) })
			if err := client.Browse(t.Context(), id, func(Entry) bool { return true }); err == nil {
				t.Error("the list counts as read")
			}
		})
	}
}

func TestCancelledReaderLeavesASilentPeer(t *testing.T) {
	client := New(Options{Host: newHost(t), Log: slog.New(slog.DiscardHandler)})
	release := make(chan struct{})
	defer close(release)
	ctx, cancel := context.WithCancel(t.Context())
	id := hostile(t, client, func(network.Stream) {
		cancel()
		<-release
	})
	if err := client.Browse(ctx, id, func(Entry) bool { return true }); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func FuzzPage(f *testing.F) {
	for _, page := range []*wire.BrowsePage{
		{Last: true},
		{Status: wire.BrowsePage_REFUSED},
		{Entries: []*wire.BrowseEntry{entry("a"), entry("b/c")}, Last: true},
		{Entries: []*wire.BrowseEntry{entry("../../a"), entry("a")}},
	} {
		frame, err := wire.Append(nil, page)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(frame)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		page := &wire.BrowsePage{}
		if wire.NewReader(strings.NewReader(string(data)), maxPage).Read(page) != nil {
			return
		}
		last := ""
		l := list{found: func(e Entry) bool {
			if e.Rel <= last || e.Size < 0 || e.Size > share.MaxFileSize || e.Root.IsZero() || checkName(e.Rel) != nil {
				t.Fatalf("an entry slips through: %+v after %q", e, last)
			}
			last = e.Rel
			return true
		}}
		_, _ = l.take(page)
	})
}
