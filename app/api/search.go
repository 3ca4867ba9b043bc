package api

import (
	"context"
	"net/http"
	"sync"
)

// How a search travels beyond what all streamed commands do: its first line is
// its number, by which another request lets it go on (SearchRequest.More).

// Search implements Backend.
func (c *Client) Search(ctx context.Context, r SearchRequest, found func(Result) bool) error {
	ctx, cancel := context.WithCancel(ctx)
	var asking sync.WaitGroup
	defer asking.Wait()
	defer cancel()
	return followWith(ctx, c, call{cmdSearch, r}, found, func(l line[Result]) {
		switch {
		case l.Progress != nil && r.Progress != nil:
			r.Progress(*l.Progress)
		case l.Search != 0 && r.More != nil:
			asking.Go(func() { c.more(ctx, l.Search, r.More) })
		}
	})
}

// more passes on each wish for more until ctx ends.
func (c *Client) more(ctx context.Context, search uint64, wishes <-chan struct{}) {
	for {
		select {
		case <-ctx.Done():
			return
		case _, open := <-wishes:
			// A node that went away, or a search that just ended, is told to
			// the caller by the search itself.
			if !open || tell(ctx, c, cmdSearchMore, numbered{search}) != nil {
				return
			}
		}
	}
}

// searches numbers the searches that run for clients.
type searches struct {
	mu   sync.Mutex
	last uint64                   // guarded by mu
	more map[uint64]chan struct{} // guarded by mu; each holds one wish
}

// serveSearch serves a search and the wishes to let it go on.
func serveSearch(mux *http.ServeMux, b Backend) {
	s := &searches{more: map[uint64]chan struct{}{}}
	streamWith(mux, cmdSearch, func(ctx context.Context, in SearchRequest, to lines[Result]) error {
		number, more := s.begin()
		defer s.end(number)
		to.put(line[Result]{Search: number})
		in.More = more
		in.Progress = func(p SearchProgress) { to.put(line[Result]{Progress: &p}) }
		return b.Search(ctx, in, to.found)
	})
	answer(mux, cmdSearchMore, func(_ context.Context, in numbered) (nothing, error) { return nothing{}, s.goOn(in.Search) })
}

func (s *searches) begin() (uint64, <-chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.last++
	more := make(chan struct{}, 1)
	s.more[s.last] = more
	return s.last, more
}

func (s *searches) end(number uint64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.more, number)
}

// goOn tells a search of a wish. A second one before the first was heard says
// nothing new.
func (s *searches) goOn(number uint64) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	more, runs := s.more[number]
	if !runs {
		return &Error{CodeNotFound, "this search has ended; search again"}
	}
	select {
	case more <- struct{}{}:
	default:
	}
	return nil
}
