package network_test

import (
	"context"
	"slices"
	"sync"
	"testing"

	"hinny/index/query"
	"hinny/network"
	"hinny/network/swarmtest"
	"hinny/share"
)

// named is a library of one file that answers questions, but sends no digest
// that would lead the flood to it.
type named struct{ file share.File }

func (l named) Answer(_ context.Context, q query.Query, _ int) ([]share.File, error) {
	if q.Match(query.ThingOf(l.file)) {
		return []share.File{l.file}, nil
	}
	return nil, nil
}

func (l named) Names(_ context.Context, each func(query.Thing)) error {
	each(query.ThingOf(l.file))
	return nil
}

func (l named) Changed() <-chan struct{} { return nil }

func TestARareWordIsLookedUpAndItsHolderAsked(t *testing.T) {
	hub := swarmtest.Start(t, swarmtest.Options(t))
	o := swarmtest.Options(t)
	library := named{share.File{Root: share.RootHash{7}, Rel: "The Xylophonist of 北京.flac", Size: 7, Meta: share.Meta{Artist: "Hildegard Stein"}}}
	o.Peers, o.Answerer, o.Names = hub.Addrs(), library, library
	holder := swarmtest.Start(t, o)
	o = swarmtest.Options(t)
	o.Peers = hub.Addrs()
	searcher := swarmtest.Start(t, o)
	for _, text := range []string{"xylophonist", "北京", "hildegard", "artist:hildegard"} {
		q, err := query.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		swarmtest.Eventually(t, "the holder of "+text+" is asked", func() bool {
			var mu sync.Mutex
			var providers []string
			searcher.AskByWords(ctx, q, func(hit network.Hit) {
				mu.Lock()
				defer mu.Unlock()
				providers = append(providers, hit.Provider)
			})
			return slices.Contains(providers, holder.ID())
		})
	}
}
