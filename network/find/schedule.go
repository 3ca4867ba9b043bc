package find

import (
	"container/heap"
	"time"

	"hinny/share"
)

// Limits and times of our own advertisements.
const (
	// maxRoots is how many roots are advertised: 20,000 times 20 messages in
	// 22 hours are 5 a second. What is beyond it is still found by search.
	maxRoots = 20_000
	// renewAfter keeps records alive: they last 48 hours, and the closest
	// peers change meanwhile (the same as in the public IPFS DHT).
	renewAfter = 22 * time.Hour
	// renewSoon is for an advertisement made while few peers were known: the
	// peers that should hold it were not among them.
	renewSoon = 30 * time.Minute
	// firstRetry and maxRetry bound the wait after a failure.
	firstRetry = 2 * time.Second
	maxRetry   = 10 * time.Minute
)

// schedule says which root is to be advertised when. It has no clock and no
// lock.
type schedule struct {
	due   dueHeap
	roots map[share.RootHash]*job
}

type job struct {
	root     share.RootHash
	at       time.Time
	failures int
	place    int // in the heap; -1 while a worker has it
	gone     bool
}

func newSchedule() *schedule { return &schedule{roots: map[share.RootHash]*job{}} }

// add wants a root advertised now. It reports whether there was room.
func (s *schedule) add(root share.RootHash, now time.Time) bool {
	if j, ok := s.roots[root]; ok {
		j.gone = false
		return true
	}
	if len(s.roots) >= maxRoots {
		return false
	}
	j := &job{root: root, at: now}
	s.roots[root] = j
	heap.Push(&s.due, j)
	return true
}

// drop forgets a root; its records expire by themselves.
func (s *schedule) drop(root share.RootHash) {
	j, ok := s.roots[root]
	if !ok {
		return
	}
	if j.place < 0 {
		j.gone = true // the worker that has it is told by done
		return
	}
	heap.Remove(&s.due, j.place)
	delete(s.roots, root)
}

// next takes the root that is due first. If none is, it returns how long to
// wait, or a negative time when nothing is scheduled.
func (s *schedule) next(now time.Time) (j *job, wait time.Duration) {
	if len(s.due) == 0 {
		return nil, -1
	}
	if wait := s.due[0].at.Sub(now); wait > 0 {
		return nil, wait
	}
	return heap.Pop(&s.due).(*job), 0
}

// done gives a root back after a try. Few says that few peers were known.
func (s *schedule) done(j *job, ok, few bool, now time.Time) {
	if j.gone {
		delete(s.roots, j.root)
		return
	}
	switch {
	case !ok:
		j.at = now.Add(min(firstRetry<<min(j.failures, 20), maxRetry))
		j.failures++
	case few:
		j.at, j.failures = now.Add(renewSoon), 0
	default:
		j.at, j.failures = now.Add(renewAfter), 0
	}
	heap.Push(&s.due, j)
}

// dueHeap orders jobs by their time.
type dueHeap []*job

func (h dueHeap) Len() int           { return len(h) }
func (h dueHeap) Less(a, b int) bool { return h[a].at.Before(h[b].at) }
func (h dueHeap) Swap(a, b int) {
	h[a], h[b] = h[b], h[a]
	h[a].place, h[b].place = a, b
}

// Push adds a job at the end, for package heap.
func (h *dueHeap) Push(x any) {
	j := x.(*job)
	j.place = len(*h)
	*h = append(*h, j)
}

// Pop takes the last job, for package heap.
func (h *dueHeap) Pop() any {
	last := len(*h) - 1
	j := (*h)[last]
	(*h)[last] = nil
	*h = (*h)[:last]
	j.place = -1
	return j
}
