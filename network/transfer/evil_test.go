package transfer

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/libp2p/go-libp2p/core/host"
	"github.com/libp2p/go-libp2p/core/network"

	"hinny/network/transfer/transfertest"
	"hinny/share"
)

const evilChunks = 24

// againstEvil downloads a file from one honest provider and an evil one, and
// hands both sides' ends to check.
func againstEvil(t *testing.T, evil func(host.Host, transfertest.File), check func(t *testing.T, n *node, d Download, evil host.Host)) {
	t.Helper()
	virtual(t, 3, 20*mbit, func(t *testing.T, hosts []host.Host) {
		seed := start(t, hosts[0], nil)
		v := seed.put(t, bytesOf(9, evilChunks*share.MinChunkSize-77))
		evil(hosts[1], fileOf(v))
		n := start(t, hosts[2], nil)
		n.get(t, v.manifest.Root(), infoOf(hosts[1]))
		time.Sleep(100 * time.Millisecond) // virtual: the evil one is asked first
		n.get(t, v.manifest.Root(), seed.info())
		d := n.arrives(t, v)
		if state := providerState(d, seed.host); state == "avoided" {
			t.Error("the honest provider was blamed")
		}
		check(t, n, d, hosts[1])
	})
}

func providerState(d Download, h host.Host) string {
	for _, p := range d.Providers {
		if p.Peer == h.ID().String() {
			return p.State
		}
	}
	return "unknown"
}

// avoided checks that the evil peer was named and left, and that it gave nothing.
func avoided(t *testing.T, n *node, d Download, evil host.Host) {
	t.Helper()
	if state := providerState(d, evil); state != "avoided" {
		t.Errorf("the evil peer is %q, want avoided", state)
	}
	if !strings.Contains(n.log.String(), "level=WARN") || !strings.Contains(n.log.String(), evil.ID().String()) {
		t.Error("the evil peer is not named in a warning")
	}
	if d.Sources[evil.ID().String()] != 0 {
		t.Errorf("the evil peer is credited with %d bytes", d.Sources[evil.ID().String()])
	}
}

func TestSenderOfWrongBytesIsAvoided(t *testing.T) {
	againstEvil(t, transfertest.SendsWrongBytes, avoided)
}

func TestSenderOfGarbageIsAvoided(t *testing.T) {
	againstEvil(t, transfertest.SendsGarbage, avoided)
}

func TestPoisonedOutboardIsItsSendersFault(t *testing.T) {
	againstEvil(t, transfertest.PoisonedOutboard, avoided)
}

func TestSenderOfAWrongTailIsAvoided(t *testing.T) {
	againstEvil(t, transfertest.WrongTail, avoided)
}

func TestImpossibleBitfieldIsAvoided(t *testing.T) {
	againstEvil(t, transfertest.AnnouncesTooMuch, avoided)
}

func TestSizeLiesAreRefused(t *testing.T) {
	for name, size := range map[string]uint64{
		"negative": 1 << 63, "beyond the limit": uint64(share.MaxFileSize) + 1, "minus one": ^uint64(0),
		"a chunk more": (evilChunks+1)*share.MinChunkSize - 77, "a byte more": evilChunks*share.MinChunkSize - 76,
	} {
		t.Run(name, func(t *testing.T) {
			againstEvil(t, func(h host.Host, f transfertest.File) { transfertest.WrongSize(h, f, size) }, avoided)
		})
	}
}

func TestFalseClaimsDoNotStopADownload(t *testing.T) {
	againstEvil(t, transfertest.LiesAboutHave, func(t *testing.T, n *node, d Download, evil host.Host) {
		if d.Sources[evil.ID().String()] != 0 {
			t.Error("a peer that has nothing gave something")
		}
	})
}

func TestStallingProviderLosesItsRequests(t *testing.T) {
	began := time.Time{}
	againstEvil(t, func(h host.Host, f transfertest.File) {
		began = time.Now()
		transfertest.Stalls(h, f, 3)
	}, func(t *testing.T, _ *node, d Download, evil host.Host) {
		took := time.Since(began)
		t.Logf("took %v", took)
		if took > 20*time.Second {
			t.Errorf("a provider that fell silent held the download for %v", took)
		}
		if state := providerState(d, evil); state == "avoided" {
			t.Error("silence was taken for a lie")
		}
	})
}

