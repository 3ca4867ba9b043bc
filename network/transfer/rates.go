package transfer

import (
	"sync"
	"time"

	"hinny/share/meter"
)

// rates measures all that comes and goes, whichever file it belongs to: a small
// file is over before it has a rate of its own.
type rates struct {
	mu       sync.Mutex
	down, up meter.Meter // guarded by mu
}

func (r *rates) received(now time.Time, n int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.down.Add(now, n)
}

func (r *rates) sent(now time.Time, n int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.up.Add(now, n)
}

// Rates returns how many payload bytes come and go in a second, of all files
// together; it costs the same however many there are.
func (m *Manager) Rates() (down, up float64) {
	m.rates.mu.Lock()
	defer m.rates.mu.Unlock()
	now := time.Now()
	down, up = m.rates.down.Rate(now), m.rates.up.Rate(now)
	if down < idleRate {
		down = 0
	}
	if up < idleRate {
		up = 0
	}
	return down, up
}
