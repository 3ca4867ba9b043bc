package network_test

import (
	"errors"
	"slices"
	"testing"

	"hinny/index/query"
	"hinny/network"
	"hinny/network/swarmtest"
	"hinny/share"
)

// TestASearchAtOnePeerFindsAllItShares: also what the peer's answer to a query
// has no room for, and nothing twice.
func TestASearchAtOnePeerFindsAllItShares(t *testing.T) {
	hub := swarmtest.Start(t, swarmtest.Options(t))
	o := swarmtest.Options(t)
	answered := named{share.File{Root: share.RootHash{1, 4}, Rel: "音乐/000004/Four.flac", Size: 4, Meta: share.Meta{Artist: "Somebody"}}}
	o.Peers, o.Lister, o.Answerer = hub.Addrs(), library(100), answered
	sharer := swarmtest.Start(t, o)
	o = swarmtest.Options(t)
	o.Peers = hub.Addrs()
	reader := swarmtest.Start(t, o)
	for text, want := range map[string]int{
		"音乐 ":        100, // all; one of them answers, too
		"000012 ":    1,
		"somebody":   1,
		"type:video": 0,
		"":           100,
	} {
		q, err := query.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		var roots []share.RootHash
		swarmtest.Eventually(t, "the peer is searched for "+text, func() bool {
			roots = nil
			return reader.SearchAt(t.Context(), sharer.ID(), q, func(hit network.Hit) {
				if hit.Provider != sharer.ID() {
					t.Errorf("a hit of %s", hit.Provider)
				}
				roots = append(roots, hit.Root)
			}) == nil
		})
		slices.SortFunc(roots, func(a, b share.RootHash) int { return slices.Compare(a[:], b[:]) })
		if len(slices.Compact(roots)) != len(roots) || len(roots) != want {
			t.Errorf("%q finds %d files, want %d", text, len(roots), want)
		}
	}
	if err := reader.SearchAt(t.Context(), reader.ID(), query.Query{}, func(network.Hit) {}); !errors.Is(err, network.ErrSelf) {
		t.Errorf("a search at oneself gives %v", err)
	}
}
