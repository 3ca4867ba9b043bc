package transfer

import (
	"fmt"
	"math"
	"testing"
	"time"

	"github.com/libp2p/go-libp2p/core/host"
	"github.com/libp2p/go-libp2p/core/peer"

	"hinny/network/limit"
	"hinny/network/queue"
	"hinny/share"
)

// limited makes a peer that sends at most so many bytes a second.
func limited(up int64) func(*Options) {
	return func(o *Options) {
		o.Limiter = new(limit.Limiter)
		o.Limiter.Set(limit.Rates{Up: up})
	}
}

// files gives the seed a file for each of n peers, so that nobody else has what
// one of them asks for.
func files(t *testing.T, seed *node, n, chunks int) []*volume {
	t.Helper()
	var list []*volume
	for i := range n {
		list = append(list, seed.put(t, bytesOf(uint64(100+i), chunks*share.MinChunkSize)))
	}
	return list
}

// took returns how much of a file a peer has.
func (n *node) took(root share.RootHash) int64 {
	d, _ := n.m.Download(root)
	return d.Done
}

func TestTwoEqualPeersGetEqualShares(t *testing.T) {
	for name, up := range map[string]int64{"limited": 1_000_000, "by the uplink": 0} {
		t.Run(name, func(t *testing.T) {
			virtual(t, 3, 20*mbit, func(t *testing.T, hosts []host.Host) {
				seed := start(t, hosts[0], limited(up))
				all := files(t, seed, 2, 80)
				var peers []*node
				for i, v := range all {
					// One asks on four streams, the other on one: it is peers
					// that share, not streams.
					n := start(t, hosts[1+i], func(o *Options) { o.Limits.Streams = 1 + 3*i })
					n.get(t, v.manifest.Root(), seed.info())
					peers = append(peers, n)
				}
				<-time.After(12 * time.Second)
				a, b := peers[0].uploaded(seed, all[0].manifest.Root()), peers[1].uploaded(seed, all[1].manifest.Root())
				if share := float64(a) / float64(a+b); a == 0 || math.Abs(share-0.5) > 0.05 {
					t.Errorf("one has %d bytes, the other %d: %.3f of all", a, b, share)
				}
				if rate := float64(a+b) / 12; up > 0 && math.Abs(rate/float64(up)-1) > 0.05 {
					t.Errorf("%.0f bytes a second were sent, the limit is %d", rate, up)
				}
			})
		})
	}
}

func TestDownloadsKeepToTheirLimit(t *testing.T) {
	virtual(t, 3, 50*mbit, func(t *testing.T, hosts []host.Host) {
		const down = 1_000_000
		n := start(t, hosts[0], func(o *Options) {
			o.Limiter = new(limit.Limiter)
			o.Limiter.Set(limit.Rates{Down: down})
		})
		var v *volume
		for _, h := range hosts[1:] {
			seed := start(t, h, nil)
			v = seed.put(t, bytesOf(3, 100*share.MinChunkSize))
			n.get(t, v.manifest.Root(), seed.info())
		}
		<-time.After(5 * time.Second)
		before := n.took(v.manifest.Root())
		<-time.After(10 * time.Second)
		// Whole chunks are counted: one more or less at either end.
		moved := float64(n.took(v.manifest.Root()) - before)
		if math.Abs(moved-10*down) > 0.05*10*down+2*share.MinChunkSize {
			t.Errorf("%.0f bytes came in ten seconds, the limit is %d a second", moved, down)
		}
	})
}

// crowd starts a seed with two slots and a narrow uplink, and so many peers
// that ask it for a file each.
func crowd(t *testing.T, hosts []host.Host, credit func(i int) int64) (seed *node, peers []*node, all []*volume) {
	t.Helper()
	seed = start(t, hosts[0], limited(100_000))
	seed.m.SetSlots(2)
	all = files(t, seed, len(hosts)-1, 40)
	for i, h := range hosts[1:] {
		if given := credit(i); given > 0 {
			seed.m.credits.Gave(h.ID(), given)
		}
		peers = append(peers, start(t, h, nil))
	}
	return seed, peers, all
}

func TestWhoWaitsIsToldAndServedInTheEnd(t *testing.T) {
	virtual(t, 6, 20*mbit, func(t *testing.T, hosts []host.Host) {
		seed, peers, all := crowd(t, hosts, func(int) int64 { return 0 })
		for i, n := range peers {
			n.get(t, all[i].manifest.Root(), seed.info())
		}
		eventually(t, "three peers know that they wait", func() bool {
			ranks := map[int]bool{}
			for i, n := range peers {
				d, _ := n.m.Download(all[i].manifest.Root())
				if d.State == StateQueued && len(d.Providers) == 1 {
					ranks[d.Providers[0].Rank] = d.Providers[0].Of > 0
				}
			}
			return ranks[1] && ranks[2] && ranks[3]
		})
		waiting := 0
		for _, u := range seed.m.Uploads() {
			if u.State == "queued" && u.Rank > 0 {
				waiting++
			}
		}
		if waiting != 3 {
			t.Errorf("the seed shows %d waiting peers: %+v", waiting, seed.m.Uploads())
		}
		<-time.After(3 * queue.DefaultPolicy().LeaseTime)
		for i, n := range peers {
			d, _ := n.m.Download(all[i].manifest.Root())
			if d.Done == 0 {
				t.Errorf("peer %d got nothing in three leases", i)
			}
			if len(n.m.blame.book) != 0 || d.Wasted > 2*share.MinChunkSize {
				t.Errorf("waiting cost blame or waste: %d, %d", len(n.m.blame.book), d.Wasted)
			}
		}
	})
}

