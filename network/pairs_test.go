package network

import (
	"fmt"
	"slices"
	"testing"

	"hinny/index/query"
	"hinny/share"
)

// TestAQueryLooksUpPairsThatTheNameWasToldUnder: whatever the order of two words
// of a name, their pair is among the keys the DHT was told.
func TestAQueryLooksUpPairsThatTheNameWasToldUnder(t *testing.T) {
	count := map[string]int{}
	countWords(count, query.Thing{Name: "Annual/The Xylophonist of Vienna 1931 (restored).flac", Meta: share.Meta{Artist: "Hildegard Stein"}})
	told := rarest(count)
	for text, want := range map[string][]string{
		"vienna xylophonist":    {"vienna xylophonist", "xylophonist", "vienna"},
		"Xylophonist":           {"xylophonist"},
		"1931 of":               nil,
		"artist:stein vienna":   {"stein vienna", "vienna", "stein"},
		"annual -vienna 1931":   {"annual"},
		"vienna vienna restore": {"restore vienna", "restore", "vienna"},
	} {
		q, err := query.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		if got := wordsOf(q); !slices.Equal(got, want) {
			t.Errorf("%q looks up %q, want %q", text, got, want)
		}
	}
	for _, key := range []string{"vienna xylophonist", "xylophonist", "annual restored", "hildegard"} {
		if !slices.Contains(told, key) {
			t.Errorf("the DHT is not told of %q but of %q", key, told)
		}
	}
}

func TestALargeLibraryTellsHalfOfItsWordsAndHalfOfItsPairs(t *testing.T) {
	count := map[string]int{}
	for i := range 6000 {
		countWords(count, query.Thing{Name: fmt.Sprintf("first%c%c%c second%c%c%c third%c%c%c", letters(i), letters(i/26), letters(i/676),
			letters(i), letters(i/26), letters(i/676), letters(i), letters(i/26), letters(i/676))})
	}
	pairs := 0
	told := rarest(count)
	for _, key := range told {
		for i := range key {
			if key[i] == ' ' {
				pairs++
			}
		}
	}
	if len(told) != maxTold || pairs != maxTold/2 {
		t.Errorf("%d keys are told, %d of them pairs", len(told), pairs)
	}
}

func letters(i int) rune { return rune('a' + i%26) }
