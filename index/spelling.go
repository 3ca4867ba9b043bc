package index

import (
	"cmp"
	"context"
	"slices"
	"sync"
	"unicode/utf8"

	"github.com/blevesearch/vellum/levenshtein"

	"hinny/index/query"
)

const (
	// fewMatches is what a person takes for too few, and wonders about the
	// spelling.
	fewMatches = 5
	// maxLike bounds the words that are tried for one that may be misspelled,
	// and maxAlike those that are gathered of one segment to choose from.
	maxLike  = 6
	maxAlike = 256
	// likeness is what a match of respelled words scores of one of the words as
	// they were typed.
	likeness = 0.5
)

// spelling finds words that differ by slips. Its tables take milliseconds to
// make and are made when first needed.
type spelling struct {
	builders [2]func() (*levenshtein.LevenshteinAutomatonBuilder, error) // by slips, less one
}

// SearchLike is Search for a person: where q finds few files, those follow that
// have words of the library which differ from the typed ones by a slip or two.
// like is the query they match; it is empty where no other spelling was tried.
func (i *Index) SearchLike(ctx context.Context, q query.Query, limit int) (matches []Match, like query.Query, err error) {
	matches, err = i.Search(ctx, q, limit)
	if err != nil || len(matches) >= min(limit, fewMatches) || !q.HasWords() {
		return matches, query.Query{}, err
	}
	like, changed, err := i.respell(q)
	if err != nil || !changed {
		return matches, query.Query{}, err
	}
	more, err := i.Search(ctx, like, limit)
	for _, m := range more {
		known := slices.ContainsFunc(matches, func(have Match) bool { return have.File.ID == m.File.ID })
		if !known && len(matches) < limit {
			m.Score *= likeness
			matches = append(matches, m)
		}
	}
	return matches, like, err
}

// respell adds to the words of q those of the library that are spelled alike.
func (i *Index) respell(q query.Query) (like query.Query, changed bool, err error) {
	like, changed = q.Respelled(func(word string, slips int) []string {
		words, failed := i.Alike(word, slips)
		err = cmp.Or(err, failed)
		return words
	})
	return like, changed, err
}

// Alike returns a few words of the library that are at most slips (1 or 2) away
// from word, and not the word itself: the nearest first, of those the most used.
func (i *Index) Alike(word string, slips int) (words []string, err error) {
	i.mu.RLock()
	defer i.mu.RUnlock()
	if i.engine == nil {
		return nil, errClosed
	}
	err = i.engine.search(func(v *view) error {
		words, err = v.alike(&i.spelling, word, slips)
		return err
	})
	return words, err
}

// alike returns words of the library that are at most slips away from word,
// the nearest first, of those the most used.
func (v *view) alike(s *spelling, word string, slips int) ([]string, error) {
	found := map[string]*alike{}
	for n := 1; n <= slips; n++ {
		builder, err := s.builders[n-1]()
		if err != nil {
			return nil, err
		}
		automaton, err := builder.BuildDfa(word, uint8(n))
		if err != nil {
			return nil, nil //nolint:nilerr // a word too long for it has no other spelling
		}
		for _, p := range v.segments {
			if err := p.alike(automaton, word, n, found); err != nil {
				return nil, err
			}
		}
	}
	var all []string
	for w := range found {
		all = append(all, w)
	}
	slices.SortFunc(all, func(a, b string) int {
		return cmp.Or(int(found[a].distance)-int(found[b].distance), cmp.Compare(found[b].files, found[a].files), cmp.Compare(a, b))
	})
	return all[:min(len(all), maxLike)], nil
}

// alike is a word like another.
type alike struct {
	distance uint8
	files    uint64
}

// alike gathers the words of one segment that are so many slips away. Two slips
// are looked for only behind the right first letter: people rarely miss it, and it saves most of the work.
func (p *part) alike(automaton *levenshtein.DFA, word string, slips int, found map[string]*alike) error {
	terms, err := p.terms(fieldName)
	if err != nil {
		return err
	}
	var from, to []byte
	if slips > 1 {
		_, first := utf8.DecodeRuneInString(word)
		from, to = []byte(word[:first]), []byte(after(word[:first]))
	}
	all := terms.AutomatonIterator(automaton, from, to)
	for range maxAlike {
		entry, err := all.Next()
		if err != nil || entry == nil {
			return err
		}
		if int(entry.EditDistance) != slips {
			continue // the word itself, or gathered with fewer slips
		}
		if found[entry.Term] == nil {
			found[entry.Term] = &alike{distance: entry.EditDistance}
		}
		found[entry.Term].files += entry.Count
	}
	return nil
}

func newSpelling() spelling {
	var s spelling
	for i := range s.builders {
		const swaps = true // two neighbours in the wrong order are one slip
		s.builders[i] = sync.OnceValues(func() (*levenshtein.LevenshteinAutomatonBuilder, error) {
			return levenshtein.NewLevenshteinAutomatonBuilder(uint8(i+1), swaps)
		})
	}
	return s
}
