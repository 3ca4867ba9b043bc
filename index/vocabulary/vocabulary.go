package vocabulary

import (
	"cmp"
	"slices"
	"sync"
	"unicode/utf8"

	"hinny/index/query"
)

const (
	// maxWords bounds the words that are remembered: with their counts some
	// 5 MB. English names have about that many different ones.
	maxWords = 50_000
	// maxLike bounds the words given for one that may be misspelled: each is
	// one more to be asked for.
	maxLike = 4
)

// Words is what was heard. The zero value is empty and ready; it is safe for
// concurrent use.
type Words struct {
	mu    sync.Mutex
	heard map[string]uint32 // guarded by mu; how often, halved now and then
}

// Note hears the words of a name.
func (w *Words) Note(name string) {
	tokens := query.Tokens(name)
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.heard == nil {
		w.heard = map[string]uint32{}
	}
	for _, token := range tokens {
		if query.Slips(token) == 0 {
			continue // such a word is taken as it is typed
		}
		if n := w.heard[token]; n < 1<<31 {
			w.heard[token] = n + 1
		}
	}
	for len(w.heard) > maxWords {
		w.age()
	}
}

// age halves all counts and forgets what was heard once. Callers hold w.mu.
func (w *Words) age() {
	for word, n := range w.heard {
		if n /= 2; n == 0 {
			delete(w.heard, word)
		} else {
			w.heard[word] = n
		}
	}
}

// Len returns how many words are remembered.
func (w *Words) Len() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return len(w.heard)
}

// Like returns a few words that are at most slips away from word, and not the
// word itself: the nearest first, of those the ones heard most. As in the index,
// two slips are looked for only behind the right first letter.
func (w *Words) Like(word string, slips int) []string {
	if slips <= 0 {
		return nil
	}
	type alike struct {
		word  string
		slips int
		heard uint32
	}
	var found []alike
	typed := []rune(word)
	var other []rune
	var m meter
	w.mu.Lock()
	for candidate, heard := range w.heard {
		if n := utf8.RuneCountInString(candidate); n < len(typed)-slips || n > len(typed)+slips {
			continue
		}
		other = append(other[:0], []rune(candidate)...)
		n := m.distance(typed, other, slips)
		if n == 0 || n > slips || n > 1 && typed[0] != other[0] {
			continue
		}
		found = append(found, alike{candidate, n, heard})
	}
	w.mu.Unlock()
	slices.SortFunc(found, func(a, b alike) int {
		return cmp.Or(cmp.Compare(a.slips, b.slips), cmp.Compare(b.heard, a.heard), cmp.Compare(a.word, b.word))
	})
	var words []string
	for _, a := range found[:min(len(found), maxLike)] {
		words = append(words, a.word)
	}
	return words
}
