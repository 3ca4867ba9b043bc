package e2e

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"hinny/app/api"
)

// The acceptance of the search with real processes: how many there are, how long
// some come and go, and how often.
const (
	churners    = 30
	churnFor    = 5 * time.Minute
	churnEvery  = 12 * time.Second // five a minute
	settled     = 15 * time.Second // how long a peer must be there to be looked for
	churnSearch = 8 * time.Second  // how long one search listens
)

// crowd is peers of whom some come and go.
type crowd struct {
	*testing.T
	random *rand.Rand
	peers  []*peer
	roots  []string // of the file that nobody else has
	since  []time.Time
	first  []time.Duration // when a search for one file had it
	tenth  []time.Duration // when one for what every other peer has something like had ten
	lost   int
}

func TestPeersFindEveryFileWhileSomeComeAndGo(t *testing.T) {
	if !*full {
		t.Skip("thirty processes for five minutes; run with -full")
	}
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	c := &crowd{T: t, random: rand.New(rand.NewPCG(seed, 0))}
	for i := range churners {
		p := newPeer(t, fmt.Sprintf("peer%d", i))
		c.roots = append(c.roots, p.sum(p.Write(fmt.Sprintf("single%d of a kind.txt", i), content(uint64(i), 2000))))
		if i%2 == 0 {
			p.Write(fmt.Sprintf("popular tune, take %d.txt", i), content(uint64(1000+i), 2000))
		}
		c.peers, c.since = append(c.peers, p), append(c.since, time.Time{})
		c.start(i)
	}
	for i := range c.peers { // before anybody leaves: every file is found
		c.find((i+1)%churners, i)
	}
	quiet := c.report("quiet")
	var gone []int
	next := time.Now().Add(churnEvery)
	for end := time.Now().Add(churnFor); time.Now().Before(end); {
		if time.Now().After(next) {
			next = next.Add(churnEvery)
			gone = c.churn(gone)
		}
		c.find(c.anybody(gone), c.anybody(gone))
		c.popular(c.anybody(gone))
	}
	if searches := c.report("with churn"); c.lost*100 > searches || quiet < churners {
		t.Errorf("%d of %d searches found nothing; %d before anybody left", c.lost, searches, quiet)
	}
}

// start runs a peer that knows one that is there.
func (c *crowd) start(i int) {
	var others []*peer
	for _, other := range c.random.Perm(len(c.peers)) {
		if other != i && len(others) == 0 {
			others = c.peers[other].running()
		}
	}
	c.peers[i].Start(others...)
	c.since[i] = time.Now()
}

// churn has one come back that left before and another leave, as a crash or as
// people quit.
func (c *crowd) churn(gone []int) []int {
	const away = 3 // that are gone at a time
	if len(gone) >= away {
		c.start(gone[0])
		gone = gone[1:]
	}
	i := c.anybody(gone)
	if c.random.IntN(2) == 0 {
		c.peers[i].Kill()
	} else {
		c.peers[i].Stop()
	}
	return append(gone, i)
}

// anybody draws a peer that has been there for a while.
func (c *crowd) anybody(gone []int) int {
	for {
		i := c.random.IntN(len(c.peers))
		if !slices.Contains(gone, i) && time.Since(c.since[i]) > settled {
			return i
		}
	}
}

// find has one peer look for the file of another.
func (c *crowd) find(searcher, owner int) {
	if searcher == owner {
		return
	}
	took := c.hits(searcher, fmt.Sprintf("single%d kind", owner), 1)
	if took == 0 {
		c.lost++
		c.Logf("peer %d does not find the file of %d", searcher, owner)
		return
	}
	c.first = append(c.first, took)
}

func (c *crowd) popular(searcher int) {
	if took := c.hits(searcher, "popular tune", 10); took > 0 {
		c.tenth = append(c.tenth, took)
		return
	}
	c.lost++
	c.Logf("peer %d does not find ten of a popular file", searcher)
}

// hits returns when the nth result came; 0: never.
func (c *crowd) hits(searcher int, text string, nth int) time.Duration {
	ctx, cancel := context.WithTimeout(c.Context(), churnSearch+2*time.Second)
	defer cancel()
	found, took, began := map[string]bool{}, time.Duration(0), time.Now()
	err := api.NewClient(c.peers[searcher].home).Search(ctx, api.SearchRequest{Text: text, Timeout: churnSearch}, func(r api.Result) bool {
		if found[r.Root.String()] = true; len(found) == nth && took == 0 {
			took = time.Since(began)
		}
		return took == 0
	})
	if err != nil && took == 0 {
		c.Errorf("peer %d searches %q: %v", searcher, text, err)
	}
	return took
}

// report prints what was found since the last one and returns how much.
func (c *crowd) report(when string) int {
	quantile := func(times []time.Duration, part float64) time.Duration {
		slices.Sort(times)
		return times[int(part*float64(len(times)-1))].Round(time.Millisecond)
	}
	n := len(c.first) + len(c.tenth)
	for name, times := range map[string][]time.Duration{"first hit": c.first, "tenth of a popular file": c.tenth} {
		if len(times) > 0 {
			c.Logf("%s, %d peers: %s of %d searches p50 %v, p95 %v", when, churners, name, len(times), quantile(times, 0.5), quantile(times, 0.95))
		}
	}
	c.first, c.tenth = nil, nil
	return n
}
