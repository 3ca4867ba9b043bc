package e2e

import (
	"testing"
	"time"
)

func TestPeersOfALocalNetworkFindEachOtherAndMeetAgain(t *testing.T) {
	if !*full {
		t.Skip("builds a network; run with -full")
	}
	w := newWires(t)
	a, b := newPeer(t, "a"), newPeer(t, "b")
	a.lan, b.lan = w.machine("a", "10.77.0.1/24"), w.machine("b", "10.77.0.2/24")
	root := a.sum(a.Write("greeting.txt", content(1, 3000)))
	began := time.Now()
	a.Start() // nobody is told of anybody
	b.Start()
	b.sees("greeting", root, 1)
	t.Logf("a file on the local network was found %v after the first start", time.Since(began).Round(100*time.Millisecond))
	if got := b.Get(root); got.Sources[a.id] != 3000 {
		t.Errorf("it came from %v", got.Sources)
	}
	a.Stop()
	b.Stop()
	a.Start()
	b.Start()
	b.Eventually("has its neighbour again", func() bool { return b.Status().Neighbours == 1 })
}
