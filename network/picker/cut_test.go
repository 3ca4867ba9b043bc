package picker

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"hinny/share"
)

const (
	section  = share.MinSectionSize
	sections = testChunk / section
)

// late is a file of two chunks of which "slow" owes the last, at so many bytes a
// second, after the first has come from it; "fast" holds both and does 1 MB/s.
func late(t *testing.T, rate int) (k *Picker[string], now time.Time, chunk int) {
	t.Helper()
	k, now = newTest(t, 2), start
	for _, p := range []string{"slow", "fast"} {
		k.AddPeer(p, share.FullBitfield(2))
		k.SetSections(p)
	}
	first := k.Next(now, "slow", 1)[0].Chunk
	for range testChunk / rate {
		now = now.Add(time.Second)
		k.Progress(now, "slow", first, rate)
	}
	k.Done(now, "slow", first)
	asked := k.Next(now, "slow", 1)
	if len(asked) != 1 || !asked[0].Whole() {
		t.Fatalf("the slow one is asked for %v", asked)
	}
	for i := range 20 { // of another file's time, as it were
		k.peers["fast"].meter.Add(now.Add(time.Duration(i-20)*100*time.Millisecond), 100_000)
	}
	return k, now, asked[0].Chunk
}

// finish has a peer deliver what it was asked for and hands the sections on.
func finish(k *Picker[string], now time.Time, p string, r Request, whole bool) (vain []Debt[string]) {
	for i := r.From; i < r.Upto; i++ {
		k.Progress(now, p, r.Chunk, section)
		_, more := k.SectionDone(now, p, r.Chunk, i, whole && i == r.Upto-1)
		vain = append(vain, more...)
	}
	return vain
}

func TestAFasterOneSendsTheEndOfALateChunk(t *testing.T) {
	k, now, chunk := late(t, 64_000)
	got := k.Next(now, "fast", 8)
	if want := []Request{{Chunk: chunk, From: 1, Upto: sections}}; !reflect.DeepEqual(got, want) {
		t.Fatalf("the fast one is asked for %v, want %v", got, want)
	}
	if again := k.Next(now, "fast", 8); len(again) != 0 {
		t.Errorf("and then for %v", again)
	}
	if vain := finish(k, now, "fast", got[0], false); len(vain) != 0 || !k.Cut(chunk) {
		t.Errorf("%v are owed in vain", vain)
	}
	// The slow one was asked for the whole chunk, and is told where to stop.
	k.Progress(now, "slow", chunk, section)
	news, vain := k.SectionDone(now, "slow", chunk, 0, true)
	if want := []Debt[string]{{Peer: "slow", Chunk: chunk}}; !news || !reflect.DeepEqual(vain, want) {
		t.Errorf("the last section is news: %v, in vain are owed %v", news, vain)
	}
	if k.Missing() != 0 || k.Wasted() != 0 || k.Cut(chunk) || k.Asked(chunk) {
		t.Errorf("%d chunks are missing, %d bytes wasted", k.Missing(), k.Wasted())
	}
}

// TestBothAreReadyTogether: the faster the one that is late, the more it keeps.
func TestBothAreReadyTogether(t *testing.T) {
	for rate, first := range map[int]int{64_000: 1, 330_000: 1, 340_000: 1} {
		k, now, chunk := late(t, rate/10)
		if got := k.Next(now, "fast", 1); len(got) != 1 || got[0].From != first || got[0].Chunk != chunk {
			t.Errorf("at %d bytes a second %v is asked of the fast one", rate/10, got)
		}
	}
	k, now, _ := late(t, 64_000)
	k.peers["fast"].meter = k.peers["slow"].meter // equals
	if got := k.Next(now, "fast", 1); len(got) != 1 || got[0].From != 2 {
		t.Errorf("of equals one is asked for %v, want half", got)
	}
}

// TestALateChunkIsDividedBeforeTheEnd: where it would hold up others for long.
func TestALateChunkIsDividedBeforeTheEnd(t *testing.T) {
	for _, row := range []struct {
		rate  int
		split bool
	}{{8_000, true}, {20_000, false}} {
		k, now, chunk := late(t, row.rate)
		k.policy.RandomFirst = 0
		other := 1 - chunk
		k.have.Clear(other) // as if the file had another chunk
		k.missing++
		k.free.insert(other)
		k.Tick(now)
		got := k.Next(now, "fast", 1)
		if len(got) != 1 || got[0].Whole() == row.split || (got[0].Chunk == chunk) != row.split {
			t.Errorf("of one that sends %d bytes a second %v is asked of the fast one", row.rate, got)
		}
	}
}

