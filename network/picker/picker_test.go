package picker

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"

	"hinny/share"
)

const testChunk = share.MinChunkSize

var start = time.Unix(1_000_000, 0)

func newTest(t *testing.T, chunks int) *Picker[string] {
	t.Helper()
	return New[string](Options{
		Size: int64(chunks) * testChunk, Have: share.NewBitfield(chunks),
		Policy: DefaultPolicy(), Random: rand.New(rand.NewPCG(1, 2)),
	})
}

func holding(n int, chunks ...int) share.Bitfield {
	b := share.NewBitfield(n)
	for _, chunk := range chunks {
		b.Set(chunk)
	}
	return b
}

// deliver plays the arrival of a whole verified chunk.
func deliver(k *Picker[string], now time.Time, p string, chunk int) (bool, []Debt[string]) {
	k.Progress(now, p, chunk, testChunk)
	return k.Done(now, p, chunk)
}

func TestRarestChunkIsPickedFirst(t *testing.T) {
	k := newTest(t, 64)
	k.AddPeer("all", share.FullBitfield(64))
	for i := range 4 { // past the random ones
		deliver(k, start, "all", i)
	}
	common := share.FullBitfield(64)
	common.Clear(50)
	for _, p := range []string{"x", "y", "z"} {
		k.AddPeer(p, common)
	}
	if got := k.Next(start, "all", 1); len(got) != 1 || got[0].Chunk != 50 {
		t.Fatalf("picked %v, want chunk 50, which only one provider holds", got)
	}
}

// TestChunksComeInOrderForWhoWatches: also when some are here or asked of others,
// and from the moment in which somebody begins to watch.
func TestChunksComeInOrderForWhoWatches(t *testing.T) {
	k := newTest(t, 64)
	k.AddPeer("all", share.FullBitfield(64))
	k.AddPeer("some", holding(64, 1, 5, 9))
	deliver(k, start, "all", 63)
	deliver(k, start, "all", 1)
	k.SetSequential(true)
	var got []int
	for _, p := range []string{"all", "some", "all", "some", "all"} {
		for _, r := range k.Next(start, p, 1) {
			got = append(got, r.Chunk)
		}
	}
	for _, chunk := range got {
		deliver(k, start, "all", chunk)
	}
	if want := []int{0, 5, 2, 9, 3}; !slices.Equal(got, want) {
		t.Errorf("asked in the order %v, want %v", got, want)
	}
	k.RemovePeer("some")
	if next := k.Next(start, "all", 1); len(next) != 1 || next[0].Chunk != 4 {
		t.Errorf("then %v, want chunk 4", next)
	}
}

func TestFirstChunksAreRandom(t *testing.T) {
	seen := map[int]bool{}
	for seed := range uint64(40) {
		k := New[string](Options{
			Size: 64 * testChunk, Have: share.NewBitfield(64),
			Policy: DefaultPolicy(), Random: rand.New(rand.NewPCG(seed, 0)),
		})
		k.AddPeer("a", share.FullBitfield(64))
		seen[k.Next(start, "a", 1)[0].Chunk] = true
	}
	if len(seen) < 20 {
		t.Fatalf("40 newcomers began with only %d different chunks", len(seen))
	}
}

func TestDepthFollowsTheMeasuredRate(t *testing.T) {
	k := newTest(t, 4096)
	k.AddPeer("a", share.FullBitfield(4096))
	k.AddPeer("b", share.FullBitfield(4096))
	if depth := k.Depth(start, "a"); depth != 2 {
		t.Fatalf("depth of an unmeasured provider is %d, want 2", depth)
	}
	now := start
	for range 100 { // one megabyte a second from a
		for _, r := range k.Next(now, "a", 1) {
			now = now.Add(250 * time.Millisecond)
			deliver(k, now, "a", r.Chunk)
		}
	}
	if depth := k.Depth(now, "a"); depth < 3 || depth > 5 {
		t.Fatalf("depth at 1 MiB/s is %d, want about a second of chunks, 4", depth)
	}
	for range 4000 { // as fast as memory
		for _, r := range k.Next(now, "a", 1) {
			now = now.Add(time.Microsecond)
			deliver(k, now, "a", r.Chunk)
		}
		if depth := k.Depth(now, "a"); depth > 128 {
			t.Fatalf("depth %d is over 32 MiB", depth)
		}
	}
}

func TestSilentProviderIsMarkedThenRobbedThenReleased(t *testing.T) {
	k := newTest(t, 16)
	k.AddPeer("dead", share.FullBitfield(16))
	owed := k.Next(start, "dead", 16)
	if n := k.Tick(start.Add(1900 * time.Millisecond)); len(n) != 0 {
		t.Fatalf("too early: %v", n)
	}
	if n := k.Tick(start.Add(2 * time.Second)); len(n) != 1 || n[0].Stall != Slow {
		t.Fatalf("after 2 s: %v, want slow", n)
	}
	n := k.Tick(start.Add(10 * time.Second))
	if len(n) != 1 || n[0].Stall != Snubbed || len(n[0].Cancel) != len(owed) {
		t.Fatalf("after 10 s: %v, want %d requests taken away", n, len(owed))
	}
	if depth := k.Depth(start.Add(11*time.Second), "dead"); depth != 1 {
		t.Fatalf("depth after being snubbed is %d, want 1", depth)
	}
	for at := 11 * time.Second; at < 60*time.Second; at += time.Second {
		k.Next(start.Add(at), "dead", 5)
		k.Tick(start.Add(at))
	}
	if n := k.Tick(start.Add(60 * time.Second)); len(n) != 1 || n[0].Stall != Released {
		t.Fatalf("after 60 s: %v, want released", n)
	}
	if len(k.Peers()) != 0 {
		t.Fatal("a released provider is still there")
	}
}

