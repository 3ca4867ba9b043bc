package index

import (
	"time"

	"golang.org/x/sys/unix"
)

// threadTime is the processor time this thread has used: on a machine that does
// other work, too, it says what a query costs.
func threadTime() time.Duration {
	var t unix.Timespec
	if err := unix.ClockGettime(unix.CLOCK_THREAD_CPUTIME_ID, &t); err != nil {
		return 0
	}
	return time.Duration(t.Nano())
}
