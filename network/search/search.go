package search

import (
	"context"
	"errors"
	"sync"

	"github.com/libp2p/go-libp2p/core/peer"

	"hinny/index/query"
	"hinny/network/flood"
	"hinny/network/wire"
	"hinny/share"
)

// ErrStopped is returned by a search on a service that does not run.
var ErrStopped = errors.New("the search is not running")

// running is a search of our own.
type running struct {
	signal chan struct{} // holds one token while hits wait

	mu   sync.Mutex
	hits []Hit // guarded by mu; at most flood.Policy.Deliver in all
}

// deliver takes hits on the loop; found is called by Search's own goroutine,
// so that a slow caller slows nobody else.
func (r *running) deliver(h flood.Hits) {
	_, info, err := openHits(&wire.SearchHits{Id: h.ID[:], Sealed: h.Sealed})
	if err != nil {
		return // it was verified when it came in
	}
	r.mu.Lock()
	for _, hit := range h.Hits {
		r.hits = append(r.hits, Hit{Root: hit.Root, Name: hit.Name, Size: hit.Size, Provider: info})
	}
	r.mu.Unlock()
	select {
	case r.signal <- struct{}{}:
	default:
	}
}

func (r *running) take() []Hit {
	r.mu.Lock()
	defer r.mu.Unlock()
	hits := r.hits
	r.hits = nil
	return hits
}

// Search floods q and calls found with each hit until ctx ends, which is no
// error. Asking further stops by itself when enough was found; listening does
// not. The own library is not searched.
func (s *Service) Search(ctx context.Context, q query.Query, found func(Hit)) (Report, error) {
	r := &running{signal: make(chan struct{}, 1)}
	started := make(chan flood.SearchID, 1)
	if !s.post(func() { started <- s.begin(q.String(), r) }) {
		return Report{}, ErrStopped
	}
	var id flood.SearchID
	select {
	case id = <-started:
	case <-s.stopped:
		return Report{}, ErrStopped
	}
	for {
		for _, hit := range r.take() {
			found(hit)
		}
		select {
		case <-r.signal:
		case <-ctx.Done():
			return s.end(id), nil
		case <-s.stopped:
			return Report{}, ErrStopped
		}
	}
}

func (s *Service) begin(text string, r *running) flood.SearchID {
	id, actions := s.flood.Search(s.now(), text, 0)
	s.searches[id] = r
	s.floodActions(actions)
	return id
}

// end cancels a search and tells what it did.
func (s *Service) end(id flood.SearchID) Report {
	reports := make(chan Report, 1)
	if !s.post(func() {
		report, _ := s.flood.Report(id)
		s.flood.Cancel(id)
		delete(s.searches, id)
		reports <- report
	}) {
		return Report{}
	}
	select {
	case report := <-reports:
		return report
	case <-s.stopped:
		return Report{}
	}
}

// answer searches the library for somebody else, a few at a time.
func (s *Service) answer(a flood.Answer[peer.ID]) {
	if s.answerer == nil {
		return
	}
	s.jobs = append(s.jobs, a)
	if len(s.jobs) > maxWaiting {
		s.jobs = s.jobs[1:]
	}
	s.work()
}

// work starts index searches as long as there is room.
func (s *Service) work() {
	for s.busy < answering && len(s.jobs) > 0 {
		job := s.jobs[0]
		s.jobs = s.jobs[1:]
		s.busy++
		s.tasks.Go(func() {
			hits, ok := s.look(job.Query)
			s.post(func() {
				s.busy--
				if ok {
					s.floodActions(s.flood.Answered(s.now(), hits))
				}
				s.work()
			})
		})
	}
}

// look searches the library and seals what it holds.
func (s *Service) look(q flood.Query) (flood.Hits, bool) {
	parsed, err := query.Parse(q.Text)
	if err != nil {
		return flood.Hits{}, false // openQuery let it in, so it is not reached
	}
	ctx, cancel := context.WithTimeout(s.ctx, answerTimeout)
	defer cancel()
	files, err := s.answerer.Answer(ctx, parsed, maxAnswerHits)
	if err != nil {
		s.log.Debug("a query is not answered", "query", q.ID.String(), "err", err)
		return flood.Hits{}, false
	}
	if files = distinct(files); len(files) == 0 {
		return flood.Hits{}, false
	}
	hits, err := sealAnswer(s.host, q.ID, files)
	if err != nil {
		s.log.Error("an answer cannot be signed", "query", q.ID.String(), "err", err)
		return flood.Hits{}, false
	}
	return hits, len(hits.Hits) > 0
}

// distinct drops further names of the same content.
func distinct(files []share.File) []share.File {
	seen := map[share.RootHash]bool{}
	out := make([]share.File, 0, len(files))
	for _, f := range files {
		if !seen[f.Root] {
			seen[f.Root] = true
			out = append(out, f)
		}
	}
	return out
}
