package meter

import (
	"math"
	"time"
)

// Window is the time constant of the average: a rate that changes is shown to
// two thirds after it. Three seconds is calm to read and quick to follow.
const Window = 3 * time.Second

// shortest is the least time a young average is spread over, so that the very
// first bytes do not look like an enormous rate.
const shortest = 20 * time.Millisecond

// Meter is an average over Window. The zero value is ready and reads zero.
type Meter struct {
	start time.Time
	last  time.Time
	value float64
}

// Add tells the meter that n bytes have moved just now. Time never runs
// backwards in it: an earlier now counts as the latest.
func (m *Meter) Add(now time.Time, n int) {
	if m.start.IsZero() {
		m.start, m.last = now, now
	}
	m.decay(now)
	m.value += float64(n) / Window.Seconds()
}

// Start sets the moment from which a young average is spread, such as that of
// the first request; without it that is the first Add.
func (m *Meter) Start(now time.Time) {
	if m.start.IsZero() {
		m.start, m.last = now, now
	}
}

// Rate returns the average in bytes a second at the given time.
func (m *Meter) Rate(now time.Time) float64 {
	if m.start.IsZero() || m.value == 0 {
		return 0
	}
	value := m.value * fade(now.Sub(m.last))
	age := max(now.Sub(m.start), shortest)
	// A young average has not seen a whole window yet: spread what it saw
	// over the part it did see.
	return value / (1 - fade(age))
}

func (m *Meter) decay(now time.Time) {
	if elapsed := now.Sub(m.last); elapsed > 0 {
		m.value *= fade(elapsed)
		m.last = now
	}
}

func fade(elapsed time.Duration) float64 {
	if elapsed <= 0 {
		return 1
	}
	return math.Exp(-elapsed.Seconds() / Window.Seconds())
}