func TestWhoGaveMuchIsServedFirst(t *testing.T) {
	virtual(t, 8, 20*mbit, func(t *testing.T, hosts []host.Host) {
		const giver = 6
		seed, peers, all := crowd(t, hosts, func(i int) int64 {
			if i == giver {
				return 1 << 30
			}
			return 2 << 20 // no newcomers: each of these has given a little
		})
		giverIsServed(t, seed, peers, all, giver)
	})
}

func TestANewcomerIsServedInBoundedTime(t *testing.T) {
	virtual(t, 14, 20*mbit, func(t *testing.T, hosts []host.Host) {
		const newcomer = 12
		seed, peers, all := crowd(t, hosts, func(i int) int64 {
			if i == newcomer {
				return 0
			}
			return 1 << 30
		})
		for i, n := range peers[:newcomer] {
			n.get(t, all[i].manifest.Root(), seed.info())
		}
		<-time.After(2 * time.Second)
		peers[newcomer].get(t, all[newcomer].manifest.Root(), seed.info())
		p := queue.DefaultPolicy()
		bound := p.LeaseTime + p.NewcomerBound(1, 2)
		if served := firstServed(peers, all, newcomer); served[newcomer] > bound+oneChunk {
			t.Errorf("the newcomer was served after %s, the bound is %s", served[newcomer], bound)
		}
	})
}

// oneChunk is longer than the first chunk takes from a crowd's seed: one comes
// on each of the two data streams, at half the rate.
const oneChunk = 14 * time.Second

// firstServed waits until one peer has got its first bytes and tells when each
// got its own; 0 for who has none.
func firstServed(peers []*node, all []*volume, which int) []time.Duration {
	began := time.Now()
	served := make([]time.Duration, len(peers))
	for served[which] == 0 && time.Since(began) < 10*time.Minute {
		<-time.After(500 * time.Millisecond)
		for i, n := range peers {
			if served[i] == 0 && n.took(all[i].manifest.Root()) > 0 {
				served[i] = time.Since(began)
			}
		}
	}
	return served
}

func TestTheSlotOfWhoHasGoneIsFree(t *testing.T) {
	virtual(t, 4, 20*mbit, func(t *testing.T, hosts []host.Host) {
		seed, peers, all := crowd(t, hosts, func(int) int64 { return 0 })
		for i, n := range peers {
			n.get(t, all[i].manifest.Root(), seed.info())
		}
		waits := func() *node {
			for i, n := range peers {
				if d, _ := n.m.Download(all[i].manifest.Root()); d.State == StateQueued {
					return n
				}
			}
			return nil
		}
		eventually(t, "somebody waits", func() bool { return waits() != nil })
		last := waits()
		for i, n := range peers {
			if n != last {
				if err := n.m.Pause(all[i].manifest.Root()); err != nil {
					t.Fatal(err)
				}
			}
		}
		began := time.Now()
		eventually(t, "the waiting peer is served", func() bool { return waits() == nil })
		if took := time.Since(began); took > idleSlot+2*time.Second {
			t.Errorf("a slot that nobody used was free after %s", took)
		}
	})
}

func TestLocalPeersAndNetworks(t *testing.T) {
	for addr, want := range map[string]string{
		"/ip4/127.0.0.1/tcp/1": "", "/ip4/192.168.3.4/tcp/1": "", "/ip4/10.1.2.3/udp/1/quic-v1": "", "/ip6/fe80::1/tcp/1": "",
		"/ip4/8.8.4.4/tcp/1": "\x08\x08\x04", "/ip6/2001:4860:1:2::3/tcp/1": "\x20\x01\x48\x60\x00\x01",
	} {
		info, err := peer.AddrInfoFromString(addr + "/p2p/12D3KooWQYhTNQdmr3ArTeUHRYzFg94BKyTkoWBDWez9kSCVe2Xo")
		if err != nil {
			t.Fatal(err)
		}
		if got := networkOf(info.Addrs[0]); got != want {
			t.Errorf("the network of %s is %x, want %x", addr, got, want)
		}
		if got := fmt.Sprint(isLocal(info.Addrs[0])); got != fmt.Sprint(want == "") {
			t.Errorf("%s is local: %s", addr, got)
		}
	}
}

// A friend that comes last is the next to be served.
func TestAFriendIsServedBeforeThoseWhoWait(t *testing.T) {
	virtual(t, 5, 20*mbit, func(t *testing.T, hosts []host.Host) {
		friend := hosts[4].ID().String()
		seed := start(t, hosts[0], func(o *Options) { o.Friend = func(id string) bool { return id == friend } })
		seed.m.SetSlots(2)
		all := files(t, seed, 4, 400)
		var peers []*node
		for i, v := range all {
			n := start(t, hosts[1+i], nil)
			n.get(t, v.manifest.Root(), seed.info())
			peers = append(peers, n)
			if i < 2 {
				eventually(t, "the slots are lent", func() bool { return n.took(v.manifest.Root()) > 0 })
			}
			if i == 2 {
				eventually(t, "a stranger waits", func() bool { return seed.rank(n) == 1 })
			}
		}
		eventually(t, "the friend is before the stranger or served", func() bool {
			return seed.rank(peers[2]) == 2 && seed.rank(peers[3]) == 1 || peers[3].took(all[3].manifest.Root()) > 0
		})
		eventually(t, "the friend is served", func() bool { return peers[3].took(all[3].manifest.Root()) > 0 })
		if peers[2].took(all[2].manifest.Root()) > 0 {
			t.Error("the stranger that came before was served before")
		}
	})
}

// rank returns the place of another in the queue; 0: it does not wait.
func (n *node) rank(other *node) int {
	for _, u := range n.m.Uploads() {
		if u.Peer == other.host.ID().String() {
			return u.Rank
		}
	}
	return 0
}
