package rank

import (
	"fmt"
	"testing"
	"time"

	"hinny/index/query"
	"hinny/share"
)

func asked(t *testing.T, text string) *Merger {
	t.Helper()
	q, err := query.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return New(q)
}

// TestAFileScoresByWhatItSays says that a file is no lesser result because the
// words are inside it and not in its name, whoever has it.
func TestAFileScoresByWhatItSays(t *testing.T) {
	m := asked(t, "artist:can spoon ")
	for i, own := range []bool{true, false} {
		hit := Hit{Root: share.RootHash{1, byte(i)}, Name: "track 1.opus", Size: 9, Provider: "a", Own: own, Meta: share.Meta{Artist: "Can", Title: "Spoon"}}
		if got, _ := m.Add(hit); got.Score <= 0 || got.Meta != hit.Meta {
			t.Errorf("own %v: %+v", own, got)
		}
		hit.Root, hit.Meta = share.RootHash{2, byte(i)}, share.Meta{}
		if got, _ := m.Add(hit); got.Score != 0 {
			t.Errorf("own %v, without it: %v", own, got.Score)
		}
	}
}

// TestMostProvidersSayWhatAFileSays: the content is one, so who reads something
// else in it is wrong, and our own reading is right.
func TestMostProvidersSayWhatAFileSays(t *testing.T) {
	m := asked(t, "spoon")
	hit := func(provider string, d time.Duration) Result {
		r, _ := m.Add(Hit{Root: share.RootHash{1}, Name: "spoon.opus", Size: 9, Provider: provider, Network: provider, Meta: share.Meta{Duration: d}})
		return r
	}
	hit("liar", time.Hour)
	hit("a", 3*time.Minute)
	if got := hit("b", 3*time.Minute).Meta.Duration; got != 3*time.Minute {
		t.Errorf("two of three say 3m, shown is %v", got)
	}
	for i := range 2 * MaxSayings {
		hit(fmt.Sprintf("liar %d", i), time.Duration(i+1)*time.Second)
	}
	if got := hit("c", 3*time.Minute).Meta.Duration; got != 3*time.Minute || len(m.files[share.RootHash{1}].sayings) > MaxSayings {
		t.Errorf("among many who differ %v is shown", got)
	}
	own, _ := m.Add(Hit{Root: share.RootHash{1}, Name: "spoon.opus", Size: 9, Own: true, Meta: share.Meta{Duration: time.Second}})
	if own.Meta.Duration != time.Second {
		t.Errorf("our own file says 1s, shown is %v", own.Meta.Duration)
	}
}

// TestAProviderCountsOnce: who calls a file by another name reads it only once.
func TestAProviderCountsOnce(t *testing.T) {
	m := asked(t, "spoon")
	for _, name := range []string{"c spoon", "b spoon", "a spoon"} {
		m.Add(Hit{Root: share.RootHash{1}, Name: name, Size: 9, Provider: "liar", Meta: share.Meta{Title: "Fork"}})
	}
	for _, provider := range []string{"x", "y"} {
		m.Add(Hit{Root: share.RootHash{1}, Name: "spoon", Size: 9, Provider: provider, Network: provider, Meta: share.Meta{Title: "Spoon"}})
	}
	if got := m.Results()[0].Meta.Title; got != "Spoon" {
		t.Errorf("shown is %q", got)
	}
}
