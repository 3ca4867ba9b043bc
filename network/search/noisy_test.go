package search_test

import (
	"context"
	"crypto/rand"
	"testing"
	"time"

	"github.com/libp2p/go-libp2p/core/host"
	"github.com/libp2p/go-libp2p/core/peer"

	"hinny/network/flood"
	"hinny/network/overlay"
	"hinny/network/search"
	"hinny/network/wire"
)

// hello is the handshake of a peer that claims no record.
func hello() *wire.SearchFrame {
	return &wire.SearchFrame{Body: &wire.SearchFrame_Membership{Membership: &wire.SearchMembership{Kind: uint32(overlay.Hello), Urgent: true}}}
}

// attack sends a victim 10,000 queries a second, under one ID again and again
// and under fresh ones, with patches of digests that are far too large, until ctx
// ends. Whenever it is thrown out it comes again.
func attack(ctx context.Context, evil host.Host, victim peer.AddrInfo) (thrownOut int) {
	const burst, every = 100, 10 * time.Millisecond
	replayed := make([]byte, flood.IDSize)
	tick := time.NewTicker(every)
	defer tick.Stop()
	for ctx.Err() == nil {
		if evil.Connect(ctx, victim) != nil {
			<-tick.C
			continue
		}
		stream, err := evil.NewStream(ctx, victim.ID, search.ID)
		if err != nil {
			<-tick.C
			continue
		}
		_ = stream.SetWriteDeadline(time.Now().Add(time.Minute))
		err = wire.Write(stream, hello())
		for err == nil && ctx.Err() == nil {
			<-tick.C
			for i := 0; i < burst && err == nil; i++ {
				id := replayed
				if i%2 == 0 {
					id = make([]byte, flood.IDSize)
					_, _ = rand.Read(id)
				}
				err = wire.Write(stream, &wire.SearchFrame{Body: &wire.SearchFrame_Query{Query: &wire.SearchQuery{
					Id: id, Ttl: 16, Budget: 4096, Want: 200, Text: "kind",
				}}})
			}
			if err == nil {
				err = wire.Write(stream, &wire.SearchFrame{Body: &wire.SearchFrame_Filter{Filter: &wire.SearchFilter{
					Log: 21, Reset_: true, Data: make([]byte, 8<<10),
				}}})
			}
		}
		_ = stream.Reset()
		thrownOut++
	}
	return thrownOut
}

// TestANoisyPeerHardlyDelaysTheSearchesOfOthers measures the same searches
// quiet and under attack, in virtual time: the p95 may double.
func TestANoisyPeerHardlyDelaysTheSearchesOfOthers(t *testing.T) {
	const n = 8
	inWorldOf(t, worldOptions{n: n, overlay: overlay.DefaultPolicy(), latency: farAndNear, library: libraryOf}, func(w *world) {
		for i := 1; i < n-1; i++ { // the last is the attacker, whose own service knows nobody
			w.know(i, i-1)
		}
		w.after(time.Minute)
		measure := func() (times []time.Duration) {
			for i := range n - 1 {
				for _, other := range []int{(i + 2) % (n - 1), (i + 5) % (n - 1)} {
					at := w.answered(i, 1, libraryOf(other)[0], 5*time.Second)
					if at == 0 {
						w.Errorf("peer %d does not find the file of %d", i, other)
					}
					times = append(times, at)
				}
			}
			return times
		}
		quiet := quantile(measure(), 0.95)
		ctx, cancel := context.WithCancel(w.Context())
		thrownOut := make(chan int, 1)
		go func() { thrownOut <- attack(ctx, w.hosts[n-1], w.info(0)) }()
		noisy := quantile(measure(), 0.95)
		cancel()
		times := <-thrownOut
		w.Logf("first hit p95: %s quiet, %s while a peer floods; it was thrown out %d times", quiet, noisy, times)
		if noisy > 2*quiet {
			w.Errorf("searches take %s at p95 while a peer floods, %s when it is quiet", noisy, quiet)
		}
		if times == 0 {
			w.Error("who floods is never thrown out")
		}
	})
}
