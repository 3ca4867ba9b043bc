package library

import (
	"context"
	"io"
	"sync"
	"sync/atomic"
	"time"

	"hinny/share/fsys"
)

// The manners of the hashing: on a machine that nobody else uses it goes as
// fast as the disk and the processors allow; otherwise it leaves the others
// what they take and some room beside.
const (
	// useEvery is how often it is asked how busy the machine is. What was
	// measured over more than useStale says nothing of now.
	useEvery = time.Second
	useStale = 5 * time.Second
	// quietUse is up to how much of all processors others may take on a machine
	// that counts as idle.
	quietUse = 0.15
	// room is how much of all processors is left free beside what others take, as
	// much as they take at most: who wants more finds it free, and takes it, until
	// hashing gets leastShare.
	room       = 0.25
	leastShare = 0.10
	// leastRest is the shortest pause: the system's clock is no finer.
	leastRest = 10 * time.Millisecond
	// mostForFile and mostForMiB bound what counts as work: beyond that, the
	// worker waited, for the disk or for those who have the processors.
	mostForFile = 60 * time.Microsecond
	mostForMiB  = 5 * time.Millisecond
)

// manners decides how much of the processors hashing may take.
type manners struct {
	ask   func() (fsys.Use, bool)
	share atomic.Int64 // thousandths of all processors

	mu   sync.Mutex
	last fsys.Use  // guarded by mu
	when time.Time // guarded by mu; of last
}

func newManners(ask func() (fsys.Use, bool)) *manners {
	m := &manners{ask: ask}
	m.share.Store(1000)
	return m
}

// shareBeside returns how much of all processors hashing may take beside others
// that take as much as this.
func shareBeside(others float64) float64 {
	if others <= quietUse {
		return 1
	}
	return max(leastShare, 1-others-min(others, room))
}

// look asks how busy the machine is, if that is due.
func (m *manners) look(now time.Time) {
	if !m.mu.TryLock() {
		return // somebody does
	}
	defer m.mu.Unlock()
	since := now.Sub(m.when)
	if since < useEvery {
		return
	}
	use, ok := m.ask()
	before := m.last
	m.last, m.when = use, now
	all := use.All - before.All
	if !ok || since > useStale || all <= 0 {
		return
	}
	others := float64(use.Busy-before.Busy-(use.Own-before.Own)) / float64(all)
	m.share.Store(int64(1000 * shareBeside(others)))
}

// pace is how one worker keeps to the manners.
type pace struct {
	m     *manners
	since time.Time     // when the worker began or went on
	owed  time.Duration // of rest
}

// begin says that the worker begins, after a pause of its own that counts as
// rest: what is done now and then needs none.
func (p *pace) begin(now time.Time) {
	if !p.since.IsZero() {
		p.owed = max(0, p.owed-now.Sub(p.since))
	}
	p.since = now
}

// worked says that the worker read some bytes until now, and returns how long it
// rests.
func (p *pace) worked(now time.Time, bytes int64) time.Duration {
	p.m.look(now)
	share := p.m.share.Load()
	work := min(now.Sub(p.since), mostForFile+time.Duration(bytes>>10)*mostForMiB>>10)
	p.owed += work * time.Duration(1000-share) / time.Duration(share)
	p.since = now
	if p.owed < leastRest {
		return 0
	}
	rest := p.owed
	p.owed = 0
	return rest
}

// rest has the worker rest if it should; begin says that it goes on.
func (p *pace) rest(ctx context.Context, bytes int64) {
	pause := p.worked(time.Now(), bytes)
	if pause <= 0 {
		return
	}
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}

// lastServed reads after all that others want of the disk.
type lastServed struct{ io.ReaderAt }

func (r lastServed) ReadAt(p []byte, at int64) (n int, err error) {
	fsys.InBackground(func() { n, err = r.ReaderAt.ReadAt(p, at) })
	return n, err
}
