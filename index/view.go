package index

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	api "github.com/blevesearch/bleve_index_api"
	segment "github.com/blevesearch/scorch_segment_api/v2"
	"github.com/blevesearch/vellum"
)

// maxBegun bounds the terms one beginning of a word is taken for in one
// segment. "b" begins every twentieth word there is; whoever types it will
// type on.
const maxBegun = 4096

// view is the index at one moment. Its bitmaps lie in files mapped into memory:
// none may be changed, and none used after close.
type view struct {
	reader   api.IndexReader
	segments []*part
}

// part is one segment of a view.
type part struct {
	segment *scorch.SegmentSnapshot
	fields  map[string]segment.TermDictionary
}

// look opens a view of what is written.
func (e *engine) look() (*view, error) {
	under, err := e.bleve.Advanced()
	if err != nil {
		return nil, err
	}
	reader, err := under.Reader()
	if err != nil {
		return nil, err
	}
	snapshot, ok := reader.(*scorch.IndexSnapshot)
	if !ok {
		return nil, errors.Join(fmt.Errorf("the index is read by a %T", reader), reader.Close())
	}
	v := &view{reader: reader}
	for _, s := range snapshot.Segments() {
		v.segments = append(v.segments, &part{segment: s, fields: map[string]segment.TermDictionary{}})
	}
	return v, nil
}

func (v *view) close() error { return v.reader.Close() }

// file returns the number of the file that a document of the segment is.
func (p *part) file(document uint32) (uint64, error) {
	id, err := p.segment.DocID(uint64(document))
	if err != nil {
		return 0, err
	}
	return fileID(string(id))
}

func (p *part) terms(field string) (segment.TermDictionary, error) {
	if d, known := p.fields[field]; known {
		return d, nil
	}
	d, err := p.segment.Segment().Dictionary(field)
	if err != nil {
		return nil, err
	}
	p.fields[field] = d
	return d, nil
}

// with returns the documents that have a term.
func (p *part) with(field, term string) (*roaring.Bitmap, error) {
	terms, err := p.terms(field)
	if err != nil {
		return nil, err
	}
	postings, err := terms.PostingsList([]byte(term), nil, nil)
	if err != nil {
		return nil, err
	}
	// Only the set is wanted: frequencies and places are not even decoded.
	switch of := postings.Iterator(false, false, false, nil).(type) {
	case segment.OptimizablePostingsIterator:
		if set := of.ActualBitmap(); set != nil {
			return set, nil
		}
		if only, ok := of.DocNum1Hit(); ok {
			return roaring.BitmapOf(uint32(only)), nil
		}
	default:
		return nil, fmt.Errorf("postings come as a %T", of)
	}
	return roaring.New(), nil
}

// withAll returns the documents that have every term, the rarest first.
func (p *part) withAll(field string, terms []string) (*roaring.Bitmap, error) {
	var sets []*roaring.Bitmap
	for _, term := range terms {
		set, err := p.with(field, term)
		if err != nil || set.IsEmpty() {
			return set, err
		}
		sets = append(sets, set)
	}
	slices.SortFunc(sets, func(a, b *roaring.Bitmap) int { return cmp.Compare(a.GetCardinality(), b.GetCardinality()) })
	return roaring.FastAnd(sets...), nil
}

// withAny returns the documents that have one of the terms.
func (p *part) withAny(field string, terms []string) (*roaring.Bitmap, error) {
	var sets []*roaring.Bitmap
	for _, term := range terms {
		set, err := p.with(field, term)
		if err != nil {
			return nil, err
		}
		if !set.IsEmpty() {
			sets = append(sets, set)
		}
	}
	if len(sets) == 1 {
		return sets[0], nil
	}
	return roaring.FastOr(sets...), nil
}

// between returns the terms of a field from low up to but without high, at most
// so many; whole reports whether these are all.
func (p *part) between(field, low, high string, most int) (names []string, whole bool, err error) {
	terms, err := p.terms(field)
	if err != nil {
		return nil, false, err
	}
	var end []byte
	if high != "" {
		end = []byte(high)
	}
	all := termsOf(terms, low, end)
	for {
		entry, err := all.Next()
		if err != nil || entry == nil {
			return names, true, err
		}
		if len(names) == most {
			return names, false, nil
		}
		names = append(names, entry.Term)
	}
}

// uncounted is a dictionary that can leave the number of documents of its terms
// unread, which is most of the cost of going through them.
type uncounted interface {
	AutomatonIteratorOmitCount(a segment.Automaton, startKeyInclusive, endKeyExclusive []byte) segment.DictionaryIterator
}

func termsOf(terms segment.TermDictionary, low string, end []byte) segment.DictionaryIterator {
	if u, ok := terms.(uncounted); ok {
		return u.AutomatonIteratorOmitCount(&vellum.AlwaysMatch{}, []byte(low), end)
	}
	return terms.AutomatonIterator(&vellum.AlwaysMatch{}, []byte(low), end)
}

// begun returns the documents that have a term with this beginning.
func (p *part) begun(field, beginning string) (set *roaring.Bitmap, whole bool, err error) {
	names, whole, err := p.between(field, beginning, after(beginning), maxBegun)
	if err != nil {
		return nil, false, err
	}
	set, err = p.withAny(field, names)
	return set, whole, err
}

// after returns the first text that sorts after all that begin so.
func after(beginning string) string {
	b := []byte(beginning)
	for at := len(b) - 1; at >= 0; at-- {
		if b[at] < 0xff {
			b[at]++
			return string(b[:at+1])
		}
	}
	return ""
}
