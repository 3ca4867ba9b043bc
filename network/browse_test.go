package network_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"hinny/network"
	"hinny/network/browse"
	"hinny/network/swarmtest"
	"hinny/share"
)

// library lists a number of files in memory.
type library int

func (n library) List(_ context.Context, after string, limit int) ([]share.File, error) {
	var files []share.File
	for i := range int(n) {
		rel := fmt.Sprintf("音乐/%06d/../\u202e%c.flac", i, 'a'+i%26)
		if rel > after && len(files) < limit {
			files = append(files, share.File{Root: share.RootHash{1, byte(i)}, Rel: rel, Size: int64(i)})
		}
	}
	return files, nil
}

func TestPeerFoundThroughAThirdIsBrowsed(t *testing.T) {
	hub := swarmtest.Start(t, swarmtest.Options(t))
	o := swarmtest.Options(t)
	o.Peers, o.Lister = hub.Addrs(), library(1234)
	sharer := swarmtest.Start(t, o)
	o = swarmtest.Options(t)
	o.Peers = hub.Addrs()
	reader := swarmtest.Start(t, o)
	var got []network.Entry
	swarmtest.Eventually(t, "the list is read", func() bool {
		got = nil
		return reader.Browse(t.Context(), sharer.ID(), func(e network.Entry) bool {
			got = append(got, e)
			return true
		}) == nil
	})
	if len(got) != 1234 || got[7].Size != 7 || !strings.Contains(got[7].Rel, "000007") {
		t.Errorf("%d files arrive", len(got))
	}
	if err := sharer.Browse(t.Context(), reader.ID(), func(network.Entry) bool { return true }); !errors.Is(err, browse.ErrRefused) {
		t.Errorf("a peer that shows nothing gives %v", err)
	}
}

func TestBrowsingAPeerThatIsOffIsSaid(t *testing.T) {
	a := swarmtest.Start(t, swarmtest.Options(t))
	b, stop := swarmtest.Run(t, swarmtest.Options(t))
	if _, err := a.Connect(t.Context(), b.Addrs()[0]); err != nil {
		t.Fatal(err)
	}
	swarmtest.Eventually(t, "a notes b", func() bool { return !a.Peers()[0].LastSeen.IsZero() })
	stop()
	swarmtest.Eventually(t, "a sees b leave", func() bool { return a.Connections() == 0 })
	err := a.Browse(t.Context(), b.ID(), func(network.Entry) bool { return true })
	if !errors.Is(err, network.ErrUnreachable) {
		t.Errorf("got %v", err)
	}
}