func TestWhatASilentOneOwesOfACutChunkIsGivenToOthers(t *testing.T) {
	k, now, chunk := late(t, 64_000)
	k.AddPeer("third", share.FullBitfield(2))
	k.SetSections("third")
	asked := k.Next(now, "fast", 1)[0]
	k.Progress(now, "fast", chunk, section)
	k.SectionDone(now, "fast", chunk, asked.From, false)
	quiet := now.Add(k.policy.SlowAfter)
	k.Progress(quiet, "slow", chunk, 10)
	want := []Notice[string]{{Peer: "fast", Stall: Slow, Cancel: []int{chunk}}}
	if got := k.Tick(quiet); !reflect.DeepEqual(got, want) {
		t.Fatalf("the tick says %v, want %v", got, want)
	}
	// The slow one goes on: it was asked for the whole chunk. What is here stays.
	if d := k.peers["slow"].debt(chunk); d.upto != asked.From || k.cuts[chunk].here != mask(1, 2) {
		t.Errorf("it owes %+v, and of the chunk %b is here", *d, k.cuts[chunk].here)
	}
	if got := k.Next(quiet, "third", 4); !slices.Contains(got, Request{Chunk: chunk, From: 2, Upto: sections}) {
		t.Errorf("the third is asked for %v", got)
	}
}

func TestWhoWasRelievedGoesOnWhenTheOtherLeaves(t *testing.T) {
	k, now, chunk := late(t, 64_000)
	k.Next(now, "fast", 1)
	k.RemovePeer("fast")
	if d := k.peers["slow"].debt(chunk); d.upto != sections || k.Cut(chunk) || k.Asked(chunk) != true {
		t.Errorf("it owes %+v of a chunk that is cut: %v", *d, k.Cut(chunk))
	}
	k.RemovePeer("slow")
	if k.free.has(chunk) != true {
		t.Error("the chunk is asked of nobody and not free")
	}
}

func TestWhoDoesNotKnowSectionsIsAskedForTheChunk(t *testing.T) {
	k, now, chunk := late(t, 64_000)
	asked := k.Next(now, "fast", 1)[0]
	k.Progress(now, "fast", chunk, section)
	k.SectionDone(now, "fast", chunk, asked.From, false)
	k.AddPeer("old", share.FullBitfield(2))
	k.RemovePeer("fast")
	k.peers["slow"].debt(chunk).end = 1 // it was asked for no more
	k.recount(chunk)
	if got := k.Next(now, "old", 1); len(got) != 0 {
		t.Errorf("while somebody owes some of it the old one is asked for %v", got)
	}
	k.RemovePeer("slow")
	if got := k.Next(now, "old", 1); len(got) != 1 || !got[0].Whole() || got[0].Chunk != chunk {
		t.Fatalf("then for %v", got)
	}
	if news, vain := k.Done(now, "old", chunk); !news || vain != nil || k.Missing() != 0 {
		t.Errorf("the chunk is news: %v, %v are owed in vain", news, vain)
	}
}

// TestSectionsThatTheDiskLostAreAskedForAgain: they are here, and the chunk is not.
func TestSectionsThatTheDiskLostAreAskedForAgain(t *testing.T) {
	k, now, chunk := late(t, 64_000)
	finish(k, now, "fast", k.Next(now, "fast", 1)[0], false)
	k.Progress(now, "slow", chunk, section)
	if _, vain := k.SectionDone(now, "slow", chunk, 0, false); len(vain) != 1 {
		t.Errorf("%v are owed in vain", vain)
	}
	if k.Cut(chunk) || !k.free.has(chunk) {
		t.Error("the chunk is not free again")
	}
}

func TestForeignSectionsAreHarmless(t *testing.T) {
	k, now, chunk := late(t, 64_000)
	k.Next(now, "fast", 1)
	for _, section := range []int{-1, sections, 99} {
		if news, vain := k.SectionDone(now, "fast", chunk, section, false); news || vain != nil {
			t.Errorf("section %d is news", section)
		}
	}
	if news, _ := k.SectionDone(now, "nobody", 1-chunk, 0, false); news {
		t.Error("a section of a chunk that is not cut is news")
	}
	if news, _ := k.SectionDone(now, "nobody", 99, 0, true); news {
		t.Error("a chunk outside the file is news")
	}
}
