package together

import "sync"

// Group collects items of concurrent callers. It is safe for concurrent use;
// see New.
type Group[T any] struct {
	most int
	run  func([]T)

	mu      sync.Mutex
	waiting []*place[T] // guarded by mu; in the order in which they came
	led     bool        // guarded by mu; somebody runs a batch
}

// place is one caller.
type place[T any] struct {
	item T
	turn chan bool // buffered by one: true, run a batch; false, it was done for you
}

// New returns a group that hands at most so many items to run at once. Run is
// never called twice at a time.
func New[T any](most int, run func([]T)) *Group[T] {
	return &Group[T]{most: max(most, 1), run: run}
}

// Do returns once run has been called with a batch that holds item. An item
// says by itself how it went, so T is best a pointer.
func (g *Group[T]) Do(item T) {
	me := &place[T]{item: item, turn: make(chan bool, 1)}
	g.mu.Lock()
	g.waiting = append(g.waiting, me)
	leads := !g.led
	g.led = true
	g.mu.Unlock()
	if leads || <-me.turn {
		g.lead()
	}
}

// lead runs one batch, of which the caller is the first, and hands over.
func (g *Group[T]) lead() {
	g.mu.Lock()
	n := min(len(g.waiting), g.most)
	batch := g.waiting[:n:n]
	g.waiting = g.waiting[n:]
	g.mu.Unlock()
	items := make([]T, n)
	for i, p := range batch {
		items[i] = p.item
	}
	defer g.next(batch[1:]) // even where run ends the goroutine
	g.run(items)
}

// next frees those whose work is done and lets the next in line lead.
func (g *Group[T]) next(done []*place[T]) {
	for _, p := range done {
		p.turn <- false
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.led = len(g.waiting) > 0; g.led {
		g.waiting[0].turn <- true
	}
}
