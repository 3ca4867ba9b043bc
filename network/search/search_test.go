package search_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"hinny/index/query"
	"hinny/network/overlay"
)

func TestAFileAtTheFarEndOfAChainIsFound(t *testing.T) {
	const n = 7
	inWorld(t, n, func(w *world) {
		for i := range n - 1 {
			w.know(i, i+1)
		}
		w.after(time.Second)
		hits, first := w.search(0, "file 6", 5*time.Second)
		if len(hits) != 1 || hits[0].Name != "file of 6.txt" {
			w.Fatalf("the first finds %+v", hits)
		}
		if hits[0].Provider.ID != w.hosts[n-1].ID() || len(hits[0].Provider.Addrs) == 0 {
			w.Errorf("the hit does not say where its provider is: %+v", hits[0].Provider)
		}
		w.Logf("first hit after %s", first)
	})
}

func TestTwentyPeersThatKnowOneAddressEachFormOneOverlay(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	rng := rand.New(rand.NewPCG(seed, 0))
	const n = 20
	inWorld(t, n, func(w *world) {
		for i := 1; i < n; i++ {
			w.know(i, rng.IntN(i))
		}
		w.after(10 * time.Second)
		for i := range n {
			hits, _ := w.search(i, "file", 5*time.Second)
			found := map[string]bool{}
			for _, h := range hits {
				found[h.Name] = true
			}
			if len(found) != n-1 {
				w.Errorf("peer %d finds %d of %d files with %d neighbours", i, len(found), n-1, len(w.services[i].Neighbours()))
			}
		}
	})
}

func TestPeersThatDialEachOtherAtOnceKeepOneLink(t *testing.T) {
	inWorld(t, 2, func(w *world) {
		w.know(0, 1)
		w.know(1, 0)
		w.after(5 * time.Second)
		for i := range 2 {
			if hits, _ := w.search(i, "file", 2*time.Second); len(hits) != 1 {
				w.Errorf("peer %d finds %d files", i, len(hits))
			}
			if n := len(w.services[i].Neighbours()); n != 1 {
				w.Errorf("peer %d has %d neighbours", i, n)
			}
		}
	})
}

func TestTheOverlayHealsWhenNeighboursVanish(t *testing.T) {
	const n = 12
	inWorld(t, n, func(w *world) {
		for i := 1; i < n; i++ {
			w.know(i, i-1)
		}
		w.after(30 * time.Second)
		for i := n - 4; i < n; i++ {
			w.hosts[i].Close()
		}
		w.after(3 * time.Minute)
		for i := range n - 4 {
			hits, _ := w.search(i, "file", 5*time.Second)
			if len(hits) != n-5 {
				w.Errorf("peer %d finds %d of %d files", i, len(hits), n-5)
			}
		}
	})
}

func TestASearchBeginsWhenTheFirstNeighbourComes(t *testing.T) {
	inWorld(t, 2, func(w *world) {
		go func() {
			<-time.After(2 * time.Second)
			w.know(0, 1)
		}()
		if hits, first := w.search(0, "file", 8*time.Second); len(hits) != 1 || first < 2*time.Second {
			w.Errorf("%d hits, the first after %s", len(hits), first)
		}
	})
}

func TestManySearchesAtOnceGetTheirOwnHits(t *testing.T) {
	const n = 5
	inWorld(t, n, func(w *world) {
		for i := 1; i < n; i++ {
			w.know(i, 0)
		}
		w.after(5 * time.Second)
		done := make(chan error)
		for i := range 20 {
			go func() {
				want := i%(n-1) + 1
				hits, _ := w.search(0, fmt.Sprintf("file of %d", want), 4*time.Second)
				if len(hits) != 1 || hits[0].Name != fmt.Sprintf("file of %d.txt", want) {
					done <- fmt.Errorf("search %d got %+v", i, hits)
					return
				}
				done <- nil
			}()
		}
		for range 20 {
			if err := <-done; err != nil {
				w.Error(err)
			}
		}
	})
}

// TestEveryFileIsFoundOverHubsAndLeaves lets real hosts take roles, with a
// policy that finds a network of thirty large, and asks for every file by name.
func TestEveryFileIsFoundOverHubsAndLeaves(t *testing.T) {
	const n = 24
	policy := overlay.DefaultPolicy()
	policy.FewHubs, policy.Leaves, policy.LowLeaves, policy.Hubs = 6, 12, 6, 2
	policy.Target, policy.Max, policy.Decide = 4, 6, 2*time.Minute
	inWorldOf(t, worldOptions{n: n, overlay: policy}, func(w *world) {
		for i := 1; i < n; i++ {
			w.know(i, i-1)
		}
		w.after(10 * time.Minute)
		leaves := 0
		for _, s := range w.services {
			if s.Leaf() {
				leaves++
			}
		}
		if leaves < n/3 {
			w.Errorf("%d of %d peers are leaves", leaves, n)
		}
		for i := range n {
			wanted := (i + 7) % n
			found := false
			// Roles still change now and then; a digest is behind for half a
			// minute then.
			for try := 0; try < 2 && !found; try++ {
				w.after(time.Duration(try) * 40 * time.Second)
				hits, _ := w.search(i, fmt.Sprintf("file of %d", wanted), 6*time.Second)
				for _, h := range hits {
					found = found || h.Name == fmt.Sprintf("file of %d.txt", wanted)
				}
			}
			if !found {
				w.Errorf("peer %d (leaf: %v) does not find the file of %d (leaf: %v)", i, w.services[i].Leaf(), wanted, w.services[wanted].Leaf())
			}
		}
	})
}

func TestOnePeerIsAskedAlone(t *testing.T) {
	inWorld(t, 2, func(w *world) {
		w.hosts[0].Peerstore().AddAddrs(w.hosts[1].ID(), w.hosts[1].Addrs(), time.Hour)
		for text, want := range map[string]int{"file of 1": 1, "file of 0": 0} {
			q, err := query.Parse(text)
			if err != nil {
				w.Fatal(err)
			}
			hits, err := w.services[0].Ask(w.Context(), w.hosts[1].ID(), q)
			if len(hits) != want || (err == nil) != (want > 0) {
				w.Errorf("%q gives %v, %v", text, hits, err)
			}
			if len(hits) > 0 && hits[0].Provider.ID != w.hosts[1].ID() {
				w.Errorf("the provider is %v", hits[0].Provider)
			}
		}
	})
}
