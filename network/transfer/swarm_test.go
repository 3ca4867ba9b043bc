package transfer

import (
	"flag"
	"log/slog"
	"testing"
	"time"

	"github.com/libp2p/go-libp2p/core/host"

	"hinny/share"
)

// full runs the long versions of some tests.
var full = flag.Bool("full", false, "run the long tests, too")

// swarmed is how a swarm did.
type swarmed struct {
	took   time.Duration
	bound  time.Duration // F/u: the time in which the seed can send the file once
	sent   float64       // how often the seed sent the file
	wasted float64       // of all that the peers received
}

func (s swarmed) factor() float64 { return s.took.Seconds() / s.bound.Seconds() }

// swarm has one seed of 40 Mbit/s feed so many empty peers in virtual time.
func swarm(t *testing.T, peers, chunks int) (s swarmed) {
	uneven(t, peers+1, line{up: 40 * mbit, down: 1000 * mbit}, func(t *testing.T, hosts []host.Host) {
		quiet := func(o *Options) { o.Log = slog.New(slog.DiscardHandler) }
		size := chunks * share.MinChunkSize
		seed := start(t, hosts[0], quiet)
		v := seed.put(t, bytesOf(4, size))
		root := v.manifest.Root()
		began := time.Now()
		var askers []*node
		for _, h := range hosts[1:] {
			n := start(t, h, quiet)
			n.get(t, root, seed.info())
			askers = append(askers, n)
		}
		wasted, fromSeed := int64(0), int64(0)
		for _, n := range askers {
			d := n.arrives(t, v)
			wasted += d.Wasted
			fromSeed += d.Sources[seed.host.ID().String()]
		}
		s.took = time.Since(began)
		s.bound = time.Duration(float64(size*8) / (40 * mbit) * float64(time.Second))
		s.sent = float64(fromSeed) / float64(size)
		s.wasted = float64(wasted) / float64(size*peers)
	})
	t.Logf("%d peers have %d chunks after %v, %.3f of F/u = %v; the seed sent the file %.3f times, %.4f was wasted",
		peers, chunks, s.took, s.factor(), s.bound, s.sent, s.wasted)
	return s
}

func TestOneSeedFeedsManyInVirtualTime(t *testing.T) {
	if s := swarm(t, 8, 24); s.factor() > 4 {
		t.Errorf("the peers do not help each other: %.2f of the bound; from the seed alone it would be 8", s.factor())
	}
}

func TestLargeSwarmsInVirtualTime(t *testing.T) {
	if !*full {
		t.Skip("only with -full")
	}
	if s := swarm(t, 8, 400); s.factor() > 1.15 {
		t.Errorf("eight peers take %.3f of the bound", s.factor())
	}
	if s := swarm(t, 32, 400); s.factor() > 1.3 {
		t.Errorf("thirty-two peers take %.3f of the bound", s.factor())
	}
}
