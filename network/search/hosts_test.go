package search_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/marcopolo/simnet"

	"hinny/index/query"
	"hinny/network/overlay"
	"hinny/network/search"
)

var (
	full = flag.Bool("full", false, "run the long form of the tests with many hosts")
	seed = flag.Uint64("seed", 0, "draw what is random in the tests with many hosts from this; 0: from another each time")
)

// drawn returns the seed of a test, and prints it.
func drawn(t *testing.T) uint64 {
	t.Helper()
	seed := *seed
	if seed == 0 {
		seed = rand.Uint64()
	}
	t.Logf("seed %d", seed)
	return seed
}

// farAndNear gives each pair of hosts a latency of its own, 10 to 100 ms one way.
func farAndNear(p *simnet.Packet) time.Duration {
	a, b := p.From.String(), p.To.String()
	h := fnv.New64a()
	_, _ = h.Write([]byte(min(a, b) + max(a, b)))
	return 10*time.Millisecond + time.Duration(h.Sum64()>>8%90)*time.Millisecond
}

// libraryOf shares one file that nobody else has and, at every fourth peer, one
// that many have something like.
func libraryOf(i int) library {
	files := library{fmt.Sprintf("single%d of a kind.flac", i)}
	if i%4 == 0 {
		files = append(files, fmt.Sprintf("popular tune, take %d.flac", i))
	}
	return files
}

// answered is when the nth hit of a search came; 0: never. The search ends then.
func (w *world) answered(i, nth int, text string, patience time.Duration) time.Duration {
	q, err := query.Parse(text)
	if err != nil {
		w.Error(err)
		return 0
	}
	ctx, cancel := context.WithTimeout(w.Context(), patience)
	defer cancel()
	began, hits, at := time.Now(), 0, time.Duration(0)
	_, err = w.services[i].Search(ctx, q, func(search.Hit) {
		if hits++; hits == nth {
			at = time.Since(began)
			cancel()
		}
	})
	if err != nil && !errors.Is(err, context.Canceled) {
		w.Errorf("peer %d searches %q: %v", i, text, err)
	}
	return at
}

// quantile of times, which it sorts.
func quantile(times []time.Duration, part float64) time.Duration {
	slices.Sort(times)
	return times[int(part*float64(len(times)-1))]
}

// TestManyRealHostsFindEveryFileQuickly is the acceptance of the search: real
// hosts and real links of 10 to 100 ms, in virtual time. Every file is looked
// for by several peers, at different moments.
func TestManyRealHostsFindEveryFileQuickly(t *testing.T) {
	n, each, popular := 24, 2, 5 // the popular file has six holders, of whom the searcher may be one
	if *full {
		n, each, popular = 200, 4, 10
	}
	rng := rand.New(rand.NewPCG(drawn(t), 0))
	inWorldOf(t, worldOptions{n: n, overlay: overlay.DefaultPolicy(), latency: farAndNear, library: libraryOf}, func(w *world) {
		for i := 1; i < n; i++ {
			w.know(i, rng.IntN(i))
		}
		w.after(time.Minute)
		var mu sync.Mutex
		var first, tenth []time.Duration // guarded by mu
		var searching sync.WaitGroup
		for i := range n {
			wanted := rng.Perm(n)[:each] // drawn here, in one order
			searching.Go(func() {
				// Twenty searches a second in all: with many more, links drop
				// what is over their rate.
				w.after(time.Duration(i) * 50 * time.Millisecond)
				for _, other := range append(wanted, (i+1)%n) { // nobody's file is left out
					if other == i {
						continue
					}
					w.after(10 * time.Second)
					at := w.answered(i, 1, fmt.Sprintf("single%d kind", other), 8*time.Second)
					if at == 0 {
						w.Errorf("peer %d does not find the file of %d", i, other)
					}
					mu.Lock()
					first = append(first, at)
					mu.Unlock()
				}
				w.after(10 * time.Second)
				at := w.answered(i, popular, "popular tune", 8*time.Second)
				if at == 0 {
					w.Errorf("peer %d does not find %d of a popular file", i, popular)
				}
				mu.Lock()
				tenth = append(tenth, at)
				mu.Unlock()
			})
		}
		searching.Wait()
		t.Logf("%d hosts, %d searches: first hit p50 %s, p95 %s; of a popular file the last of those asked for p50 %s, p95 %s", n, len(first),
			quantile(first, 0.5), quantile(first, 0.95), quantile(tenth, 0.5), quantile(tenth, 0.95))
		if p50 := quantile(first, 0.5); p50 > 400*time.Millisecond {
			t.Errorf("half of the first hits take more than %s", p50)
		}
		if p50 := quantile(tenth, 0.5); p50 > 800*time.Millisecond {
			t.Errorf("half of the tenth hits take more than %s", p50)
		}
	})
}
