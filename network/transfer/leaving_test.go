package transfer

import (
	"log/slog"
	"testing"
	"time"

	"github.com/libp2p/go-libp2p/core/host"

	"hinny/share"
)

// TestASeedMayLeaveOnceItsChunksAreOut: eight empty peers have one seed of
// 40 Mbit/s, which is gone for good as soon as each chunk is at one of them,
// long before any of them is complete.
func TestASeedMayLeaveOnceItsChunksAreOut(t *testing.T) {
	chunks := 48
	if *full {
		chunks = 400
	}
	uneven(t, 9, line{up: 40 * mbit, down: 1000 * mbit}, func(t *testing.T, hosts []host.Host) {
		quiet := func(o *Options) { o.Log = slog.New(slog.DiscardHandler) }
		size := chunks * share.MinChunkSize
		seed := start(t, hosts[0], quiet)
		v := seed.put(t, bytesOf(4, size))
		root, began := v.manifest.Root(), time.Now()
		var askers []*node
		for _, h := range hosts[1:] {
			n := start(t, h, quiet)
			n.get(t, root, seed.info())
			askers = append(askers, n)
		}
		lacking := func() int { return missing(askers, root, chunks) }
		eventually(t, "each chunk is at somebody", func() bool { return lacking() == 0 })
		complete := 0
		for _, n := range askers {
			if d, _ := n.m.Download(root); d.State == StateComplete {
				complete++
			}
		}
		seed.stop()
		_ = hosts[0].Close()
		left := time.Since(began)
		if complete > 0 {
			t.Errorf("%d of 8 are complete before the seed leaves: nothing is shown", complete)
		}
		for _, n := range askers {
			n.arrives(t, v)
		}
		bound := time.Duration(float64(size*8) / (40 * mbit) * float64(time.Second))
		t.Logf("the seed left after %v, %.3f of F/u; the last of eight was complete after %.3f",
			left, left.Seconds()/bound.Seconds(), time.Since(began).Seconds()/bound.Seconds())
	})
}

// missing counts the chunks that none of the downloads has.
func missing(among []*node, root share.RootHash, chunks int) int {
	have := make([]bool, chunks)
	for _, n := range among {
		d, _ := n.m.Download(root)
		for i, chunk := range d.Map {
			have[i] = have[i] || chunk&MapHave != 0
		}
	}
	lacking := 0
	for _, here := range have {
		if !here {
			lacking++
		}
	}
	return lacking
}
