package find

import (
	"context"
	"sync"
	"time"

	"hinny/share"
)

const (
	// announcers is how many roots are advertised at once.
	announcers = 4
	// announceTimeout bounds one advertisement: 20 messages to peers some of
	// which are gone.
	announceTimeout = time.Minute
	// fewPeers is the DHT's bucket size: with fewer known, an advertisement
	// went to everybody known instead of to the closest.
	fewPeers = 20
	// refusedEvery bounds how often a full schedule is logged.
	refusedEvery = 10_000
)

// announcer keeps our advertisements alive. It is safe for concurrent use.
type announcer struct {
	provide func(ctx context.Context, root share.RootHash) error
	peers   func() int // how many peers the DHT knows
	full    func(refused int)

	wake chan struct{} // 1-buffered: the schedule changed

	mu       sync.Mutex
	schedule *schedule // guarded by mu
	refused  int       // guarded by mu
}

// advertise wants a root advertised. It never blocks.
func (a *announcer) advertise(root share.RootHash) {
	a.mu.Lock()
	ok := a.schedule.add(root, time.Now())
	if !ok {
		if a.refused++; a.refused%refusedEvery == 1 {
			a.full(a.refused)
		}
	}
	a.mu.Unlock()
	a.poke()
}

func (a *announcer) withdraw(root share.RootHash) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.schedule.drop(root)
}

func (a *announcer) poke() {
	select {
	case a.wake <- struct{}{}:
	default:
	}
}

// run hands due roots to the workers until ctx ends.
func (a *announcer) run(ctx context.Context) {
	var workers sync.WaitGroup
	defer workers.Wait()
	jobs := make(chan *job)
	defer close(jobs)
	for range announcers {
		workers.Go(func() {
			for j := range jobs {
				a.work(ctx, j)
			}
		})
	}
	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		j, wait := a.next()
		if j != nil {
			select {
			case jobs <- j:
				continue
			case <-ctx.Done():
				return
			}
		}
		if wait >= 0 {
			timer.Reset(wait)
		}
		select {
		case <-a.wake:
		case <-timer.C:
		case <-ctx.Done():
			return
		}
	}
}

// next takes the root that is due, or says how long to wait. As long as nobody
// is known there is nobody to tell.
func (a *announcer) next() (j *job, wait time.Duration) {
	if a.peers() == 0 {
		return nil, firstRetry
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.schedule.next(time.Now())
}

func (a *announcer) work(ctx context.Context, j *job) {
	ctx, cancel := context.WithTimeout(ctx, announceTimeout)
	defer cancel()
	known := a.peers()
	err := a.provide(ctx, j.root)
	a.mu.Lock()
	a.schedule.done(j, err == nil && known > 0, known < fewPeers, time.Now())
	a.mu.Unlock()
	a.poke()
}
