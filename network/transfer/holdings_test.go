package transfer

import (
	"errors"
	"slices"
	"testing"

	"hinny/network/limit"
	"hinny/share"
)

func TestAHoldingIsAsLongAsAScreenIsWide(t *testing.T) {
	for _, chunks := range []int{1, 7, maxHolding, 5*maxHolding + 3} {
		theirs, ours := share.NewBitfield(chunks), share.NewBitfield(chunks)
		for i := range chunks {
			if i >= chunks/2 { // the provider has the second half, we have its end
				theirs.Set(i)
			}
			if i >= chunks*3/4 {
				ours.Set(i)
			}
		}
		got := holding(theirs, ours)
		if len(got) != min(chunks, maxHolding) {
			t.Fatalf("%d bytes for %d chunks", len(got), chunks)
		}
		for i, b := range got {
			at, want := i*chunks/len(got), byte(0)
			if theirs.Has(at) {
				want = MapHolders
			}
			if theirs.Has(at) && ours.Has(at) {
				want = MapHave
			}
			if b != want {
				t.Errorf("of %d chunks, number %d is shown as %#x, not %#x", chunks, at, b, want)
			}
		}
	}
	if got := holding(share.FullBitfield(3), share.Bitfield{}); string(got) != string([]byte{MapHolders, MapHolders, MapHolders}) {
		t.Errorf("before we know the file: %v", got)
	}
}

func TestTheProvidersOfADownloadAreKnownByWhatTheyHold(t *testing.T) {
	slow := new(limit.Limiter)
	slow.Set(limit.Rates{Down: 100_000, CountLAN: true})
	from, to := start(t, tcpHost(t), nil), start(t, tcpHost(t), func(o *Options) { o.Limiter = slow })
	v := from.put(t, bytesOf(1, 8<<20))
	root := v.manifest.Root()
	if _, err := to.m.Holdings(root); !errors.Is(err, share.ErrNotFound) {
		t.Errorf("without a download: %v", err)
	}
	to.get(t, root, from.info())
	eventually(t, "the provider's chunks are known", func() bool {
		got, err := to.m.Holdings(root)
		if err != nil {
			t.Fatal(err)
		}
		return len(got) == 1 && got[0].Peer == from.host.ID().String() && len(got[0].Map) == v.manifest.Chunks() && !slices.Contains(got[0].Map, 0)
	})
}
