package index

import (
	"slices"

	"github.com/RoaringBitmap/roaring/v2"
	segment "github.com/blevesearch/scorch_segment_api/v2"

	"hinny/index/query"
)

// maxPlaced bounds the documents whose places of words are compared for one
// phrase in one segment, at about a microsecond each; the rest stay candidates.
const maxPlaced = 20_000

// phrases returns the tokens of each term that says how they stand together.
func phrases(q query.Query) [][]string {
	var all [][]string
	for _, term := range q.Needed() {
		var tokens []string
		for _, atom := range term.Atoms {
			if !atom.Prefix {
				tokens = append(tokens, atom.Token)
			}
		}
		if len(tokens) > 1 {
			all = append(all, tokens)
		}
	}
	return all
}

// inOrder keeps the documents of set, all of which have the tokens, where they
// stand side by side.
func (p *part) inOrder(set *roaring.Bitmap, tokens []string) (*roaring.Bitmap, error) {
	terms, err := p.terms(fieldName)
	if err != nil {
		return nil, err
	}
	readers := make([]segment.PostingsIterator, len(tokens))
	for i, token := range tokens {
		postings, err := terms.PostingsList([]byte(token), nil, nil)
		if err != nil {
			return nil, err
		}
		readers[i] = postings.Iterator(true, false, true, nil)
	}
	kept := roaring.New()
	all := set.Iterator()
	for placed := 0; all.HasNext(); placed++ {
		document := all.Next()
		fits := placed >= maxPlaced
		if !fits {
			if fits, err = sideBySide(readers, document); err != nil {
				return nil, err
			}
		}
		if fits {
			kept.Add(document)
		}
	}
	return kept, nil
}

// sideBySide reports whether the words that readers read have adjacent places
// in a document.
func sideBySide(readers []segment.PostingsIterator, document uint32) (bool, error) {
	var ends []uint64 // where the words so far can end
	for i, reader := range readers {
		posting, err := reader.Advance(uint64(document))
		if err != nil {
			return false, err
		}
		if posting == nil || posting.Number() != uint64(document) {
			return false, nil
		}
		var next []uint64
		for _, at := range posting.Locations() {
			if i == 0 || slices.Contains(ends, at.Pos()-1) {
				next = append(next, at.Pos())
			}
		}
		if len(next) == 0 {
			return false, nil
		}
		ends = next
	}
	return true, nil
}
