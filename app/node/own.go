package node

import (
	"context"

	"hinny/index"
	"hinny/index/query"
	"hinny/index/rank"
)

// maxLocal is how many of the own files that match are given at a time: more
// than anybody looks through before asking for more.
const maxLocal = 1000

// own gives the own files that match, the best first, some at a time.
type own struct {
	look  func(ctx context.Context, limit int) ([]index.Match, error) // nil: own files are not asked for
	given int
	all   bool // there are no more
}

// next returns those that come after what was given.
func (o *own) next(ctx context.Context) ([]index.Match, error) {
	if o.look == nil || o.all {
		return nil, nil
	}
	limit := min(o.given+maxLocal, index.MaxMatches)
	matches, err := o.look(ctx, limit)
	if err != nil {
		return matches[min(o.given, len(matches)):], err
	}
	fresh := matches[min(o.given, len(matches)):]
	o.given = len(matches)
	o.all = len(matches) < limit || limit == index.MaxMatches
	return fresh, nil
}

// local gives our own files, which take milliseconds; few of them bring others
// whose words are spelled alike.
func (s *searching) local(ctx context.Context, q query.Query) {
	if !q.From(s.node.network.ID()) {
		return
	}
	s.own.look = func(ctx context.Context, limit int) ([]index.Match, error) {
		matches, like, err := s.node.index.SearchLike(ctx, q, limit)
		if !like.IsEmpty() {
			s.mu.Lock()
			s.merger.Also(like)
			s.mu.Unlock()
		}
		return matches, err
	}
	s.moreOwn(ctx)
}

// moreOwn gives the next of our own files, if there are any.
func (s *searching) moreOwn(ctx context.Context) {
	matches, err := s.own.next(ctx)
	for _, m := range matches {
		s.add(rank.Hit{Root: m.File.Root, Name: m.File.Rel, Size: m.File.Size, Provider: s.node.network.ID(), Own: true, Meta: m.File.Meta})
	}
	if err != nil && ctx.Err() == nil {
		// The index is rebuilt by itself; what others share can still be found.
		s.node.log.Warn("own files are missing from a search", "query", s.whose.String(), "error", err)
	}
}
