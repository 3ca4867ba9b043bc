package fsys

import (
	"strconv"
	"strings"
	"time"
)

// Use is how the processors of this machine were used since it started, in time
// of one processor.
type Use struct {
	All time.Duration // that there was
	// Busy is what programs took that did not ask to be served last (nice).
	// Interrupts are not counted: what reads and sends has them itself.
	Busy time.Duration
	Own  time.Duration // that this program took
}

// ticksPerSecond is the unit of /proc/stat, which is the same on every Linux
// (USER_HZ).
const ticksPerSecond = 100

// useOf reads the first line of a table as Linux writes /proc/stat.
func useOf(table string) (u Use, ok bool) {
	line, _, _ := strings.Cut(table, "\n")
	fields := strings.Fields(line) // cpu user nice system idle iowait irq softirq steal guest guest_nice
	const user, system, steal = 1, 3, 8
	if len(fields) <= steal || fields[0] != "cpu" {
		return u, false
	}
	for i, field := range fields[1 : steal+1] {
		ticks, err := strconv.ParseInt(field, 10, 64)
		if err != nil {
			return u, false
		}
		took := time.Duration(ticks) * (time.Second / ticksPerSecond)
		u.All += took
		if at := i + 1; at == user || at == system {
			u.Busy += took
		}
	}
	return u, true
}
