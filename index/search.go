package index

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/blevesearch/bleve/v2"

	"hinny/index/query"
	"hinny/share"
)

const (
	// MaxMatches bounds what one search returns, whatever limit it names.
	MaxMatches = 10_000
	// firstLook is how many of bleve's proposals are looked at to find one
	// match, so that the best come first though bleve ranks differently; the
	// next look takes nextLook times as many.
	firstLook = 4
	nextLook  = 8
	// maxLook bounds the proposals looked at by one search; at some 20 µs
	// each (BenchmarkBuild) that is about a second.
	maxLook = 50_000
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
	matches, err := i.look(ctx, q, limit)
	if errors.Is(err, errDamaged) {
		select {
		case i.damaged <- err:
		default: // Run knows already
		}
	}
	slices.SortFunc(matches, func(a, b Match) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.File.Rel, b.File.Rel), cmp.Compare(a.File.ID, b.File.ID))
	})
	if err != nil {
		err = fmt.Errorf("search the index: %w", err)
	}
	return matches[:min(len(matches), limit)], err
}

// look takes bleve's proposals, ever more of them, until enough match.
func (i *Index) look(ctx context.Context, q query.Query, limit int) ([]Match, error) {
	var matches []Match
	proposed := translate(q)
	for from, size := 0, firstLook*limit; from < maxLook; from, size = from+size, size*nextLook {
		request := bleve.NewSearchRequestOptions(proposed, min(size, maxLook-from), from, false)
		result, err := i.engine.search(ctx, request)
		if err != nil {
			return matches, err
		}
		for _, hit := range result.Hits {
			if ctx.Err() != nil {
				return matches, ctx.Err()
			}
			id, err := fileID(hit.ID)
			if err != nil {
				return matches, err
			}
			// The index may be a moment behind the catalog: what the catalog
			// says counts.
			if f, ok := i.options.Source.ByID(id); ok && q.Match(f.Rel, f.Size, f.ModTime) {
				matches = append(matches, Match{File: f, Score: q.Score(f.Rel)})
			}
		}
		if len(matches) >= limit || len(result.Hits) < request.Size {
			return matches, nil
		}
	}
	return matches, nil
}
