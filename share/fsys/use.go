package fsys

import (
	"strconv"
	"strings"
	"time"
)

// Use is how the processors of this machine were used since it started, in time
// of one processor.
type Use struct {
	All  time.Duration // that there was
	Busy time.Duration // that somebody took who did not ask to be served last (nice)
	Own  time.Duration // that this program took
}

// ticksPerSecond is the unit of /proc/stat, which is the same on every Linux
// (USER_HZ).
const ticksPerSecond = 100

// useOf reads the first line of a table as Linux writes /proc/stat.
func useOf(table string) (u Use, ok bool) {
	line, _, _ := strings.Cut(table, "\n")
	fields := strings.Fields(line) // cpu user nice system idle iowait irq softirq steal guest guest_nice
	const nice, idle, iowait, steal = 2, 4, 5, 8
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
		if at := i + 1; at != nice && at != idle && at != iowait && at != steal {
			u.Busy += took
		}
	}
	return u, true
}
