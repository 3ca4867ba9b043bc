package main

import (
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"time"
)

// report prints figures line by line, as they come.
type report struct{ w io.Writer }

func newReport(w io.Writer) *report { return &report{w} }

func (r *report) row(what, figure string) { fmt.Fprintf(r.w, "%-36s %s\n", what, figure) }

func seconds(d time.Duration) string { return fmt.Sprintf("%.2f s", d.Seconds()) }

func megabytes(bytes int64) string { return fmt.Sprintf("%.0f MB", float64(bytes)/1e6) }

// memory tells what a process holds: what is its own, and with the pages of
// files it has mapped, which the system takes back when it needs them.
func memory(pid int) string {
	return megabytes(anonymous(pid)) + " private, " + megabytes(statusField(pid, "VmRSS:")) + " resident"
}

// statusField reads a size, in bytes, from /proc/PID/status.
func statusField(pid int, field string) int64 {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(status)) {
		if rest, ok := strings.CutPrefix(line, field); ok {
			kib, _ := strconv.ParseInt(strings.Fields(rest)[0], 10, 64)
			return kib << 10
		}
	}
	return 0
}
