package meter

import (
	"math"
	"testing"
	"time"
)

func TestSteadyRateIsReadFromTheStartAndAfterLong(t *testing.T) {
	var m Meter
	now := time.Unix(1_000_000, 0)
	m.Start(now)
	for step := 1; step <= 600; step++ {
		now = now.Add(50 * time.Millisecond)
		m.Add(now, 50_000) // one megabyte a second
		if step < 5 {
			continue
		}
		if rate := m.Rate(now); math.Abs(rate-1e6) > 0.15e6 {
			t.Fatalf("after %d steps the rate reads %.0f, want about 1000000", step, rate)
		}
	}
}

func TestRateFadesWhenNothingMoves(t *testing.T) {
	var m Meter
	now := time.Unix(1_000_000, 0)
	for range 100 {
		now = now.Add(100 * time.Millisecond)
		m.Add(now, 1000)
	}
	before := m.Rate(now)
	after := m.Rate(now.Add(Window))
	if after > before*0.4 || after < before*0.3 {
		t.Fatalf("one window later the rate went from %.0f to %.0f, want about a third", before, after)
	}
	if rate := m.Rate(now.Add(time.Hour)); rate > 1 {
		t.Fatalf("an hour later the rate still reads %.2f", rate)
	}
}

func TestZeroAndBackwardClocks(t *testing.T) {
	var m Meter
	now := time.Unix(1_000_000, 0)
	if m.Rate(now) != 0 {
		t.Fatal("an unused meter reads something")
	}
	m.Add(now, 1000)
	m.Add(now.Add(-time.Hour), 1000)
	if rate := m.Rate(now); math.IsNaN(rate) || math.IsInf(rate, 0) || rate <= 0 {
		t.Fatalf("a clock that ran backwards reads %f", rate)
	}
}
