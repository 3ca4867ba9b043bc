package search_test

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/libp2p/go-libp2p/core/host"
	"github.com/libp2p/go-libp2p/core/network"
	"github.com/libp2p/go-libp2p/core/peer"
	"google.golang.org/protobuf/proto"

	"hinny/network/flood"
	"hinny/network/overlay"
	"hinny/network/search"
	"hinny/network/wire"
)

// The attack of the acceptance, and what must hold under it.
const (
	attackRate  = 10_000          // queries a second, as written to the wire
	attackBurst = 100             // of them at once
	mostGrown   = 24 << 20        // bytes of heap that all peers together may grow by
	pauseAfter  = time.Second / 2 // between two searches of a peer
	lanes       = 3               // identities that share the attacker's rate, so that it never pauses
)

// tally counts what an attacker does and hears, on its own side of the wire.
type tally struct {
	queries, filters, forged, heard, hits, thrownOut atomic.Int64
}

// intruder is an identity of the attacker that speaks the protocol by hand.
type intruder struct {
	host   host.Host
	victim peer.AddrInfo
	tally  *tally
	replay []byte // an ID that it uses again and again
}

// enter opens a link and says hello.
func (e *intruder) enter(ctx context.Context) (network.Stream, error) {
	if err := e.host.Connect(ctx, e.victim); err != nil {
		return nil, err
	}
	stream, err := e.host.NewStream(ctx, e.victim.ID, search.ID)
	if err != nil {
		return nil, err
	}
	hello := &wire.SearchFrame{Body: &wire.SearchFrame_Membership{Membership: &wire.SearchMembership{Kind: uint32(overlay.Hello), Urgent: true}}}
	if err := wire.Write(stream, hello); err != nil {
		_ = stream.Reset()
		return nil, err
	}
	return stream, nil
}

// listen counts what comes back until the link ends, and returns whether it was
// ended by the victim.
func (e *intruder) listen(stream network.Stream) {
	r := wire.NewReader(stream, 1<<20)
	for {
		var frame wire.SearchFrame
		if r.Read(&frame) != nil {
			return
		}
		if frame.GetHits() != nil || frame.GetStatus() != nil {
			e.tally.heard.Add(1)
		}
		if frame.GetHits() != nil {
			e.tally.hits.Add(1)
		}
	}
}

// query is one of the attacker's, under a fresh ID or the one that it repeats.
func (e *intruder) query(n int) proto.Message {
	id := e.replay
	if n%2 == 0 {
		id = make([]byte, flood.IDSize)
		_, _ = rand.Read(id)
	}
	return &wire.SearchFrame{Body: &wire.SearchFrame_Query{Query: &wire.SearchQuery{Id: id, Ttl: 16, Budget: 4096, Want: 200, Text: "kind"}}}
}

// floodWith sends queries at the attacker's rate until the link breaks. It
// returns at once if there is none.
func (e *intruder) floodWith(ctx context.Context, tick <-chan time.Time) {
	stream, err := e.enter(ctx)
	if err != nil {
		return
	}
	var listening sync.WaitGroup
	listening.Go(func() { e.listen(stream) })
	for n := 0; err == nil && ctx.Err() == nil; n++ {
		if n%attackBurst == 0 {
			<-tick
		}
		if err = wire.Write(stream, e.query(n)); err == nil {
			e.tally.queries.Add(1)
		}
	}
	_ = stream.Reset()
	listening.Wait()
	if ctx.Err() == nil {
		e.tally.thrownOut.Add(1)
	}
}

// once opens a link, says one thing again and again until it is thrown out, and
// counts how often it could.
func (e *intruder) once(ctx context.Context, said *atomic.Int64, frame func() []byte) {
	stream, err := e.enter(ctx)
	if err != nil {
		return
	}
	ended := make(chan struct{})
	go func() { defer close(ended); e.listen(stream) }()
	for err == nil && ctx.Err() == nil {
		if _, err = stream.Write(frame()); err == nil {
			said.Add(1)
		}
		select {
		case <-ended:
			e.tally.thrownOut.Add(1)
			_ = stream.Reset()
			return
		case <-time.After(20 * time.Millisecond):
		}
	}
	_ = stream.Reset()
	<-ended
	e.tally.thrownOut.Add(1)
}

func framed(m proto.Message) []byte {
	data, err := wire.Append(nil, m)
	if err != nil {
		panic(err)
	}
	return data
}