func TestProviderThatStopsInsideAChunkLosesIt(t *testing.T) {
	againstEvil(t, transfertest.StopsInsideAChunk, func(*testing.T, *node, Download, host.Host) {})
}

func TestVanishingProviderIsReplaced(t *testing.T) {
	againstEvil(t, func(h host.Host, f transfertest.File) { transfertest.Vanishes(h, f, 4) },
		func(*testing.T, *node, Download, host.Host) {})
}

func TestSlowReaderIsCut(t *testing.T) {
	virtual(t, 2, 20*mbit, func(t *testing.T, hosts []host.Host) {
		seed := start(t, hosts[0], nil)
		v := seed.put(t, bytesOf(6, 200*share.MinChunkSize))
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Minute)
		defer cancel()
		began := time.Now()
		if err := transfertest.SlowReader(ctx, hosts[1], seed.info(), fileOf(v)); err != nil {
			t.Fatalf("a peer that reads nothing was never cut: %v", err)
		}
		if took := time.Since(began); took > 2*slowReader {
			t.Errorf("it was cut after %v", took)
		}
	})
}

func TestChangedFileIsNeverServed(t *testing.T) {
	virtual(t, 3, 20*mbit, func(t *testing.T, hosts []host.Host) {
		changing, seed := start(t, hosts[0], nil), start(t, hosts[1], nil)
		data := bytesOf(8, 40*share.MinChunkSize)
		v, w := changing.put(t, data), seed.put(t, data)
		n := start(t, hosts[2], nil)
		n.get(t, v.manifest.Root(), changing.info())
		eventually(t, "some chunks are here", func() bool {
			d, _ := n.m.Download(v.manifest.Root())
			return d.Done > 3*share.MinChunkSize
		})
		v.mu.Lock()
		v.broken = share.ErrChanged
		v.mu.Unlock()
		eventually(t, "the changed file is left", func() bool {
			d, _ := n.m.Download(v.manifest.Root())
			return providerState(d, hosts[0]) == "unreachable"
		})
		n.get(t, w.manifest.Root(), seed.info())
		d := n.arrives(t, w)
		if providerState(d, hosts[0]) == "avoided" || d.Wasted > share.MinChunkSize {
			t.Errorf("a changed file was taken for a lie: %v, wasted %d", providerState(d, hosts[0]), d.Wasted)
		}
	})
}

// askByHand has the second host open a session, and a data stream beside it, for a
// file of so many chunks that the first shares.
func askByHand(t *testing.T, hosts []host.Host, chunks int) (seed *node, data network.Stream) {
	t.Helper()
	seed = start(t, hosts[0], nil)
	v := seed.put(t, bytesOf(6, chunks*share.MinChunkSize))
	_, data, err := transfertest.Session(t.Context(), hosts[1], seed.info(), fileOf(v))
	if err != nil {
		t.Fatal(err)
	}
	return seed, data
}

func TestRequestsOutsideTheFileEndTheStream(t *testing.T) {
	virtual(t, 2, 20*mbit, func(t *testing.T, hosts []host.Host) {
		_, data := askByHand(t, hosts, 3)
		if err := transfertest.Ask(data, 1, 3); err != nil {
			t.Fatal(err)
		}
		if _, _, err := transfertest.Answer(data); !errors.Is(err, network.ErrReset) {
			t.Fatalf("a request outside the file was answered with %v, want a reset", err)
		}
	})
}

func TestHalfOpenStreamsCostLittleAndEnd(t *testing.T) {
	virtual(t, 3, 20*mbit, func(t *testing.T, hosts []host.Host) {
		seed := start(t, hosts[0], nil)
		v := seed.put(t, bytesOf(6, 3*share.MinChunkSize))
		if err := hosts[1].Connect(t.Context(), seed.info()); err != nil {
			t.Fatal(err)
		}
		streams := transfertest.HalfOpen(t.Context(), hosts[1], hosts[0].ID(), 60)
		n := start(t, hosts[2], nil)
		n.get(t, v.manifest.Root(), seed.info())
		n.arrives(t, v)
		time.Sleep(2 * idleData)
		for _, s := range streams {
			if _, err := s.Write([]byte{1}); err == nil {
				t.Fatal("a half-open stream outlives every deadline")
			}
			_ = s.Reset()
		}
	})
}
