package transfer

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"hinny/share"
)

func TestTheRosterIsAListWithoutItsCosts(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	r := newRoster()
	var want, ended []*download // kept in the plain way
	for range 20_000 {
		switch pick := random.IntN(10); {
		case pick < 6 || len(want) == 0:
			d := &download{root: share.RootHash{byte(random.Uint32()), byte(random.Uint32())}}
			if r.of(d.root) != nil {
				continue
			}
			r.add(d)
			want = append(want, d)
		case pick < 8:
			d := want[random.IntN(len(want))]
			r.drop(d)
			r.drop(d) // again changes nothing
			want = slices.DeleteFunc(want, func(other *download) bool { return other == d })
		default:
			d := want[random.IntN(len(want))]
			if slices.Contains(ended, d) {
				continue
			}
			r.ended(d)
			if ended = append(ended, d); len(ended) > maxComplete {
				oldest := ended[0]
				ended = ended[1:]
				want = slices.DeleteFunc(want, func(other *download) bool { return other == oldest })
			}
		}
		if len(want) > 0 {
			if d := want[random.IntN(len(want))]; r.of(d.root) != d {
				t.Fatal("one that is there is not found by its root")
			}
		}
		if len(r.order) > 2*len(want)+1 {
			t.Fatalf("%d places for %d downloads", len(r.order), len(want))
		}
	}
	if !slices.Equal(r.all(), want) {
		t.Error("the order differs from that of a plain list")
	}
}
