package rank

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"hinny/index/query"
	"hinny/share"
)

func merger(t testing.TB, text string) *Merger {
	t.Helper()
	q, err := query.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return New(q)
}

func root(n int) share.RootHash {
	return share.RootHash{1, byte(n), byte(n >> 8), byte(n >> 16)}
}

func hit(n int, name, provider string) Hit {
	return Hit{Root: root(n), Name: name, Size: 100, Provider: provider, Network: provider}
}

func TestMostProvidersNameTheFile(t *testing.T) {
	m := merger(t, "air")
	m.Add(hit(1, "aaa free money air.exe", "liar"))
	m.Add(hit(1, "Air.flac", "ann"))
	got, changed := m.Add(hit(1, "Air.flac", "bob"))
	if got.Name != "Air.flac" || !changed || !reflect.DeepEqual(got.Names, []string{"Air.flac", "aaa free money air.exe"}) {
		t.Errorf("the name is %q of %q", got.Name, got.Names)
	}
	if !reflect.DeepEqual(got.Providers, []string{"ann", "bob", "liar"}) || got.Kind() != share.KindAudio {
		t.Errorf("the providers of the %s are %q", got.Kind(), got.Providers)
	}
	for range 10 {
		if again, changed := m.Add(hit(1, "aaa free money air.exe", "liar")); changed || again.Name != "Air.flac" {
			t.Fatal("one peer votes more than once")
		}
	}
}

func TestOurOwnNameWins(t *testing.T) {
	m := merger(t, "air")
	m.Add(hit(1, "Air.flac", "ann"))
	m.Add(hit(1, "Air.flac", "bob"))
	got, changed := m.Add(Hit{Root: root(1), Name: "Bach/My Air.flac", Size: 100, Own: true})
	if got.Name != "Bach/My Air.flac" || !got.Own || !changed || len(got.Providers) != 2 || got.Names[0] != got.Name {
		t.Errorf("our own file is shown as %+v", got)
	}
}

func TestTheSizeIsWhatMostSay(t *testing.T) {
	m := merger(t, "air")
	for n, provider := range []string{"liar", "ann", "bob"} {
		h := hit(1, "Air.flac", provider)
		h.Size += int64(min(n, 1))
		m.Add(h)
	}
	if got := m.Results(); len(got) != 1 || got[0].Size != 101 {
		t.Errorf("the results are %+v", got)
	}
}

func TestFitAndProvidersOrderResults(t *testing.T) {
	m := merger(t, "bach air ")
	m.Add(hit(1, "spam without the words.exe", "liar"))
	m.Add(hit(2, "Bach and a long row of other words about Air.flac", "ann"))
	m.Add(hit(3, "Bach Air.flac", "ann"))
	for n := range 3 {
		m.Add(hit(4, "Bach Air.mp3", fmt.Sprint("peer", n)))
	}
	var order []share.RootHash
	for _, result := range m.Results() {
		order = append(order, result.Root)
	}
	if want := []share.RootHash{root(4), root(3), root(2), root(1)}; !reflect.DeepEqual(order, want) {
		t.Errorf("the order is %v, want %v", order, want)
	}
}

func TestAnotherSpellingScoresHalf(t *testing.T) {
	m := merger(t, "bach ari ")
	like, err := query.Parse("bach ari OR air ")
	if err != nil {
		t.Fatal(err)
	}
	m.Also(like)
	right, _ := m.Add(hit(1, "Bach Ari.flac", "ann"))
	alike, _ := m.Add(hit(2, "Bach Air.flac", "ann"))
	if alike.Score <= 0 || alike.Score*2 != right.Score {
		t.Errorf("the right spelling scores %v, the other %v", right.Score, alike.Score)
	}
}

func TestChangedIsWhatAPersonSees(t *testing.T) {
	m := merger(t, "air")
	for _, step := range []struct {
		hit  Hit
		want bool
	}{
		{hit(1, "Air.flac", "ann"), true},
		{hit(1, "Air.flac", "ann"), false},
		{hit(1, "Air.flac", "bob"), true},
		{hit(1, "Zoo/Air.flac", "bob"), false}, // bob has it twice
		{Hit{Root: root(1), Name: "Air.flac", Size: 100, Own: true}, true},
		{Hit{Root: root(1), Name: "Air.flac", Size: 100, Own: true}, false},
	} {
		if _, changed := m.Add(step.hit); changed != step.want {
			t.Errorf("%+v changes: %v, want %v", step.hit, changed, step.want)
		}
	}
}

