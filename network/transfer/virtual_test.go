package transfer

import (
	"io"
	"runtime"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/libp2p/go-libp2p/core/host"
	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/libp2p/go-libp2p/x/simlibp2p"
	"github.com/marcopolo/simnet"

	"hinny/network/transfer/transfertest"
	"hinny/share"
	"hinny/share/part"
)

// virtual runs a test among n hosts in virtual time, over links of the given
// rate and 20 ms.
func virtual(t *testing.T, n int, bitsPerSecond int, test func(t *testing.T, hosts []host.Host)) {
	uneven(t, n, line{up: bitsPerSecond, down: bitsPerSecond}, test)
}

// line is the rates of a host's link, in bits a second.
type line struct{ up, down int }

// uneven is virtual with other rates up and down.
func uneven(t *testing.T, n int, l line, test func(t *testing.T, hosts []host.Host)) {
	// Timers that fire in bubbles confuse the race detector on several
	// processors (golang/go#78156).
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	synctest.Test(t, func(t *testing.T) {
		up, down := simnet.LinkSettings{BitsPerSecond: l.up}, simnet.LinkSettings{BitsPerSecond: l.down}
		network, meta, err := simlibp2p.SimpleLibp2pNetwork(
			[]simlibp2p.NodeLinkSettingsAndCount{{LinkSettings: simnet.NodeBiDiLinkSettings{Downlink: down, Uplink: up}, Count: n}},
			simnet.StaticLatency(10*time.Millisecond), simlibp2p.NetworkSettings{})
		if err != nil {
			t.Fatal(err)
		}
		network.Start()
		t.Cleanup(func() {
			for _, h := range meta.Nodes {
				_ = h.Close()
			}
			network.Close()
		})
		test(t, meta.Nodes)
	})
}

const mbit = 1_000_000

// holdOnly gives a peer some chunks of a file as an unfinished download.
func (n *node) holdOnly(t testing.TB, v *volume, keep func(chunk int) bool) {
	t.Helper()
	f, err := n.parts.Create(part.Meta{Root: v.manifest.Root(), Size: -1, Name: v.name, Out: n.out})
	if err != nil {
		t.Fatal(err)
	}
	if err := f.SetManifest(v.manifest); err != nil {
		t.Fatal(err)
	}
	for chunk := range v.manifest.Chunks() {
		if !keep(chunk) {
			continue
		}
		offset, length := share.ChunkSpan(v.Size(), chunk)
		data := make([]byte, length)
		if _, err := v.ReadAt(data, offset); err != nil && err != io.EOF {
			t.Fatal(err)
		}
		if err := f.WriteChunk(chunk, data); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}

func fileOf(v *volume) transfertest.File {
	content := make([]byte, v.Size())
	_, _ = v.ReadAt(content, 0)
	return transfertest.File{Manifest: v.manifest, Content: content}
}

// TestFourPartialPeersAndALiar is the acceptance test: nobody has the whole
// file, one peer lies, and all complete.
func TestFourPartialPeersAndALiar(t *testing.T) {
	virtual(t, 6, 50*mbit, func(t *testing.T, hosts []host.Host) {
		source := &node{shelf: &shelf{files: map[share.RootHash]*volume{}}}
		v := source.put(t, bytesOf(3, 40*share.MinChunkSize+100))
		root := v.manifest.Root()
		var partial []*node
		for i := range 4 {
			n := start(t, hosts[i], nil)
			n.holdOnly(t, v, func(chunk int) bool { return chunk%4 == i })
			partial = append(partial, n)
		}
		transfertest.SendsWrongBytes(hosts[4], fileOf(v))
		liar := hosts[4].ID()
		sixth := start(t, hosts[5], nil)
		// Everybody knows one other of them, and the liar.
		for i, n := range partial {
			n.get(t, root, partial[(i+1)%4].info(), infoOf(hosts[4]))
		}
		sixth.get(t, root, partial[0].info(), infoOf(hosts[4]))
		for _, n := range append(partial, sixth) {
			d := n.arrives(t, v)
			if d.Sources[liar.String()] != 0 {
				t.Errorf("bytes of the liar count: %v", d.Sources)
			}
			if log := n.log.String(); !strings.Contains(log, "wrong bytes") || !strings.Contains(log, liar.String()) {
				t.Errorf("the liar is not named in the log")
			}
		}
	})
}

func infoOf(h host.Host) peer.AddrInfo { return (&node{host: h}).info() }

func TestStoppedRunLeavesNothingBehind(t *testing.T) {
	virtual(t, 2, 20*mbit, func(t *testing.T, hosts []host.Host) {
		seed, asker := start(t, hosts[0], nil), start(t, hosts[1], nil)
		v := seed.put(t, bytesOf(5, 40*share.MinChunkSize))
		asker.get(t, v.manifest.Root(), seed.info())
		eventually(t, "some chunks are here", func() bool {
			d, _ := asker.m.Download(v.manifest.Root())
			return d.Done > 4*share.MinChunkSize
		})
		asker.stop()
		had, _ := asker.m.Download(v.manifest.Root())
		again := asker.restart(t)
		again.arrives(t, v)
		if d, _ := again.m.Download(v.manifest.Root()); d.Sources[seed.host.ID().String()] != v.Size() {
			t.Errorf("after a restart the sources are %v, had %d", d.Sources, had.Done)
		}
	})
}

// restart runs another Manager on what the first left on the disk.
func (n *node) restart(t testing.TB) *node {
	t.Helper()
	m, err := New(Options{Host: n.host, Library: n.shelf, Parts: n.parts, Log: n.m.log})
	if err != nil {
		t.Fatal(err)
	}
	next := *n
	next.m = m
	next.run(t)
	t.Cleanup(func() { next.stop() })
	return &next
}
