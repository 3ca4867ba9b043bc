package transfer

import (
	"testing"
	"time"

	"hinny/network/limit"
	"hinny/network/queue"
)

// TestWhatOneMoreMayExpect: the uplink that is set or was measured, shared with
// those who are there already; until then nothing is said.
func TestWhatOneMoreMayExpect(t *testing.T) {
	limiter := &limit.Limiter{}
	u := newSlots(Options{Limiter: limiter}, queue.DefaultPolicy())
	if got := u.expected(); got != 0 {
		t.Errorf("nothing was measured, yet %d bytes a second are expected", got)
	}
	u.most = 12 << 20
	if got := u.expected(); got != 12<<20 {
		t.Errorf("alone on 12 MiB a second, %d is expected", got)
	}
	limiter.Set(limit.Rates{Up: 2 << 20})
	if got := u.expected(); got != 2<<20 {
		t.Errorf("with a limit of 2 MiB a second, %d is expected", got)
	}
	for range 3 {
		c := &client{}
		u.queue.Ask(time.Now(), c, queue.Who{})
	}
	if got := u.expected(); got != 2<<20/4 {
		t.Errorf("with three there already, the fourth expects %d of 2 MiB a second", got)
	}
}
