package digest

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"hinny/index/query"
	"hinny/share"
)

func keysOf(names ...string) Set {
	var keys []Key
	for _, name := range names {
		keys = Append(keys, query.Thing{Name: name})
	}
	return NewSet(keys)
}

func filterOf(set Set) *Filter {
	f := NewFilter(len(set))
	for _, key := range set {
		f.Add(key)
	}
	return f
}

// TestNoDigestDeniesWhatMatches is the law of the package: whatever query
// matches a name, the name's digests do not say no.
func TestNoDigestDeniesWhatMatches(t *testing.T) {
	names := []string{
		"Music/Bach/Air on the G String.flac", "Ubuntu.24.04-desktop_amd64.iso", "Shows/S01E02.x264-GROUP.mkv",
		"北京大学讲义.pdf", "Beyoncé – Déjà Vu (Live).flac", "IMG_20240131.jpg", "HTTPServer.go", "ａｂｃ/한국어 노래.mp3",
	}
	queries := []string{
		"bach air", `"air on the g"`, "beet*", "bac", "ubuntu 24.04", "ubuntu desktop iso", "s01e02", "x264", "北京大学", "讲义", "北",
		"beyonce deja vu", "20240131", "http server", "httpserver", "type:video", "ext:flac str", "-live air", "노래 한국", "a", "abc",
		"string flac", "stri", "desktop_amd", "size:>1 air",
	}
	matched := 0
	for _, name := range names {
		set := keysOf(name)
		filter := filterOf(set)
		for _, text := range queries {
			q, err := query.Parse(text)
			if err != nil {
				t.Fatal(err)
			}
			if !q.Match(query.Thing{Name: name, Size: 7}) {
				continue
			}
			matched++
			if wanted := Wanted(q); !set.Has(wanted) || !filter.Has(wanted) {
				t.Errorf("%q matches %s, but its digest says no", text, name)
			}
		}
	}
	song := query.Thing{Name: "03.flac", Meta: share.Meta{Artist: "Beyoncé", Album: "北京", Title: "Déjà Vu", Duration: time.Minute}}
	said := NewSet(Append(nil, song))
	for _, text := range []string{"beyonce 03", `"deja vu"`, "artist:beyonce", "artist:bey*", `title:"deja vu" album:北京`, "duration:>10s beyon", "-artist:bach 03"} {
		q, err := query.Parse(text)
		if err != nil || !q.Match(song) {
			t.Fatalf("%q does not match: %v", text, err)
		}
		if !said.Has(Wanted(q)) {
			t.Errorf("%q matches what the file says, but its digest says no", text)
		}
	}
	if q, _ := query.Parse("artist:xylophonist"); len(Wanted(q)) == 0 || said.Has(Wanted(q)) {
		t.Error("the digest does not tell one artist from another")
	}
	if matched < len(queries)-2 {
		t.Errorf("only %d pairs match: the queries are badly chosen", matched)
	}
}

func TestKeysAreThoseOfTheProtocol(t *testing.T) {
	want := []Key{0x70ebe607, 0x6a9e5888}
	if got := []Key{keyOf('=', "ubuntu"), keyOf('^', "北京大")}; !slices.Equal(got, want) {
		t.Errorf("the keys are %#x, peers of the last release have %#x", got, want)
	}
}

func TestAFilterIsSeldomWrong(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	for _, n := range []int{1, 100, 10_000, 200_000} {
		f := NewFilter(n)
		for range n {
			f.Add(Key(rng.Uint32()))
		}
		wrong := 0
		for range 20_000 {
			if f.Has([]Key{Key(rng.Uint32())}) {
				wrong++
			}
		}
		if wrong > 300 { // 1.5 %
			t.Errorf("a filter of %d keys is wrong about %d of 20,000", n, wrong)
		}
	}
}

