package actor

import (
	"context"
	"sync"
	"sync/atomic"
	"time"
)

// Backlog is how many functions may wait. A person cannot give that many
// commands while one runs, and workers wait for room.
const Backlog = 256

// asleep is the pace of what nobody looks at and that does nothing then.
const asleep = time.Minute

// Actor runs functions one at a time on the goroutine of its Run.
type Actor struct {
	tasks chan func()

	// Set by Run before anything runs.
	ctx     context.Context
	workers sync.WaitGroup
}

// New returns an Actor that does nothing before Run.
func New() *Actor {
	return &Actor{tasks: make(chan func(), Backlog)}
}

// Run runs tick at once and then at each interval, and between the ticks the
// functions given to Do and Post, until ctx ends and every worker is done.
func (a *Actor) Run(ctx context.Context, interval time.Duration, tick func()) error {
	return a.RunPaced(ctx, func() time.Duration { return interval }, tick)
}

// RunPaced is Run with an interval that changes with what there is to do: pace,
// which says how long it is, is asked after everything that the Actor runs.
func (a *Actor) RunPaced(ctx context.Context, pace func() time.Duration, tick func()) error {
	a.ctx = ctx
	defer a.workers.Wait()
	interval := pace()
	ticker := time.NewTicker(interval)
	defer ticker.Stop()
	tick()
	for {
		if now := pace(); now != interval {
			interval = now
			ticker.Reset(interval)
		}
		select {
		case <-ctx.Done():
			return nil
		case task := <-a.tasks:
			task()
		case <-ticker.C:
			tick()
		}
	}
}

// Seen is the pace of a screen that looks at each interval, and does nothing
// while it is away. Who takes it back must give the Actor something to do.
func Seen(away *atomic.Bool, interval time.Duration) (pace func() time.Duration) {
	return func() time.Duration {
		if away.Load() {
			return asleep
		}
		return interval
	}
}

// Do queues a function and returns at once. It reports false when the backlog
// is full and the function was dropped.
func (a *Actor) Do(task func()) bool {
	select {
	case a.tasks <- task:
		return true
	default:
		return false
	}
}

// Post queues the outcome of a worker, waiting for room while Run lives.
func (a *Actor) Post(task func()) {
	select {
	case a.tasks <- task:
	case <-a.ctx.Done():
	}
}

// Go runs work on a goroutine of its own, which Run waits for; stop ends its
// context early. It may only be called from a function that the Actor runs.
func (a *Actor) Go(work func(ctx context.Context)) (stop context.CancelFunc) {
	ctx, cancel := context.WithCancel(a.ctx)
	a.workers.Go(func() {
		defer cancel()
		work(ctx)
	})
	return cancel
}