func TestTheOrderOfArrivalDoesNotMatter(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	names := []string{"Air.flac", "Bach/Air.flac", "air (live).mp3", "noise"}
	for range 200 {
		var hits []Hit
		for range 1 + random.IntN(40) {
			h := hit(random.IntN(5), names[random.IntN(len(names))], fmt.Sprint("peer", random.IntN(6)))
			h.Size += int64(random.IntN(3))
			h.Own = random.IntN(10) == 0
			hits = append(hits, h)
		}
		var want []Result
		for round := range 3 {
			m := merger(t, "air -live")
			for _, h := range hits {
				m.Add(h)
			}
			got := m.Results()
			if round > 0 && !reflect.DeepEqual(got, want) {
				t.Fatalf("hits %+v\ngive %+v\n or  %+v", hits, got, want)
			}
			want = got
			random.Shuffle(len(hits), func(a, b int) { hits[a], hits[b] = hits[b], hits[a] })
		}
	}
}

func TestNothingGrowsBeyondItsBound(t *testing.T) {
	m := merger(t, "air")
	for n := range MaxProviders + 10 {
		m.Add(hit(1, fmt.Sprint("air ", n), fmt.Sprint("peer", n)))
	}
	got := m.Results()[0]
	if len(got.Providers) != MaxProviders || len(got.Names) != MaxNames {
		t.Errorf("one root has %d providers and %d names", len(got.Providers), len(got.Names))
	}
	for n := range MaxResults + 10 {
		m.Add(hit(n, "air", "ann"))
	}
	if m.Len() != MaxResults {
		t.Errorf("there are %d results", m.Len())
	}
	for n := range MaxClaims {
		m.Add(hit(n%MaxResults, "air", fmt.Sprint("p", n/MaxResults)))
	}
	m.Add(hit(7, "air", "one more"))
	if m.said != MaxClaims {
		t.Errorf("%d claims are remembered, want %d", m.said, MaxClaims)
	}
}

func TestImpossibleHitsAreDropped(t *testing.T) {
	m := merger(t, "air")
	good := hit(1, "Air.flac", "ann")
	for name, spoil := range map[string]func(*Hit){
		"no root":           func(h *Hit) { h.Root = share.RootHash{} },
		"no provider":       func(h *Hit) { h.Provider = "" },
		"no name":           func(h *Hit) { h.Name = "" },
		"a long name":       func(h *Hit) { h.Name = strings.Repeat("a", MaxNameBytes+1) },
		"a negative size":   func(h *Hit) { h.Size = -1 },
		"a size beyond all": func(h *Hit) { h.Size = share.MaxFileSize + 1 },
	} {
		bad := good
		spoil(&bad)
		if got, changed := m.Add(bad); changed || !got.Root.IsZero() || m.Len() != 0 {
			t.Errorf("a hit with %s is taken: %+v", name, got)
		}
	}
}

// TestWhatIsKnownToBeFakeComesLast: however many offer it.
func TestWhatIsKnownToBeFakeComesLast(t *testing.T) {
	fake, honest := share.RootHash{1}, share.RootHash{2}
	m := merger(t, "mule song")
	m.Refusing(func(root share.RootHash) bool { return root == fake })
	for i := range 50 {
		m.Add(Hit{Root: fake, Name: "mule song.mp3", Size: 5, Provider: fmt.Sprint("liar ", i)})
	}
	m.Add(Hit{Root: honest, Name: "mule song (live).mp3", Size: 5, Provider: "ada"})
	got := m.Results()
	if len(got) != 2 || got[0].Root != honest || got[1].Score != 0 || len(got[1].Providers) != 50 {
		t.Errorf("results %+v", got)
	}
}

func BenchmarkAdd(b *testing.B) {
	m := merger(b, "beethoven air")
	for n := 0; b.Loop(); n++ {
		m.Add(hit(n%5000, "Music/Beethoven/Air in D.flac", fmt.Sprint("peer", n/5000%50)))
	}
}
