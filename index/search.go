package index

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	"hinny/index/query"
	"hinny/share"
)

const (
	// MaxMatches bounds what one search returns, whatever limit it names.
	MaxMatches = 10_000
	// maxLook bounds the files looked at by one search; at some 5 µs each
	// that is a quarter of a second.
	maxLook = 50_000
	// lookEach is how many files are looked at for each match that is wanted,
	// once there are enough matches, those that promise most first. Among a
	// million files one brings the ten best to 0.969 of the scores that looking
	// at all would, two bring them to 0.981 and take 1.6 times as long.
	lookEach = 1
	// lookBatch is how many files are read from the catalog together.
	lookBatch = 64
)

// Match is a file that answers a query.
type Match struct {
	File  share.File
	Score float64 // as query.Query.Score says
}

// Search returns up to limit files that match q, the best first, equals by
// name. When ctx ends it returns what it has found so far with ctx's error. An
// empty query finds nothing.
func (i *Index) Search(ctx context.Context, q query.Query, limit int) ([]Match, error) {
	limit = min(limit, MaxMatches)
	if q.IsEmpty() || limit <= 0 {
		return nil, nil
	}
	i.mu.RLock()
	defer i.mu.RUnlock()
	if i.engine == nil {
		return nil, errClosed
	}
	l := look{ctx: ctx, source: i.options.Source, query: q, limit: limit}
	err := i.engine.search(l.over)
	if errors.Is(err, errDamaged) {
		select {
		case i.damaged <- err:
		default: // Run knows already
		}
	}
	l.sort()
	if err != nil {
		err = fmt.Errorf("search the index: %w", err)
	}
	return l.matches[:min(len(l.matches), limit)], err
}

// look is one search under way.
type look struct {
	ctx     context.Context
	source  Source
	query   query.Query
	limit   int
	looked  int
	matches []Match
}

// over looks at the candidates of a view, those that promise most first.
func (l *look) over(v *view) error {
	c, err := v.narrow(l.query, lookEach*l.limit)
	if err != nil {
		return err
	}
	if c.count() <= lookEach*l.limit || !l.query.HasWords() {
		return l.at(c.sets, v)
	}
	return l.byPromise(c)
}

// at looks at the files of sets.
func (l *look) at(sets []*roaring.Bitmap, v *view) error {
	for n, p := range v.segments {
		for all := sets[n].Iterator(); all.HasNext() && !l.enough(); {
			if l.ctx.Err() != nil {
				return l.ctx.Err()
			}
			if err := l.some(p, all); err != nil {
				return err
			}
		}
	}
	return nil
}

// some looks at the next few files of a segment, which are read together. The
// index may be a moment behind the catalog: what the catalog says counts.
func (l *look) some(p *part, next roaring.IntPeekable) error {
	ids, most := make([]uint64, 0, lookBatch), lookBatch
	if wanted := lookEach*l.limit - l.looked; wanted > 0 {
		most = min(most, wanted)
	}
	for len(ids) < most && next.HasNext() {
		id, err := p.file(next.Next())
		if err != nil {
			return err
		}
		ids = append(ids, id)
	}
	l.looked += len(ids)
	for _, f := range l.source.ByIDs(ids) {
		if score, matches := l.query.Judge(query.ThingOf(f)); matches {
			l.matches = append(l.matches, Match{File: f, Score: score})
		}
	}
	return nil
}

// enough reports whether looking further is not worth its time.
func (l *look) enough() bool {
	return l.looked >= maxLook || (len(l.matches) >= l.limit && l.looked >= lookEach*l.limit)
}

func (l *look) sort() {
	slices.SortFunc(l.matches, func(a, b Match) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.File.Rel, b.File.Rel), cmp.Compare(a.File.ID, b.File.ID))
	})
}
