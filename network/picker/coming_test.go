package picker

import (
	"math/rand/v2"
	"testing"
	"time"

	"hinny/share"
)

// eight is a file of eight chunks with a seed that holds all of them.
func eight(t *testing.T) *Picker[int] {
	t.Helper()
	k := New[int](Options{
		Size: 8 * share.MinChunkSize, Have: share.NewBitfield(8), Policy: DefaultPolicy(), Random: rand.New(rand.NewPCG(1, 2)),
	})
	k.AddPeer(1, share.FullBitfield(8))
	return k
}

func TestWhatOthersAreBeingSentIsAskedForLast(t *testing.T) {
	k := eight(t)
	for _, chunk := range []int{0, 1, 2, 3, 4, 5} {
		k.Coming(1, chunk)
	}
	k.policy.RandomFirst = 0
	for _, r := range k.Next(time.Unix(1, 0), 1, 2) {
		if r.Chunk < 6 {
			t.Errorf("chunk %d, which somebody else is being sent, is asked for before others", r.Chunk)
		}
	}
}

func TestANewHolderTakesThePlaceOfTheAnnouncedOne(t *testing.T) {
	k := eight(t)
	k.AddPeer(2, share.NewBitfield(8))
	k.Coming(1, 3)
	k.Coming(1, 3)
	if n := k.Holders(3); n != 1 {
		t.Errorf("an announced chunk has %d holders, want only the seed", n)
	}
	k.AddHave(2, 3)
	if n, rank := k.Holders(3), k.free.holders[3]; n != 2 || rank != 1 {
		t.Errorf("%d holders, counted %d beside the seed", n, rank)
	}
}

func TestAnnouncementsAreForgottenWhenSomebodyLeaves(t *testing.T) {
	k := eight(t)
	k.AddPeer(2, share.NewBitfield(8))
	k.Coming(1, 3)
	k.Coming(1, -1)
	k.Coming(1, 8)
	k.Coming(2, 4) // holds nothing itself
	k.Coming(9, 4)
	if k.free.holders[4] != 0 {
		t.Error("who does not hold a chunk can send it")
	}
	k.RemovePeer(2)
	if k.free.holders[3] != 0 || k.coming.Count() != 0 {
		t.Errorf("chunk 3 is counted as held by %d who are not there", k.free.holders[3])
	}
}

func TestWhatWasPromisedToOthersIsAskedForLater(t *testing.T) {
	k, now := eight(t), time.Unix(1, 0)
	asked := k.Next(now, 1, 2)
	for _, r := range asked {
		k.Failed(now, 1, r.Chunk, Promised)
	}
	for range 3 { // all others first
		for _, r := range k.Next(now, 1, 2) {
			if r.Chunk == asked[0].Chunk || r.Chunk == asked[1].Chunk {
				t.Errorf("chunk %d is asked for again at once", r.Chunk)
			}
			k.Done(now, 1, r.Chunk)
		}
	}
	if again := k.Next(now, 1, 2); len(again) != 0 {
		t.Errorf("%v is asked for again at once", again)
	}
	if k.AddPeer(2, share.FullBitfield(8)); len(k.Next(now, 2, 1)) != 1 {
		t.Error("nobody else is asked for it either")
	}
	if again := k.Next(now.Add(k.policy.PromisedFor), 1, 1); len(again) != 1 || again[0].Copy {
		t.Errorf("a while later %v is asked for", again)
	}
}
