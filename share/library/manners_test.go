package library

import (
	"testing"
	"testing/synctest"
	"time"

	"hinny/share/fsys"
)

func TestHashingTakesWhatOthersLeave(t *testing.T) {
	for others, want := range map[float64]float64{-0.1: 1, 0: 1, 0.1: 1, 0.15: 1, 0.2: 0.6, 0.25: 0.5, 0.5: 0.25, 0.65: 0.1, 1: 0.1, 1.5: 0.1} {
		if got := shareBeside(others); got < want-1e-9 || got > want+1e-9 {
			t.Errorf("beside others with %g it takes %g, want %g", others, got, want)
		}
	}
}

// processors is a machine with two of them.
type processors struct {
	use     fsys.Use
	unknown bool
}

func (p *processors) ask() (fsys.Use, bool) { return p.use, !p.unknown }

// spend lets others and the program itself take these shares of all processors
// for some time.
func (p *processors) spend(d time.Duration, others, own float64) {
	all := 2 * d
	p.use.All += all
	p.use.Busy += time.Duration((others + own) * float64(all))
	p.use.Own += time.Duration(own * float64(all))
}

func TestWhoElseUsesTheMachineIsSeenWithinASecond(t *testing.T) {
	p, now := &processors{}, time.Unix(1_700_000_000, 0)
	m := newManners(p.ask)
	after := func(d time.Duration, others, own float64, want int64) {
		t.Helper()
		p.spend(d, others, own)
		now = now.Add(d)
		m.look(now)
		if got := m.share.Load(); got != want {
			t.Errorf("after %v beside %g with %g of its own: %d thousandths, want %d", d, others, own, got, want)
		}
	}
	after(time.Second, 1, 0, 1000) // nothing to compare with yet
	after(time.Second, 0, 1, 1000) // all of it is its own
	after(time.Second, 0.25, 0.5, 500)
	after(useEvery/2, 1, 0, 500)
	after(time.Second, 0.25, 0.7, 250) // half of a second with 1, one with 0.25
	after(2*useStale, 0, 0, 250)
	after(time.Second, 0.05, 0, 1000)
	p.unknown = true
	after(time.Second, 1, 0, 1000)
}

func TestWhoWorksBesideOthersRests(t *testing.T) {
	m := newManners((&processors{unknown: true}).ask)
	now := time.Unix(1_700_000_000, 0)
	size := int64(1 << 20)
	work := func(share int64, pieces int, each, idle time.Duration) (rested time.Duration) {
		m.share.Store(share)
		p := pace{m: m}
		for range pieces {
			p.begin(now)
			now = now.Add(each)
			rest := p.worked(now, size)
			if rest > 0 && rest < leastRest {
				t.Errorf("a rest of %v", rest)
			}
			now = now.Add(rest + idle)
			rested += rest
		}
		return rested
	}
	if got := work(1000, 1000, time.Millisecond, 0); got != 0 {
		t.Errorf("on an idle machine it rests for %v", got)
	}
	if got := work(500, 1000, time.Millisecond, 0); got != time.Second {
		t.Errorf("beside a second of work at a half it rests for %v", got)
	}
	if got := work(100, 1000, time.Millisecond, 0); got < 8*time.Second || got > 9*time.Second {
		t.Errorf("beside a second of work at a tenth it rests for %v", got)
	}
	if got := work(100, 1000, time.Millisecond, 9*time.Millisecond); got != 0 {
		t.Errorf("who works little anyway rests for %v", got)
	}
	size = 20
	if got := work(500, 1000, time.Second, 0); got <= 0 || got > 1000*mostForFile {
		t.Errorf("who waits most of the time for the disk rests for %v", got)
	}
}

// TestAPauseIsNoWork has hashing paused in the middle of a file on a busy machine:
// an hour's pause needs no nine hours' rest.
func TestAPauseIsNoWork(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l, _ := atRest(t)
		l.manners = newManners((&processors{unknown: true}).ask)
		l.manners.share.Store(1000 * leastShare)
		w := worker{l: l, pace: pace{m: l.manners}}
		l.Pause()
		w.pace.begin(time.Now())
		done := make(chan struct{})
		go func() {
			defer close(done)
			w.readSome(t.Context(), 1<<40)
			w.readSome(t.Context(), 1<<40)
		}()
		<-time.After(time.Hour)
		l.Resume()
		resumed := time.Now()
		<-done
		if late := time.Since(resumed); late > 0 {
			t.Errorf("it goes on %v after the pause", late)
		}
	})
}
