package node

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"hinny/app/api"
	"hinny/app/words"
	"hinny/index/query"
	"hinny/index/rank"
	"hinny/share"
)

const (
	// maxSearchTime bounds how long one search may listen.
	maxSearchTime = 10 * time.Minute
)

// Search implements api.Backend.
func (n *Node) Search(ctx context.Context, r api.SearchRequest, found func(api.Result) bool) error {
	n.stats.Searched()
	return n.search(ctx, r, found)
}

// search is Search for the node itself, which does not count.
func (n *Node) search(ctx context.Context, r api.SearchRequest, found func(api.Result) bool) error {
	q, err := query.Parse(r.Text)
	if err != nil {
		return told(api.CodeUsage, err)
	}
	if q.IsEmpty() {
		return &api.Error{Code: api.CodeUsage, Message: "there is nothing to search for; give at least one word"}
	}
	if q, err = n.named(q); err != nil {
		return err
	}
	if r.Timeout == 0 {
		r.Timeout = api.DefaultSearchTimeout
	}
	if r.Timeout < 0 || r.Timeout > maxSearchTime {
		return &api.Error{Code: api.CodeUsage, Message: fmt.Sprintf("a search cannot take %v; at most %v", r.Timeout, maxSearchTime)}
	}
	limited, cancel := context.WithCancel(ctx)
	defer cancel()
	patience := time.AfterFunc(r.Timeout, cancel)
	defer patience.Stop()
	s := &searching{
		node: n, whose: q, merger: rank.New(q), found: found, progress: r.Progress, stop: cancel,
		listen: func() { patience.Reset(r.Timeout) },
	}
	s.merger.Doubting(n.trust.doubts)
	s.merger.Refusing(func(root share.RootHash) bool { return n.marks.of(root) == api.MarkFake })
	s.local(limited, q)
	if len(q.Peers) > 0 {
		return s.people(limited)
	}
	more := make(chan struct{})
	var wishing sync.WaitGroup
	defer wishing.Wait()
	defer cancel()
	wishing.Go(func() {
		passOn(limited, r.More, more, func() {
			s.listen()
			s.moreOwn(limited)
		})
	})
	if err := s.network(limited, q.Everybody(), more); err != nil {
		return err
	}
	if s.enough() {
		return nil
	}
	return ctx.Err()
}

// passOn hands on each wish for more, after wished, until ctx ends.
func passOn(ctx context.Context, from <-chan struct{}, to chan<- struct{}, wished func()) {
	for {
		select {
		case <-ctx.Done():
			return
		case _, open := <-from:
			if !open {
				return
			}
		}
		wished()
		select {
		case <-ctx.Done():
			return
		case to <- struct{}{}:
		}
	}
}

// searching is one search under way.
type searching struct {
	node     *Node
	whose    query.Query // as it was typed, with the IDs of the peers it names
	stop     func()
	listen   func()                   // for the whole timeout from now on
	own      own                      // used by one at a time: first by local, then with each wish for more
	progress func(api.SearchProgress) // nil: not wanted

	mu     sync.Mutex
	far    [2]api.SearchProgress // guarded by mu: of the query as it was typed, and respelled
	also   query.Query           // guarded by mu: respelled; empty: it is not asked
	merger *rank.Merger          // guarded by mu
	found  func(api.Result) bool // guarded by mu, so that it is called by one at a time
	ended  bool                  // guarded by mu: found has had enough
}

// add merges a hit and passes the improved result on.
func (s *searching) add(hit rank.Hit) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ended || !s.whose.From(hit.Provider) {
		return
	}
	result, changed := s.merger.Add(hit)
	if !changed {
		return
	}
	s.node.hits.note(result)
	if !s.found(s.node.resultOf(result)) {
		s.ended = true
		s.stop()
	}
}

func (s *searching) enough() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.ended
}

// resultOf shows a result to a person: names that strangers chose are made fit
// to be seen.
func (n *Node) resultOf(r rank.Result) api.Result {
	own := r.Own || n.have(r.Root)
	providers := slices.Clone(r.Providers)
	if own {
		providers = append(providers, n.network.ID())
	}
	names := make([]string, 0, len(r.Names))
	for _, name := range r.Names {
		if name = words.Name(lastElement(name)); !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return api.Result{
		Root: r.Root, Name: words.Name(lastElement(r.Name)), Names: names, Size: r.Size, Kind: share.KindOf(r.Name),
		Providers: providers, Have: own, Score: r.Score, Meta: r.Meta, Rate: r.Rate, Mark: n.marks.of(r.Root),
	}
}

// lastElement returns what a file is called, without its folders.
func lastElement(rel string) string { return rel[strings.LastIndexByte(rel, '/')+1:] }

// Answer gives the files that a peer's query finds here.
func (n *Node) Answer(ctx context.Context, q query.Query, limit int) ([]share.File, error) {
	matches, err := n.index.Search(ctx, q, limit)
	files := make([]share.File, 0, len(matches))
	for _, m := range matches {
		files = append(files, m.File)
	}
	if errors.Is(err, context.DeadlineExceeded) {
		err = nil // what was found in time is an answer
	}
	return files, err
}
