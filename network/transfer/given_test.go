package transfer

import (
	"testing"
	"time"

	"github.com/libp2p/go-libp2p/core/host"

	"hinny/network/limit"
	"hinny/network/queue"
	"hinny/share"
)

// What a peer gives is counted where it comes in, and moves it up in the queue
// when it asks for something itself.
func TestWhatWasGivenCountsInTheQueue(t *testing.T) {
	virtual(t, 8, 20*mbit, func(t *testing.T, hosts []host.Host) {
		const giver = 6
		seed, peers, all := crowd(t, hosts, func(i int) int64 {
			if i == giver {
				return 0
			}
			return 2 << 20 // no newcomers: each of these has given a little
		})
		gift := peers[giver].put(t, bytesOf(9, 256*share.MinChunkSize))
		seed.get(t, gift.manifest.Root(), peers[giver].info())
		seed.arrives(t, gift)
		giverIsServed(t, seed, peers, all, giver)
	})
}

// giverIsServed has one peer ask after all others and fails the test unless it
// is the next to be served.
func giverIsServed(t *testing.T, seed *node, peers []*node, all []*volume, giver int) {
	t.Helper()
	for i, n := range peers[:giver] {
		n.get(t, all[i].manifest.Root(), seed.info())
	}
	<-time.After(2 * time.Second) // two are served, four wait
	peers[giver].get(t, all[giver].manifest.Root(), seed.info())
	served := firstServed(peers, all, giver)
	before := 0
	for i := range giver {
		if served[i] > 0 {
			before++
		}
	}
	// Both slots turn over at once: one is the giver's.
	if before > 3 || served[giver] > queue.DefaultPolicy().LeaseTime+oneChunk {
		t.Errorf("%d peers, which gave little, were served before the giver, which came last and waited %s", before, served[giver])
	}
}

// On the local network no limit counts at either end: under this one the file
// would take a quarter of an hour.
func TestTheLocalNetworkIsExemptFromLimitsAtBothEnds(t *testing.T) {
	exempt := func(o *Options) {
		o.Limiter = new(limit.Limiter)
		o.Limiter.Set(limit.Rates{Up: 1 << 10, Down: 1 << 10})
	}
	seed, asker := start(t, tcpHost(t), exempt), start(t, tcpHost(t), exempt)
	v := seed.put(t, bytesOf(10, 4*share.MinChunkSize))
	asker.get(t, v.manifest.Root(), seed.info())
	asker.arrives(t, v)
}

// So small files ride in the answer to the order there, under a limit as well;
// from elsewhere they are asked for chunk by chunk and wait for it.
func TestSmallFilesOfTheLocalNetworkRideInTheAnswer(t *testing.T) {
	m := &Manager{limiter: new(limit.Limiter)}
	d := &download{m: m, order: Order{Size: share.MinChunkSize}}
	m.limiter.Set(limit.Rates{Down: 1 << 10})
	if d.measured(&link{local: true}) || !d.measured(&link{}) {
		t.Error("the limit counts for the local network, or for nobody")
	}
	m.limiter.Set(limit.Rates{Down: 1 << 10, CountLAN: true})
	if !d.measured(&link{local: true}) {
		t.Error("the limit does not count for the local network where it should")
	}
}
