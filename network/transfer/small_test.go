package transfer

import (
	"bytes"
	"context"
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/libp2p/go-libp2p/core/host"
	"github.com/libp2p/go-libp2p/core/peer"

	"hinny/network/limit"
)

// collection gives a peer n small files of the given size.
func collection(t testing.TB, seed *node, n, size int) (all []*volume) {
	t.Helper()
	for i := range n {
		data := bytesOf(7, size)
		copy(data, fmt.Sprint("file ", i))
		v := seed.put(t, data)
		v.name = fmt.Sprintf("file-%05d.bin", i)
		all = append(all, v)
	}
	return all
}

// order orders small files whose size is known, as those of a folder are.
func (n *node) order(t testing.TB, all []*volume, from ...peer.AddrInfo) {
	t.Helper()
	for _, v := range all {
		o := Order{Root: v.manifest.Root(), Size: v.Size(), Name: v.name, Out: n.out, Providers: from}
		if err := n.m.Get(context.Background(), o); err != nil {
			t.Fatal(err)
		}
	}
}

// Among the sources of many small files one sends wrong bytes: it is found out
// after two, every file arrives as it is, and nobody else is blamed.
func TestALiarAmongTheSourcesOfSmallFiles(t *testing.T) {
	honest, liar, asker := start(t, tcpHost(t), nil), start(t, tcpHost(t), nil), start(t, tcpHost(t), nil)
	all := collection(t, honest, 60, manySize)
	for _, v := range all {
		data := make([]byte, v.Size())
		if _, err := v.ReadAt(data, 0); err != nil {
			t.Fatal(err)
		}
		lie := liar.put(t, data)
		data[len(data)/2] ^= 1
		lie.Reader = bytes.NewReader(data)
	}
	asker.order(t, all, liar.info(), honest.info())
	for _, v := range all {
		asker.arrives(t, v)
	}
	if asker.m.blame.banned(honest.host.ID()) {
		t.Error("the honest source is banned")
	}
	for _, v := range all {
		d, _ := asker.m.Download(v.manifest.Root())
		if d.Sources[liar.host.ID().String()] > 0 {
			t.Errorf("%s is said to come from the liar", v.name)
		}
	}
}

// Small files that ride in an answer count like all others, up and down.
func TestSmallFilesKeepToTheLimits(t *testing.T) {
	const rate = 1_000_000
	for name, limits := range map[string][2]limit.Rates{
		"of the source": {{Up: rate, CountLAN: true}, {}},
		"of the asker":  {{}, {Down: rate, CountLAN: true}},
	} {
		t.Run(name, func(t *testing.T) {
			virtual(t, 2, 50*mbit, func(t *testing.T, hosts []host.Host) {
				var nodes []*node
				for i, h := range hosts {
					nodes = append(nodes, start(t, h, func(o *Options) {
						o.Limiter = new(limit.Limiter)
						o.Limiter.Set(limits[i])
					}))
				}
				all := collection(t, nodes[0], 300, 30<<10)
				nodes[1].order(t, all, nodes[0].info())
				<-time.After(2 * time.Second)
				before := nodes[1].tookAll()
				<-time.After(5 * time.Second)
				moved := float64(nodes[1].tookAll() - before)
				if math.Abs(moved-5*rate) > 0.05*5*rate {
					t.Errorf("%.0f bytes came in five seconds, the limit is %d a second", moved, rate)
				}
			})
		})
	}
}

// tookAll returns the verified bytes of all downloads.
func (n *node) tookAll() (sum int64) {
	for _, d := range n.m.Downloads() {
		sum += d.Done
	}
	return sum
}

// Many small files that a peer asks for at once are answered as fast as its link
// takes them. More than may wait for a peer that does not read once cost it the
// stream, and each of its files a second.
func TestAnswersWaitForASlowLink(t *testing.T) {
	virtual(t, 2, 5*mbit, func(t *testing.T, hosts []host.Host) {
		seed, asker := start(t, hosts[0], nil), start(t, hosts[1], nil)
		all := collection(t, seed, 2*maxOutbox/maxInline, maxInline)
		asker.order(t, all, seed.info())
		for _, v := range all {
			asker.arrives(t, v)
		}
		asker.stop()
		if log := asker.log.String(); strings.Contains(log, "stream reset") {
			t.Errorf("the source gave the asker up: %s", tail(log))
		}
	})
}

// Who wants many small files waits for a slot as well, after the first few.
func TestManySmallFilesNeedASlot(t *testing.T) {
	virtual(t, 3, 20*mbit, func(t *testing.T, hosts []host.Host) {
		seed := start(t, hosts[0], nil)
		seed.m.SetSlots(1)
		big := seed.put(t, bytesOf(1, 200*(256<<10)))
		all := collection(t, seed, 60, 30<<10)
		first, second := start(t, hosts[1], nil), start(t, hosts[2], nil)
		first.get(t, big.manifest.Root(), seed.info())
		eventually(t, "the first peer is served", func() bool { return first.took(big.manifest.Root()) > 0 })
		second.order(t, all, seed.info())
		eventually(t, "the second peer waits in the queue", func() bool {
			for _, d := range second.m.Downloads() {
				if d.State == StateQueued {
					return true
				}
			}
			return false
		})
		if got := second.tookAll(); got == 0 || got > maxGifts {
			t.Errorf("%d bytes came without a slot, at most %d may", got, maxGifts)
		}
		for _, v := range all {
			second.arrives(t, v)
		}
	})
}

// Files that nobody has take turns with the others for the places there are.
func TestDeadFilesDoNotHoldUpTheOthers(t *testing.T) {
	virtual(t, 2, 20*mbit, func(t *testing.T, hosts []host.Host) {
		seed := start(t, hosts[0], nil)
		asker := start(t, hosts[1], func(o *Options) { o.Limits.Downloads = 2 })
		for i := range 7 {
			asker.get(t, rootOf(i), seed.info()) // it says that it has no such file
		}
		v := seed.put(t, bytesOf(3, 100_000))
		asker.get(t, v.manifest.Root(), seed.info())
		asker.arrives(t, v)
		if err := asker.m.Cancel(rootOf(0)); err != nil {
			t.Error(err)
		}
		if err := asker.m.Pause(rootOf(1)); err != nil {
			t.Error(err)
		}
		for i := 2; i < 7; i++ {
			if d, ok := asker.m.Download(rootOf(i)); !ok || d.State != StateSearching {
				t.Errorf("a file nobody has is %q", d.State)
			}
		}
	})
}
