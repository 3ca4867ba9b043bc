package actor

import "context"

// Job is work that may take time and the function that brings its outcome in.
type Job func(ctx context.Context) (outcome func())

// Lane runs the jobs of an Actor one after another, so that what a person wants
// takes place in the order it was wanted. It belongs to the actor like the
// state it serves.
type Lane struct {
	actor   *Actor
	busy    bool
	waiting []Job
}

// NewLane returns a Lane of an actor.
func NewLane(a *Actor) *Lane { return &Lane{actor: a} }

// Busy reports whether a job runs: an answer comes without another question.
func (l *Lane) Busy() bool { return l.busy }

// Do runs a job once those before it are done. One too many is dropped: nobody
// clicks that fast.
func (l *Lane) Do(job Job) {
	switch {
	case !l.busy:
		l.start(job)
	case len(l.waiting) < Backlog:
		l.waiting = append(l.waiting, job)
	}
}

func (l *Lane) start(job Job) {
	l.busy = true
	l.actor.Go(func(ctx context.Context) {
		outcome := job(ctx)
		l.actor.Post(func() {
			outcome()
			if l.busy = len(l.waiting) > 0; l.busy {
				next := l.waiting[0]
				l.waiting = l.waiting[1:]
				l.start(next)
			}
		})
	})
}
