package sim

import (
	"container/heap"
	"time"
)

// event is something that happens to one peer. Events of the same moment
// happen in the order they were made, so that the order is total.
type event struct {
	at    time.Duration
	order uint64
	act   func(now time.Duration)
}

type events []event

func (e events) Len() int      { return len(e) }
func (e events) Swap(i, j int) { e[i], e[j] = e[j], e[i] }

func (e events) Less(i, j int) bool {
	if e[i].at != e[j].at {
		return e[i].at < e[j].at
	}
	return e[i].order < e[j].order
}

func (e *events) Push(x any) { *e = append(*e, x.(event)) }

func (e *events) Pop() any {
	last := (*e)[len(*e)-1]
	(*e)[len(*e)-1] = event{}
	*e = (*e)[:len(*e)-1]
	return last
}

// clock is the virtual time and what is still to happen.
type clock struct {
	now   time.Duration
	queue events
	made  uint64
}

func (c *clock) after(wait time.Duration, act func(now time.Duration)) {
	c.made++
	heap.Push(&c.queue, event{at: c.now + wait, order: c.made, act: act})
}

// run lets everything happen up to the given moment.
func (c *clock) run(until time.Duration) {
	for len(c.queue) > 0 && c.queue[0].at <= until {
		next := heap.Pop(&c.queue).(event)
		c.now = next.at
		next.act(c.now)
	}
	c.now = until
}