// attack lasts until ctx ends. Three identities flood until they are thrown out, then
// the next; others send digests that are too large, frames that are too large,
// hits nobody asked for and hits whose signature is not theirs.
func attack(ctx context.Context, identities []host.Host, victim peer.AddrInfo, count *tally) {
	tick := time.NewTicker(time.Second * attackBurst / attackRate)
	defer tick.Stop()
	var others sync.WaitGroup
	replay := make([]byte, flood.IDSize)
	as := func(i int) *intruder {
		return &intruder{host: identities[i], victim: victim, tally: count, replay: replay}
	}
	for i, frame := range []func() []byte{
		func() []byte {
			return framed(&wire.SearchFrame{Body: &wire.SearchFrame_Filter{Filter: &wire.SearchFilter{Log: 21, Reset_: true, Data: make([]byte, 32<<10)}}})
		},
		func() []byte { return binary.AppendUvarint(nil, 1<<40) },
		func() []byte {
			return framed(&wire.SearchFrame{Body: &wire.SearchFrame_Hits{Hits: &wire.SearchHits{Id: replay, Sealed: make([]byte, 400)}}})
		},
	} {
		said := &count.filters
		if i > 1 {
			said = &count.forged
		}
		others.Go(func() {
			for ctx.Err() == nil {
				as(i).once(ctx, said, frame)
				select {
				case <-ctx.Done():
				case <-time.After(time.Second / 5):
				}
			}
		})
	}
	var next atomic.Int64
	for range lanes {
		others.Go(func() {
			for ctx.Err() == nil {
				as(3+int(next.Add(1))%(len(identities)-3)).floodWith(ctx, tick.C)
				select {
				case <-ctx.Done():
				case <-time.After(time.Second * attackBurst / attackRate): // who is refused at the door must not spin
				}
			}
		})
	}
	others.Wait()
}

// searching has every honest peer search so often for files of the others and
// returns when the first hits came.
func (w *world) searching(honest, each int) (times []time.Duration) {
	var mu sync.Mutex
	var all sync.WaitGroup
	for i := range honest {
		all.Go(func() {
			for n := range each {
				other := (i + 1 + n%(honest-1)) % honest
				w.after(pauseAfter)
				at := w.answered(i, 1, libraryOf(other)[0], 5*time.Second)
				if at == 0 {
					w.Errorf("peer %d does not find the file of %d", i, other)
				}
				mu.Lock()
				times = append(times, at)
				mu.Unlock()
			}
		})
	}
	all.Wait()
	return times
}

// heap is how much memory is in use.
func heap() int64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// TestAHostilePeerHardlyDelaysTheSearchesOfOthers is the acceptance: the same
// searches quiet and while a peer sends 10,000 queries a second, forged hits and
// digests that are too large, and comes back under another identity each time it
// is thrown out. Real hosts, in virtual time.
func TestAHostilePeerHardlyDelaysTheSearchesOfOthers(t *testing.T) {
	const honest, identities, each = 10, 30, 12
	inWorldOf(t, worldOptions{n: honest + identities, overlay: overlay.DefaultPolicy(), latency: farAndNear, library: libraryOf}, func(w *world) {
		for i := 1; i < honest; i++ { // the others' own services know nobody
			w.know(i, i-1)
		}
		w.after(time.Minute)
		quiet := w.searching(honest, each)
		before := heap()
		ctx, cancel := context.WithCancel(w.Context())
		count := &tally{}
		ended := make(chan struct{})
		go func() { defer close(ended); attack(ctx, w.hosts[honest:], w.info(0), count) }()
		w.after(time.Second)
		began, sent := time.Now(), count.queries.Load()
		noisy := w.searching(honest, each)
		lasted := time.Since(began)
		rate := float64(count.queries.Load()-sent) / lasted.Seconds()
		during := heap()
		cancel()
		<-ended
		w.after(time.Second)
		calm, hectic := quantile(quiet, 0.95), quantile(noisy, 0.95)
		w.Logf("first hit p50 %s, p95 %s of %d searches when it is quiet; p50 %s, p95 %s of %d in %s of attack",
			quantile(quiet, 0.5), calm, len(quiet), quantile(noisy, 0.5), hectic, len(noisy), lasted)
		w.Logf("the attacker sent %d queries, %.0f a second, %d parts of digests and %d forged answers, and heard %d frames, %d of them hits; its links were ended %d times",
			count.queries.Load(), rate, count.filters.Load(), count.forged.Load(), count.heard.Load(), count.hits.Load(), count.thrownOut.Load())
		w.Logf("the heap of all %d hosts: %.1f MiB before, %.1f during the attack", honest+identities, float64(before)/(1<<20), float64(during)/(1<<20))
		if hectic > 2*calm {
			w.Errorf("searches take %s at p95 under attack, %s when it is quiet", hectic, calm)
		}
		if rate < attackRate*0.9 {
			w.Errorf("the attacker sends only %.0f queries a second", rate)
		}
		if during-before > mostGrown {
			w.Errorf("the heap grows by %d bytes", during-before)
		}
		if count.thrownOut.Load() < 4 || count.filters.Load() == 0 || count.forged.Load() == 0 {
			w.Error("not every kind of attack was tried and thrown out")
		}
		for i, p := range w.services[0].Neighbours() {
			for _, evil := range w.hosts[honest:] {
				if p == evil.ID() {
					w.Errorf("neighbour %d is one of the attacker's", i)
				}
			}
		}
	})
}