func TestPatchesMakeTheFilterAnew(t *testing.T) {
	rng := rand.New(rand.NewPCG(2, 2))
	var mine, theirs *Filter
	for step, n := range []int{50, 60, 5000, 5100, 100} {
		next := NewFilter(n)
		for range n {
			next.Add(Key(rng.Uint32()))
		}
		got, err := next.PatchFrom(mine).Apply(theirs)
		if err != nil || !got.Equal(next) {
			t.Fatalf("step %d: the other side has another filter: %v", step, err)
		}
		mine, theirs = next, got
	}
}

func TestABombOfAPatchIsRefused(t *testing.T) {
	large := newFilter(maxLog).PatchFrom(nil) // zeros: it packs to almost nothing
	large.Log = minLog
	if _, err := large.Apply(nil); err == nil {
		t.Error("a filter that unpacks to more than it says is taken")
	}
	for _, p := range []Patch{{Log: 60, Reset: true}, {Log: minLog}, {Log: minLog, Reset: true, Data: make([]byte, MaxPatchBytes+1)}, {Log: minLog, Reset: true, Data: []byte{1}}} {
		if _, err := p.Apply(nil); err == nil {
			t.Errorf("a patch of 2^%d bits in %d bytes is taken", p.Log, len(p.Data))
		}
	}
}

func TestSetsAreAddedAndTakenAway(t *testing.T) {
	a, b := Set{1, 5, 9}, Set{2, 5, 4_000_000_000}
	both, err := a.With(b)
	if err != nil || !slices.Equal(both, Set{1, 2, 5, 9, 4_000_000_000}) {
		t.Errorf("with: %v, %v", both, err)
	}
	if got := both.Without(a); !slices.Equal(got, Set{2, 4_000_000_000}) {
		t.Errorf("without: %v", got)
	}
	if back, err := DecodeSet(both.Encode()); err != nil || !slices.Equal(back, both) {
		t.Errorf("decoded %v, %v", back, err)
	}
	if _, err := make(Set, 0).With(make(Set, MaxKeys+1)); err == nil {
		t.Error("a set over the limit is taken")
	}
}

func FuzzDecodeSet(f *testing.F) {
	f.Add(Set{1, 2, 1 << 31}.Encode())
	f.Add([]byte{0, 0})
	f.Fuzz(func(t *testing.T, data []byte) {
		set, err := DecodeSet(data)
		if err != nil {
			return
		}
		if !slices.IsSorted(set) || len(set) > PartKeys {
			t.Fatalf("%d keys pass, sorted %v", len(set), slices.IsSorted(set))
		}
		if again, err := DecodeSet(set.Encode()); err != nil || !slices.Equal(again, set) {
			t.Fatalf("%v is written so that it reads %v, %v", set, again, err)
		}
	})
}

func FuzzPatch(f *testing.F) {
	good := filterOf(keysOf("one name.txt")).PatchFrom(nil)
	f.Add(good.Log, true, good.Data)
	f.Add(minLog, false, []byte{})
	f.Fuzz(func(t *testing.T, log int, reset bool, data []byte) {
		filter, err := (Patch{Log: log, Reset: reset, Data: data}).Apply(newFilter(minLog))
		if err == nil && len(filter.words) != 1<<(log-6) {
			t.Fatalf("a filter of %d words passes as one of 2^%d bits", len(filter.words), log)
		}
	})
}

// BenchmarkFilter builds the digest of a hub with seventy leaves.
func BenchmarkFilter(b *testing.B) {
	var names bytes.Buffer
	var keys []Key
	for i := range 20_000 {
		names.Reset()
		fmt.Fprintf(&names, "album %d/track %d of artist %d.flac", i/12, i%12, i/100)
		keys = Append(keys, query.Thing{Name: names.String()})
	}
	set := NewSet(keys)
	b.ReportMetric(float64(len(set)), "keys")
	for b.Loop() {
		filterOf(set).PatchFrom(nil)
	}
}
