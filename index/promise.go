package index

import (
	"slices"
	"strconv"

	"github.com/RoaringBitmap/roaring/v2"

	"hinny/index/query"
)

// byPromise looks at candidates in the order of the best score that a file of
// theirs can have: names with all words before those that have some in their
// folders, and of each the short before the long. It stops where what is left
// cannot be much better than what was found.
func (l *look) byPromise(c *candidates) error {
	own, err := c.inOwnName(l.query)
	if err != nil {
		return err
	}
	steps := append(lengthSteps(), longest)
	for _, sets := range []func() []*roaring.Bitmap{
		func() []*roaring.Bitmap { return own },
		func() []*roaring.Bitmap { return difference(c.sets, own) },
	} {
		sets := sets()
		for _, step := range steps {
			some := make([]*roaring.Bitmap, len(sets))
			for i, p := range c.view.segments {
				such, err := p.with(fieldWord, kindLong.of(step))
				if err != nil {
					return err
				}
				some[i] = roaring.And(sets[i], such)
			}
			if err := l.at(some, c.view); err != nil || l.enough() {
				return err
			}
		}
	}
	return nil
}

func lengthSteps() []string {
	var steps []string
	for _, most := range lengths() {
		steps = append(steps, strconv.Itoa(most))
	}
	return steps
}

// inOwnName returns the candidates whose own name has all the words.
func (c *candidates) inOwnName(q query.Query) ([]*roaring.Bitmap, error) {
	own := slices.Clone(c.sets)
	for i, p := range c.view.segments {
		set, err := p.withAll(fieldWord, kindOwn.all(q.Required()))
		if err != nil {
			return nil, err
		}
		if len(q.Required()) > 0 {
			own[i] = roaring.And(own[i], set)
		}
		for _, group := range q.Groups() {
			if len(group) == 1 {
				continue
			}
			set, err := p.alternatives(fieldWord, kindOwn, group)
			if err != nil {
				return nil, err
			}
			own[i] = roaring.And(own[i], set)
		}
		for _, beginning := range beginnings(q) {
			set, _, err := p.begun(fieldWord, kindOwn.of(beginning))
			if err != nil {
				return nil, err
			}
			own[i] = roaring.And(own[i], set)
		}
	}
	return own, nil
}

func difference(from, without []*roaring.Bitmap) []*roaring.Bitmap {
	rest := make([]*roaring.Bitmap, len(from))
	for i := range from {
		rest[i] = roaring.AndNot(from[i], without[i])
	}
	return rest
}
