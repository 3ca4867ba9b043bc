package index

import (
	"math"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	"hinny/index/query"
)

// candidates are the files that can match a query, segment by segment: never
// fewer than do match, for query.Match decides, but perhaps more.
type candidates struct {
	view  *view
	sets  []*roaring.Bitmap // nil: all documents of the segment
	whole bool              // false: a beginning stood for too many words, and some were left out
}

// narrow finds the candidates for q. It begins with what costs least and tells
// most, the words, and goes on only while more than enough are left: looking at
// that many costs less than further narrowing.
func (v *view) narrow(q query.Query, enough int) (*candidates, error) {
	c := &candidates{view: v, sets: make([]*roaring.Bitmap, len(v.segments)), whole: true}
	for _, step := range c.steps(q) {
		if c.narrowed() && c.count() <= enough {
			break
		}
		if err := c.each(step); err != nil {
			return nil, err
		}
	}
	return c, c.living()
}

// step narrows the documents of one segment; a nil set is of all.
type step func(p *part, set *roaring.Bitmap) (*roaring.Bitmap, error)

// steps lists how a query narrows, the cheapest first.
func (c *candidates) steps(q query.Query) []step {
	var steps []step
	keep := func(find func(p *part) (*roaring.Bitmap, error)) {
		steps = append(steps, func(p *part, set *roaring.Bitmap) (*roaring.Bitmap, error) {
			found, err := find(p)
			if err != nil || set == nil {
				return found, err
			}
			return roaring.And(set, found), nil
		})
	}
	if words := q.Required(); len(words) > 0 {
		keep(func(p *part) (*roaring.Bitmap, error) { return p.withAll(fieldName, words) })
	}
	if len(q.Kinds) > 0 {
		keep(func(p *part) (*roaring.Bitmap, error) { return p.withAny(fieldWord, kindKind.all(texts(q.Kinds))) })
	}
	if len(q.Exts) > 0 {
		keep(func(p *part) (*roaring.Bitmap, error) { return p.withAny(fieldWord, kindExt.all(q.Exts)) })
	}
	for _, group := range q.Groups() {
		if len(group) > 1 {
			keep(func(p *part) (*roaring.Bitmap, error) { return p.alternatives(fieldName, "", group) })
		}
	}
	for _, beginning := range beginnings(q) {
		keep(func(p *part) (*roaring.Bitmap, error) {
			set, whole, err := p.begun(fieldName, beginning)
			c.whole = c.whole && whole
			return set, err
		})
	}
	if q.Size.Set {
		steps = append(steps, inSteps(kindSize, sizeStep(q.Size.Min), sizeStep(q.Size.Max)))
	}
	if q.Date.Set {
		steps = append(steps, inSteps(kindDate, dateStep(q.Date.Min), dateStep(q.Date.Max)))
	}
	for _, m := range query.Measures() {
		if span := q.Span(m); span.Set {
			steps = append(steps, inSteps(kindOf(m), sizeStep(max(span.Min, 1)), sizeStep(span.Max)))
		}
	}
	steps = append(steps, without(q)...)
	for _, tokens := range phrases(q) {
		steps = append(steps, func(p *part, set *roaring.Bitmap) (*roaring.Bitmap, error) { return p.inOrder(set, tokens) })
	}
	return steps
}

// alternatives returns the documents that have all tokens of one of the terms.
// In fieldWord the tokens are words of a kind; in fieldName there are no kinds.
func (p *part) alternatives(field string, k kind, group []query.Term) (*roaring.Bitmap, error) {
	any := roaring.New()
	for _, term := range group {
		var whole []string
		var sets []*roaring.Bitmap
		for _, atom := range term.Atoms {
			if !atom.Prefix {
				whole = append(whole, k.of(atom.Token))
				continue
			}
			set, _, err := p.begun(field, k.of(atom.Token))
			if err != nil {
				return nil, err
			}
			sets = append(sets, set)
		}
		if len(whole) > 0 {
			set, err := p.withAll(field, whole)
			if err != nil {
				return nil, err
			}
			sets = append(sets, set)
		}
		any.Or(roaring.FastAnd(sets...))
	}
	return any, nil
}

// inSteps keeps what has a value between two steps, both included. Each step is
// narrowed to the set before they are joined: after words that is little.
func inSteps(k kind, low, high string) step {
	return func(p *part, set *roaring.Bitmap) (*roaring.Bitmap, error) {
		names, _, err := p.between(fieldWord, k.of(low), k.of(high)+"\x00", math.MaxInt)
		if err != nil {
			return nil, err
		}
		if set == nil {
			return p.withAny(fieldWord, names)
		}
		kept := roaring.New()
		for _, name := range names {
			such, err := p.with(fieldWord, name)
			if err != nil {
				return nil, err
			}
			kept.Or(roaring.And(set, such))
		}
		return kept, nil
	}
}

// without drops what must not be there, where the index can tell: a phrase is
// more than its words.
func without(q query.Query) []step {
	var steps []step
	drop := func(field string, terms []string) {
		steps = append(steps, func(p *part, set *roaring.Bitmap) (*roaring.Bitmap, error) {
			found, err := p.withAny(field, terms)
			if err != nil {
				return nil, err
			}
			if set == nil {
				set = p.segment.DocNumbersLive()
			}
			return roaring.AndNot(set, found), nil
		})
	}
	for _, term := range q.Terms {
		if term.Without && len(term.Atoms) == 1 && !term.Atoms[0].Prefix {
			drop(fieldName, []string{term.Atoms[0].Token})
		}
	}
	if len(q.NotKinds) > 0 {
		drop(fieldWord, kindKind.all(texts(q.NotKinds)))
	}
	if len(q.NotExts) > 0 {
		drop(fieldWord, kindExt.all(q.NotExts))
	}
	return steps
}

// beginnings returns what words of every match begin with, the longest first.
func beginnings(q query.Query) []string {
	var all []string
	for _, term := range q.Needed() {
		for _, atom := range term.Atoms {
			if atom.Prefix {
				all = append(all, atom.Token)
			}
		}
	}
	slices.SortFunc(all, func(a, b string) int { return len(b) - len(a) })
	return all
}

func texts[T ~string](values []T) []string {
	all := make([]string, len(values))
	for i, value := range values {
		all[i] = string(value)
	}
	return all
}

// each takes a step in every segment.
func (c *candidates) each(narrow step) error {
	for i, p := range c.view.segments {
		if c.sets[i] != nil && c.sets[i].IsEmpty() {
			continue
		}
		set, err := narrow(p, c.sets[i])
		if err != nil {
			return err
		}
		c.sets[i] = set
	}
	return nil
}

// living leaves out what was removed or replaced.
func (c *candidates) living() error {
	return c.each(func(p *part, set *roaring.Bitmap) (*roaring.Bitmap, error) {
		switch removed := p.segment.Deleted(); {
		case set == nil:
			return p.segment.DocNumbersLive(), nil
		case removed != nil:
			return roaring.AndNot(set, removed), nil
		}
		return set, nil
	})
}

// narrowed reports whether any step was taken.
func (c *candidates) narrowed() bool { return !slices.Contains(c.sets, nil) }

// count returns how many there are.
func (c *candidates) count() int {
	n := 0
	for i, set := range c.sets {
		if set == nil {
			n += int(c.view.segments[i].segment.Count())
		} else {
			n += int(set.GetCardinality())
		}
	}
	return n
}
