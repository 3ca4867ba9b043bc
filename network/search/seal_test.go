package search

import (
	"math"
	"strings"
	"testing"
	"time"

	"hinny/network/flood"
	"hinny/network/wire"
	"hinny/share"
)

func TestAHitSaysWhereItsProviderIs(t *testing.T) {
	h := newTestHost(t)
	hits, info, err := openHits(answerOf(t, h, flood.ID{9}, "Müll & Söhne “1”.txt"))
	if err != nil {
		t.Fatal(err)
	}
	if hits.Provider != string(h.ID()) || hits.ID != (flood.ID{9}) || len(hits.Hits) != 1 || hits.Hits[0].Name != "Müll & Söhne “1”.txt" {
		t.Errorf("opened %+v", hits)
	}
	if info.ID != h.ID() || len(info.Addrs) != len(h.Addrs()) {
		t.Errorf("the provider is at %v", info)
	}
}

func TestAHitSaysWhatTheFileSaysOfItself(t *testing.T) {
	h := newTestHost(t)
	song := share.Meta{Artist: "Nina Simone", Album: "Pastel Blues", Title: "Sinnerman", Duration: 620 * time.Second, Bitrate: 320_000}
	picture := share.Meta{Width: 4000, Height: 3000}
	hits, err := sealAnswer(h, flood.ID{9}, []share.File{
		{Root: share.RootHash{1}, Rel: "03.mp3", Meta: song}, {Root: share.RootHash{2}, Rel: "IMG.jpg", Meta: picture}, {Root: share.RootHash{3}, Rel: "plain.txt"},
	}, 0)
	if err != nil {
		t.Fatal(err)
	}
	got, _, err := openHits(&wire.SearchHits{Id: hits.ID[:], Sealed: hits.Sealed})
	if err != nil || len(got.Hits) != 3 || got.Hits[0].Meta != song || got.Hits[1].Meta != picture || !got.Hits[2].Meta.IsZero() {
		t.Errorf("opened %+v, %v", got.Hits, err)
	}
}

// TestAnAnswerSaysHowFastItMayCome: and what is no rate is not known, which does
// not cost the hit.
func TestAnAnswerSaysHowFastItMayCome(t *testing.T) {
	h := newTestHost(t)
	for said, want := range map[share.RateClass]share.RateClass{0: 0, 11: 11, share.MaxRateClass: share.MaxRateClass, share.MaxRateClass + 1: 0, 255: 0} {
		hits, err := sealAnswer(h, flood.ID{9}, []share.File{{Root: share.RootHash{1}, Rel: "a"}}, said)
		if err != nil {
			t.Fatal(err)
		}
		got, _, err := openHits(&wire.SearchHits{Id: hits.ID[:], Sealed: hits.Sealed})
		if err != nil || got.Rate != want {
			t.Errorf("class %d was read as %d, %v", said, got.Rate, err)
		}
	}
}

// TestWhatAFileCannotSayIsLeftOut: a lie about one thing does not cost the hit.
func TestWhatAFileCannotSayIsLeftOut(t *testing.T) {
	got := openMeta(&wire.SearchMeta{
		Artist: strings.Repeat("é", 4000), Title: "a\x00b\n\u202ec", Duration: math.MaxUint64, Bitrate: math.MaxUint64, Width: math.MaxUint32, Height: 1,
	})
	if len(got.Artist) > share.MaxMetaText || got.Title != "ab c" || got.Duration != 0 || got.Bitrate != 0 || got.Width != 0 || got.Height != 0 {
		t.Errorf("read as %+v", got)
	}
}

func FuzzOpenHits(f *testing.F) {
	h := newTestHost(f)
	good := answerOf(f, h, flood.ID{1}, "name")
	f.Add(good.Id, good.Sealed)
	f.Add([]byte{}, []byte{})
	f.Fuzz(func(t *testing.T, id, sealed []byte) {
		hits, _, err := openHits(&wire.SearchHits{Id: id, Sealed: sealed})
		if err == nil && (len(hits.Hits) == 0 || len(hits.Hits) > maxAnswerHits) {
			t.Errorf("%d hits pass", len(hits.Hits))
		}
		if hits.Rate > share.MaxRateClass {
			t.Errorf("rate class %d passes", hits.Rate)
		}
		for _, hit := range hits.Hits {
			if hit.Meta != hit.Meta.Bounded() {
				t.Errorf("%+v passes", hit.Meta)
			}
		}
	})
}
