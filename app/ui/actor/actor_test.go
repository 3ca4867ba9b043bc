package actor

import (
	"context"
	"testing"
	"testing/synctest"
	"time"
)

func TestFunctionsRunOneAtATimeBesideTheTicks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		a, ticks, sum, ended := New(), 0, 0, make(chan error)
		go func() { ended <- a.Run(ctx, time.Second, func() { ticks++ }) }()
		for range 100 {
			a.Do(func() {
				a.Go(func(context.Context) { a.Post(func() { sum++ }) })
			})
		}
		time.Sleep(3500 * time.Millisecond)
		cancel()
		if err := <-ended; err != nil {
			t.Fatal(err)
		}
		if ticks != 4 || sum != 100 {
			t.Errorf("%d ticks, want 4; %d results of workers, want 100", ticks, sum)
		}
	})
}

func TestAFullBacklogDropsInsteadOfBlocking(t *testing.T) {
	a := New()
	for range Backlog {
		if !a.Do(func() {}) {
			t.Fatal("dropped below the limit")
		}
	}
	if a.Do(func() {}) {
		t.Error("took more than the limit")
	}
}

func TestRunWaitsForItsWorkers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		a, done := New(), false
		a.Do(func() {
			a.Go(func(ctx context.Context) {
				<-ctx.Done()
				done = true
			})
		})
		ended := make(chan struct{})
		go func() { a.Run(ctx, time.Hour, func() {}); close(ended) }()
		synctest.Wait()
		cancel()
		<-ended
		if !done {
			t.Error("Run ended before its worker")
		}
	})
}

func TestAViewShowsTheNewestModel(t *testing.T) {
	changes := 0
	v := NewView[string](func() { changes++ })
	if v.Get() != "" {
		t.Error("not empty at first")
	}
	v.Set("a")
	v.Set("b")
	if v.Get() != "b" || changes != 2 {
		t.Errorf("%q after %d changes", v.Get(), changes)
	}
}

func TestTheTicksFollowThePace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		a, pace, ticks := New(), time.Hour, 0
		go func() { _ = a.RunPaced(ctx, func() time.Duration { return pace }, func() { ticks++ }) }()
		synctest.Wait()
		a.Do(func() { pace = time.Second })
		time.Sleep(10*time.Second + time.Millisecond)
		synctest.Wait()
		if ticks != 11 {
			t.Errorf("%d ticks in ten seconds of one a second, with the first", ticks)
		}
	})
}
