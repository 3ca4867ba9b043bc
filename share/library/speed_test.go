package library

import (
	"math"
	"testing"
	"time"
)

func near(got, want float64) bool { return math.Abs(got-want) <= 0.05*want }

func TestTheSpeedOfHashing(t *testing.T) {
	now, s := time.Unix(1_700_000_000, 0), &speed{}
	said := func(what string, bytes, files float64) {
		t.Helper()
		gotBytes, gotWork := s.rates(now)
		if !near(gotBytes, bytes) || !near(gotWork, bytes+files*fileCost) {
			t.Errorf("%s: %.0f bytes and %.0f of work a second, want %.0f bytes and %.0f files", what, gotBytes, gotWork, bytes, files)
		}
	}
	work := func(seconds, bytes, files int) {
		for range 100 * seconds {
			s.add(now, int64(bytes/100), files/100)
			now = now.Add(10 * time.Millisecond)
		}
	}
	said("before anything", 0, 0)
	work(1, 100_000_000, 0)
	now = now.Add(time.Millisecond)
	said("after a second", 100_000_000, 0)
	work(20, 100_000_000, 0)
	said("a large file", 100_000_000, 0)
	work(60, 100_000, 5000)
	said("small files", 100_000, 5000)
	now = now.Add(time.Minute)
	said("after a while", 0, 0)
	work(2, 100_000_000, 100)
	said("again", 100_000_000, 100)
}

func TestTheTimeThatIsLeft(t *testing.T) {
	for _, c := range []struct {
		files int
		bytes int64
		work  float64
		want  time.Duration
	}{
		{0, 0, 1e6, 0},
		{10, 1 << 30, 0, 0},
		{0, 1_000_000_000, 100_000_000, 10 * time.Second},
		{10_000, 0, 5000 * fileCost, 2 * time.Second},
		{1, math.MaxInt64, 1, 1000 * 24 * time.Hour},
	} {
		if got := timeLeft(c.files, c.bytes, c.work); got != c.want {
			t.Errorf("%d files of %d bytes at %g: %v, want %v", c.files, c.bytes, c.work, got, c.want)
		}
	}
}

func TestWhatIsHashedHasASpeedAndAnEnd(t *testing.T) {
	l, _ := atRest(t)
	l.waiting.Store(10)
	l.waitingSize.Store(1_000_000_000)
	l.rescans.take()
	l.rescans.done()
	for n := range 400 {
		l.speed.add(time.Now().Add(time.Duration(n-400)*10*time.Millisecond), 1_000_000, 0)
	}
	now := l.Status()
	if !near(now.Rate, 100_000_000) || now.TimeLeft < 9*time.Second || now.TimeLeft > 11*time.Second {
		t.Errorf("%.0f bytes a second, %v left", now.Rate, now.TimeLeft)
	}
	l.rescan()
	if now := l.Status(); now.TimeLeft != 0 || now.Rate == 0 {
		t.Errorf("while more is looked for: %v left at %.0f bytes a second", now.TimeLeft, now.Rate)
	}
	l.Pause()
	if now := l.Status(); now.Rate != 0 {
		t.Errorf("paused at %.0f bytes a second", now.Rate)
	}
}
