package e2e

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"
)

func TestFileAtTheFarEndOfAChainIsFoundAndFetched(t *testing.T) {
	chain := make([]*peer, 7)
	for i := range chain {
		chain[i] = newPeer(t, fmt.Sprintf("link%d", i))
		if i == 0 {
			chain[0].Write("far end.epub", content(1, 3_000_000))
		}
		chain[i].Start(chain[max(0, i-1):i]...) // each knows only the one before
	}
	first, last := chain[6], chain[0]
	root := last.sum(last.shared + "/far end.epub")
	first.sees("far end", root, 1)
	if got := first.Get(root); got.Sources[last.id] != 3_000_000 {
		t.Errorf("it came from %v, want all from %s", got.Sources, last.id)
	}
}

func TestPeersThatKnowOneAddressEachFindEveryFile(t *testing.T) {
	n := 8
	if *full {
		n = 20
	}
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	peers, roots := make([]*peer, n), make([]string, n)
	for i := range peers {
		p := newPeer(t, fmt.Sprintf("peer%d", i))
		roots[i] = p.sum(p.Write(fmt.Sprintf("chapter %d of the common tale.txt", i), content(uint64(i), 2000)))
		if i == 0 {
			peers[i] = p.Start()
			continue
		}
		peers[i] = p.Start(peers[random.IntN(i)])
	}
	for _, p := range peers {
		p.Eventually("finds every file", func() bool {
			found := p.Find("common tale", 700*time.Millisecond)
			for _, root := range roots {
				if _, ok := found[root]; !ok {
					return false
				}
			}
			return true
		})
	}
}
