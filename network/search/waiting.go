package search

import (
	"github.com/libp2p/go-libp2p/core/peer"

	"hinny/network/flood"
)

// Limits of the queries that wait for the index.
const (
	// maxWaiting is for all neighbours together, maxWaitingEach for one: with
	// many that ask, each keeps its share. A hub passes on what its whole side of
	// the network asks, so some dozens at once are honest.
	maxWaiting     = 256
	maxWaitingEach = 64
)

// waiting holds the queries that wait for the index, in a queue for each
// neighbour. They are served in turn, so that a neighbour that asks a lot only
// makes its own queries wait.
type waiting struct {
	queues map[peer.ID][]flood.Answer[peer.ID]
	turn   []peer.ID // neighbours with a queue, the next first
	count  int
}

// add puts a query at the end of its neighbour's queue. Where there is no room
// the oldest of the longest queue is dropped: its searcher has moved on.
func (w *waiting) add(a flood.Answer[peer.ID]) {
	if w.queues == nil {
		w.queues = map[peer.ID][]flood.Answer[peer.ID]{}
	}
	if len(w.queues[a.From]) == 0 {
		w.turn = append(w.turn, a.From)
	}
	w.queues[a.From] = append(w.queues[a.From], a)
	w.count++
	switch {
	case len(w.queues[a.From]) > maxWaitingEach:
		w.drop(a.From)
	case w.count > maxWaiting:
		longest := a.From
		for _, p := range w.turn {
			if len(w.queues[p]) > len(w.queues[longest]) {
				longest = p
			}
		}
		w.drop(longest)
	}
}

// next takes the query whose turn it is.
func (w *waiting) next() (a flood.Answer[peer.ID], ok bool) {
	if len(w.turn) == 0 {
		return a, false
	}
	p := w.turn[0]
	a = w.queues[p][0]
	w.turn = w.turn[1:]
	if len(w.queues[p]) > 1 {
		w.turn = append(w.turn, p)
	}
	w.cut(p, 0)
	return a, true
}

// drop forgets the oldest query of a neighbour.
func (w *waiting) drop(p peer.ID) {
	w.cut(p, 0)
	w.settle(p)
}

// remove forgets a query that nobody waits for any more.
func (w *waiting) remove(id flood.ID) {
	for p, queue := range w.queues {
		for i, a := range queue {
			if a.Query.ID == id {
				w.cut(p, i)
				w.settle(p)
				return
			}
		}
	}
}

func (w *waiting) cut(p peer.ID, at int) {
	queue := w.queues[p]
	w.queues[p] = append(queue[:at:at], queue[at+1:]...)
	w.count--
	if len(w.queues[p]) == 0 {
		delete(w.queues, p)
	}
}

// settle takes the turn of a neighbour without a queue.
func (w *waiting) settle(p peer.ID) {
	if len(w.queues[p]) > 0 {
		return
	}
	for i, other := range w.turn {
		if other == p {
			w.turn = append(w.turn[:i:i], w.turn[i+1:]...)
			return
		}
	}
}
