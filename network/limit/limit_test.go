package limit

import (
	"context"
	"fmt"
	"math"
	"testing"
	"testing/synctest"
	"time"
)

// move takes as much as it may for a while of virtual time and returns how
// many bytes moved.
func move(t *testing.T, l *Limiter, way Direction, peer string, lan bool, during time.Duration) (moved int64) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), during)
	defer cancel()
	for {
		n, err := l.Take(ctx, way, peer, lan, 64<<10)
		if err != nil {
			return moved
		}
		moved += int64(n)
	}
}

// near fails where got differs from want by more than 5 %, the promise.
func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.Abs(got-want) > 0.05*want {
		t.Errorf("%s: %.0f bytes a second, want %.0f ± 5 %%", what, got, want)
	}
}

func TestALimitHoldsOverTenSeconds(t *testing.T) {
	for _, limited := range []int64{20_000, 500_000, 5_000_000, 100_000_000} {
		t.Run(fmt.Sprint(limited), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var l Limiter
				l.Set(Rates{Up: limited})
				near(t, "alone", float64(move(t, &l, Up, "a", false, 10*time.Second))/10, float64(limited))
			})
		})
	}
}

func TestPeersShareTheTotalAndKeepTheirOwn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var l Limiter
		l.Set(Rates{Down: 1_000_000, PeerDown: 300_000})
		moved := make(chan int64)
		for i := range 5 {
			go func() { moved <- move(t, &l, Down, fmt.Sprint(i), false, 10*time.Second) }()
		}
		var sum int64
		for range 5 {
			one := <-moved
			if float64(one) > 1.05*3_000_000 {
				t.Errorf("one peer moved %d bytes, over its own limit", one)
			}
			sum += one
		}
		near(t, "all together", float64(sum)/10, 1_000_000)
	})
}

func TestAChangeIsFeltWhileWaiting(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var l Limiter
		l.Set(Rates{Up: minRate})
		moved := make(chan int64)
		go func() { moved <- move(t, &l, Up, "a", false, 20*time.Second) }()
		<-time.After(10 * time.Second) // of virtual time
		l.Set(Rates{Up: 1_000_000})
		near(t, "slow, then fast", float64(<-moved), 10*minRate+10_000_000)
	})
}

func TestTheLocalNetworkIsExemptUnlessCounted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var l Limiter
		l.Set(Rates{Up: minRate})
		if n, err := l.Take(t.Context(), Up, "a", true, 1<<20); n != 1<<20 || err != nil {
			t.Errorf("a LAN peer got %d, %v", n, err)
		}
		l.Set(Rates{Up: minRate, CountLAN: true})
		near(t, "counted", float64(move(t, &l, Up, "a", true, 10*time.Second))/10, minRate)
	})
}

func TestTheOtherDirectionIsFree(t *testing.T) {
	var l Limiter
	l.Set(Rates{Up: minRate})
	if n, err := l.Take(t.Context(), Down, "a", false, 1<<20); n != 1<<20 || err != nil {
		t.Errorf("down got %d, %v while only up is limited", n, err)
	}
}

func TestTheScheduleFollowsTheWeek(t *testing.T) {
	night := Window{From: 22 * time.Hour, To: 6 * time.Hour, Rates: Rates{Up: 50_000}}
	night.Days[time.Friday] = true
	s := Schedule{Always: Rates{Up: 10_000}, Windows: []Window{night}}
	if err := s.Check(); err != nil {
		t.Fatal(err)
	}
	friday := time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)
	for at, want := range map[time.Duration]int64{
		0: 10_000, 21*time.Hour + 59*time.Minute: 10_000, 22 * time.Hour: 50_000,
		day + 5*time.Hour: 50_000, day + 6*time.Hour: 10_000, day + 23*time.Hour: 10_000,
	} {
		if got := s.At(friday.Add(at)).Up; got != want {
			t.Errorf("%s after Friday's midnight: %d, want %d", at, got, want)
		}
	}
}

func TestImpossibleLimitsAreRefusedInWords(t *testing.T) {
	for _, s := range []Schedule{
		{Always: Rates{Up: -1}},
		{Always: Rates{PeerDown: 100}},
		{Windows: []Window{{From: 0, To: time.Hour}}},
		{Windows: []Window{{Days: [7]bool{true}, From: 25 * time.Hour}}},
		{Windows: make([]Window, maxWindows+1)},
	} {
		if err := s.Check(); err == nil {
			t.Errorf("%+v passes", s.Always)
		}
	}
}

func BenchmarkTakeUnlimited(b *testing.B) {
	var l Limiter
	for b.Loop() {
		if _, err := l.Take(b.Context(), Up, "a", false, 64<<10); err != nil {
			b.Fatal(err)
		}
	}
}
