package transfer

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/libp2p/go-libp2p/core/host"

	"hinny/network/transfer/transfertest"
	"hinny/share"
)

// faultChunks at faultRate from three providers take 14 s: long enough that two
// seconds of silence, after which a provider counts as slow, are not the whole
// of it.
const (
	faultChunks = 100
	faultRate   = 5 * mbit
)

// faults is what may become of one of four providers after so many chunks.
var faults = []struct {
	name string
	make func(h host.Host, f transfertest.File, after int)
}{
	{"stalls", transfertest.Stalls},
	{"dies", transfertest.Vanishes},
	{"lies", transfertest.LiesAfter},
}

// fetch has an empty peer fetch the file from three honest providers and, where
// there is one, the fourth. It returns what became of it and how long it took.
func fetch(t *testing.T, spoil func(h host.Host, f transfertest.File)) (d Download, took time.Duration) {
	uneven(t, 5, line{up: faultRate, down: 10 * faultRate}, func(t *testing.T, hosts []host.Host) {
		source := &node{shelf: &shelf{files: map[share.RootHash]*volume{}}}
		v := source.put(t, bytesOf(7, faultChunks*share.MinChunkSize))
		n := start(t, hosts[4], nil)
		began := time.Now()
		for _, h := range hosts[:3] {
			transfertest.Honest(h, fileOf(v))
			n.get(t, v.manifest.Root(), infoOf(h))
		}
		if spoil != nil {
			spoil(hosts[3], fileOf(v))
			n.get(t, v.manifest.Root(), infoOf(hosts[3]))
		}
		d = n.arrives(t, v)
		took = time.Since(began)
		for _, h := range hosts[:3] {
			if n.m.blame.banned(h.ID()) || providerState(d, h) == "avoided" {
				t.Errorf("an honest provider is %s", providerState(d, h))
			}
		}
	})
	return d, took
}

func TestOneOfFourProvidersFails(t *testing.T) {
	seeds := 3
	if *full {
		seeds = 50
	}
	_, three := fetch(t, nil)
	first := rand.Uint64()
	for i := range seeds {
		seed := first + uint64(i)
		rng := rand.New(rand.NewPCG(seed, 0))
		fault, after := faults[i%len(faults)], rng.IntN(faultChunks/4)
		d, took := fetch(t, func(h host.Host, f transfertest.File) { fault.make(h, f, after) })
		t.Logf("seed %d: one %s after %d chunks: %.3f of what three need, %d wasted", seed, fault.name, after, took.Seconds()/three.Seconds(), d.Wasted)
		if took.Seconds() > 1.15*three.Seconds() {
			t.Errorf("it takes %s, three honest providers need %s", took, three)
		}
		if most := int64(faultChunks * share.MinChunkSize / 50); d.Wasted > most {
			t.Errorf("%d bytes were wasted, at most %d may be", d.Wasted, most)
		}
	}
}