func TestLongRoundTripStretchesPatience(t *testing.T) {
	k := newTest(t, 16)
	k.AddPeer("far", share.FullBitfield(16))
	k.SetRTT("far", time.Second)
	k.Next(start, "far", 1)
	if n := k.Tick(start.Add(3 * time.Second)); len(n) != 0 {
		t.Fatalf("marked %v after three round trips", n)
	}
	if n := k.Tick(start.Add(4 * time.Second)); len(n) != 1 {
		t.Fatal("not marked after four round trips")
	}
}

func TestCorruptProviderLosesAllAndIsAvoided(t *testing.T) {
	k := newTest(t, 8)
	k.AddPeer("liar", share.FullBitfield(8))
	k.Next(start, "liar", 2)
	k.Corrupt("liar")
	if k.AddPeer("liar", share.FullBitfield(8)) {
		t.Fatal("a provider of bad chunks was taken back")
	}
	k.AddPeer("good", share.FullBitfield(8))
	if got := k.Next(start, "good", 8); len(got) != 2 {
		t.Fatalf("the honest one was asked for %v", got)
	}
	for i := range 8 {
		if k.Holders(i) != 1 {
			t.Fatalf("chunk %d has %d holders, the liar still counts", i, k.Holders(i))
		}
	}
}

func TestFalseClaimsAreRemovedAndFiveDisbelieveAll(t *testing.T) {
	k := newTest(t, 32)
	k.AddPeer("boaster", share.FullBitfield(32))
	for claim := range 5 {
		got := k.Next(start, "boaster", 1)
		if len(got) != 1 {
			t.Fatalf("after %d false claims nothing more is asked", claim)
		}
		k.Failed(start, "boaster", got[0].Chunk, NotHave)
		if k.Holders(got[0].Chunk) != 0 {
			t.Fatalf("the false claim of chunk %d still stands", got[0].Chunk)
		}
	}
	k.SetHave("boaster", share.FullBitfield(32))
	k.AddHave("boaster", 3)
	if got := k.Next(start, "boaster", 1); len(got) != 0 {
		t.Fatalf("after five false claims it is still asked for %v", got)
	}
}

func TestBusyProviderIsLeftAloneForAWhile(t *testing.T) {
	k := newTest(t, 8)
	k.AddPeer("a", share.FullBitfield(8))
	chunk := k.Next(start, "a", 1)[0].Chunk
	k.Failed(start, "a", chunk, Busy)
	if got := k.Next(start.Add(999*time.Millisecond), "a", 1); len(got) != 0 {
		t.Fatalf("asked %v while busy", got)
	}
	if got := k.Next(start.Add(time.Second), "a", 1); len(got) != 1 {
		t.Fatal("never asked again")
	}
}

func TestEndgameAsksTheFasterForWhatTheSlowOwes(t *testing.T) {
	k := newTest(t, 40)
	k.AddPeer("fast", share.FullBitfield(40))
	k.AddPeer("slow", share.FullBitfield(40))
	stuck := k.Next(start, "slow", 2)
	k.Progress(start.Add(time.Millisecond), "slow", stuck[0].Chunk, 1000)
	now := start
	for range 38 {
		for _, r := range k.Next(now, "fast", 1) {
			if r.Copy {
				t.Fatal("a chunk was asked twice while others were free")
			}
			now = now.Add(10 * time.Millisecond)
			deliver(k, now, "fast", r.Chunk)
			k.Progress(now, "slow", stuck[0].Chunk, 10)
		}
	}
	for k.Missing() > 0 {
		got := k.Next(now, "fast", 1)
		if len(got) != 1 || !got[0].Copy {
			t.Fatalf("the slow one holds the end: %v", got)
		}
		now = now.Add(10 * time.Millisecond)
		news, vain := deliver(k, now, "fast", got[0].Chunk)
		if want := []Debt[string]{{Peer: "slow", Chunk: got[0].Chunk}}; !news || !reflect.DeepEqual(vain, want) {
			t.Fatalf("delivery said %v %v, want %v", news, vain, want)
		}
	}
	if k.Wasted() > 2000 {
		t.Fatalf("wasted %d bytes", k.Wasted())
	}
}

func TestEqualProvidersDoNotWasteAtTheEnd(t *testing.T) {
	k := newTest(t, 40)
	k.AddPeer("a", share.FullBitfield(40))
	k.AddPeer("b", share.FullBitfield(40))
	now := start
	queue := map[string][]Request{}
	for k.Missing() > 0 {
		now = now.Add(50 * time.Millisecond)
		for _, p := range []string{"a", "b"} {
			queue[p] = append(queue[p], k.Next(now, p, 8)...)
			if len(queue[p]) == 0 {
				continue
			}
			if queue[p][0].Copy {
				t.Fatal("equals were asked for the same chunk")
			}
			deliver(k, now, p, queue[p][0].Chunk)
			queue[p] = queue[p][1:]
		}
	}
}

func TestForeignIndexesAreHarmless(t *testing.T) {
	k := newTest(t, 8)
	k.AddPeer("a", holding(8, 1))
	k.AddHave("a", -1)
	k.AddHave("a", 8)
	k.Failed(start, "a", 99, NotHave)
	k.Failed(start, "nobody", 1, Lost)
	k.Progress(start, "a", 1<<20, 5)
	if news, _ := k.Done(start, "a", -3); news {
		t.Fatal("chunk -3 was news")
	}
	k.SetHave("a", share.FullBitfield(9))
	if k.Holders(1) != 1 || k.Holders(2) != 0 {
		t.Fatal("a bitfield of another length was taken")
	}
}
