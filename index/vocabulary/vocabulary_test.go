package vocabulary

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

// heard returns words that were heard in these names.
func heard(names ...string) *Words {
	w := &Words{}
	for _, name := range names {
		w.Note(name)
	}
	return w
}

func TestAMistypedWordIsUnderstood(t *testing.T) {
	w := heard("Ubuntu.24.04-desktop_amd64.iso", "Beyoncé – Déjà Vu (Live).flac", "the desktop of a mule")
	for typed, want := range map[string]string{
		"ubunut":  "ubuntu",  // swapped
		"ubntu":   "ubuntu",  // missing
		"ubunttu": "ubuntu",  // too much
		"ubumtu":  "ubuntu",  // wrong
		"deskotp": "desktop", // swapped
		"beyonec": "beyonce",
	} {
		if got := w.Like(typed, 1); !slices.Equal(got, []string{want}) {
			t.Errorf("%s is understood as %v, not as %s", typed, got, want)
		}
	}
	if got := w.Like("ubuntu", 1); len(got) != 0 {
		t.Errorf("what is spelled well is taken for %v", got)
	}
	if got := w.Like("dsektpo", 1); len(got) != 0 {
		t.Errorf("two slips are forgiven where one is: %v", got)
	}
	if got := w.Like("dsektpo", 2); !slices.Equal(got, []string{"desktop"}) {
		t.Errorf("two slips are understood as %v", got)
	}
	if got := w.Like("edskotp", 2); len(got) != 0 {
		t.Errorf("two slips with another first letter are forgiven: %v", got)
	}
}

func TestTheNearestComeFirstThenWhatIsHeardMost(t *testing.T) {
	w := heard("carts", "carts", "cards", "cars", "carps", "carbs", "curds")
	if got := w.Like("carzs", 2); !slices.Equal(got, []string{"carts", "carbs", "cards", "carps"}) {
		t.Errorf("the order is %v", got)
	}
}

func TestWhatIsNoWordIsNotRemembered(t *testing.T) {
	w := heard("2024 abc 0123456789 a1b2c3 mp3", "", "骡子")
	if w.Len() != 0 {
		t.Errorf("%d words are remembered of what has none", w.Len())
	}
}

// TestMadeUpWordsPushOutMadeUpWords: a liar says ten times as many words as are
// remembered, each once; what was heard often stays.
func TestMadeUpWordsPushOutMadeUpWords(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	w := &Words{}
	made := func() string {
		word := make([]byte, 12)
		for i := range word {
			word[i] = byte('a' + random.IntN(26))
		}
		return string(word)
	}
	for range 10 {
		for range 200 {
			w.Note("quodlibet")
		}
		for range maxWords {
			w.Note(made())
			if w.Len() > maxWords {
				t.Fatalf("%d words are remembered", w.Len())
			}
		}
	}
	if got := w.Like("quodlibte", 2); !slices.Equal(got, []string{"quodlibet"}) {
		t.Errorf("what was heard often is understood as %v", got)
	}
}

// plain is the distance as its definition has it.
func plain(a, b []rune) int {
	d := make([][]int, len(a)+1)
	for i := range d {
		d[i] = make([]int, len(b)+1)
		for j := range d[i] {
			switch {
			case i == 0:
				d[i][j] = j
			case j == 0:
				d[i][j] = i
			default:
				slip := 0
				if a[i-1] != b[j-1] {
					slip = 1
				}
				d[i][j] = min(d[i-1][j]+1, d[i][j-1]+1, d[i-1][j-1]+slip)
				if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
					d[i][j] = min(d[i][j], d[i-2][j-2]+1)
				}
			}
		}
	}
	return d[len(a)][len(b)]
}

func FuzzTheDistanceIsThatOfItsDefinition(f *testing.F) {
	f.Add("ubuntu", "ubunut", uint8(2))
	f.Add("", "a", uint8(1))
	f.Add("北京大学", "北京太学", uint8(1))
	var m meter
	f.Fuzz(func(t *testing.T, a, b string, most uint8) {
		if len(a) > 100 || len(b) > 100 {
			return
		}
		want, got := plain([]rune(a), []rune(b)), m.distance([]rune(a), []rune(b), int(most))
		if want != got && (want <= int(most) || got <= int(most)) {
			t.Errorf("%q and %q are %d apart, not %d", a, b, want, got)
		}
	})
}

func BenchmarkLikeAmongAll(b *testing.B) {
	random := rand.New(rand.NewPCG(1, 2))
	w := &Words{}
	for w.Len() < maxWords {
		w.Note(fmt.Sprintf("%c%c%c%c%c%c%c%c", 'a'+random.IntN(26), 'a'+random.IntN(26), 'a'+random.IntN(26), 'a'+random.IntN(26), 'a'+random.IntN(26), 'a'+random.IntN(26), 'a'+random.IntN(26), 'a'+random.IntN(26)))
	}
	b.ResetTimer()
	for b.Loop() {
		w.Like("abcdefgh", 2)
	}
}
