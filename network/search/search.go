package search

import (
	"context"
	"errors"
	"sync"
	"time"

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
	opened, info, err := openHits(&wire.SearchHits{Id: h.ID[:], Sealed: h.Sealed})
	if err != nil {
		return // it was verified when it came in
	}
	r.mu.Lock()
	for _, hit := range h.Hits {
		r.hits = append(r.hits, Hit{Root: hit.Root, Name: hit.Name, Size: hit.Size, Meta: hit.Meta, Rate: opened.Rate, Provider: info, Network: networkOf(info.Addrs...)})
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
	return s.SearchWith(ctx, q, Events{Found: found})
}

// Events is what a searcher hears of a search, and says. All functions are
// called by the goroutine that searches, and may take their time.
type Events struct {
	Found    func(Hit)
	Progress func(Report)    // how far it went so far; nil: not wanted
	More     <-chan struct{} // each receipt asks for more than enough; nil: never
	Heard    <-chan string   // providers that answered by another way, which count as answers; nil: none
}

// progressEvery is how often a searcher hears how far a search went.
const progressEvery = 250 * time.Millisecond

// SearchWith is Search for who wants to see how far the search goes, or to ask
// for more.
func (s *Service) SearchWith(ctx context.Context, q query.Query, e Events) (Report, error) {
	r := &running{signal: make(chan struct{}, 1)}
	id, ok := call(s, func() flood.SearchID { return s.begin(q.String(), r) })
	if !ok {
		return Report{}, ErrStopped
	}
	var tick <-chan time.Time
	if e.Progress != nil {
		ticker := time.NewTicker(progressEvery)
		defer ticker.Stop()
		tick = ticker.C
	}
	var last Report
	for {
		for _, hit := range r.take() {
			e.Found(hit)
		}
		select {
		case <-r.signal:
		case <-tick:
			if report, ok := call(s, func() Report { return s.report(id) }); ok && report != last {
				last = report
				e.Progress(report)
			}
		case <-e.More:
			s.post(func() { s.floodActions(s.flood.More(s.now(), id)) })
		case provider := <-e.Heard:
			s.post(func() { s.flood.Heard(id, provider) })
		case <-ctx.Done():
			report, _ := call(s, func() Report { return s.end(id) })
			return report, nil
		case <-s.stopped:
			return Report{}, ErrStopped
		}
	}
}

// call runs something on the loop and returns what it returns. It reports
// false when the loop has ended.
func call[T any](s *Service, do func() T) (result T, ok bool) {
	results := make(chan T, 1)
	if !s.post(func() { results <- do() }) {
		return result, false
	}
	select {
	case result = <-results:
		return result, true
	case <-s.stopped:
		return result, false
	}
}

func (s *Service) begin(text string, r *running) flood.SearchID {
	id, actions := s.flood.Search(s.now(), text, 0)
	s.searches[id] = r
	s.floodActions(actions)
	return id
}

func (s *Service) report(id flood.SearchID) Report {
	report, _ := s.flood.Report(s.now(), id)
	return report
}

// end cancels a search and tells what it did.
func (s *Service) end(id flood.SearchID) Report {
	report := s.report(id)
	s.floodActions(s.flood.Cancel(s.now(), id))
	delete(s.searches, id)
	return report
}

// answer searches the library for somebody else, a few at a time.
func (s *Service) answer(a flood.Answer[peer.ID]) {
	if s.answerer == nil {
		return
	}
	s.waiting.add(a)
	s.work()
}

// work starts index searches as long as there is room.
func (s *Service) work() {
	for s.busy < answering {
		job, ok := s.waiting.next()
		if !ok {
			return
		}
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
	hits, err := sealAnswer(s.host, q.ID, files, s.expected())
	if err != nil {
		s.log.Error("an answer cannot be signed", "query", q.ID.String(), "err", err)
		return flood.Hits{}, false
	}
	return hits, len(hits.Hits) > 0
}

// expected is the rate that one more download from us may expect.
func (s *Service) expected() share.RateClass {
	if s.rate == nil {
		return 0
	}
	return s.rate()
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
