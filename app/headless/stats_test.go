package main

import (
	"strings"
	"testing"
	"time"

	"hinny/app/api"
)

func TestTheStatisticsArePrinted(t *testing.T) {
	memory := world()
	memory.Counted = api.Statistics{
		Sessions: 48, Now: time.Now(), Step: time.Second, History: make([]api.Sample, 3),
		Session: api.Figures{Up: 5_000_000, Seconds: 3725, Searches: 12},
		Total:   api.Figures{Down: 912_000_000_000, Up: 1_824_000_000_000, Finished: 1204},
		Records: api.Records{Down: api.Record{Value: 41_200_000, When: time.Date(2026, 3, 31, 9, 12, 5, 0, time.Local)}},
	}
	home := running(t, memory)
	got := call(t.Context(), "stats", "--home", home)
	for _, line := range []string{
		"Received        0 B           912 GB", "Ratio           -             2.00", "Online          1 h 2 min     0 s",
		"Files finished  0             1,204", "Fastest download  41 MB/s  2026-03-31 09:12:05", "Most connections  0        never",
	} {
		if !strings.Contains(got.out, line) {
			t.Errorf("%q is not in\n%s", line, got.out)
		}
	}
	if got := call(t.Context(), "stats", "--csv", "--span", "days", "--home", home); got.code != 0 || strings.Count(got.out, "\n") != 12 {
		t.Errorf("as CSV: %+v", got)
	}
	if got := call(t.Context(), "stats", "--csv", "--span", "centuries", "--home", home); got.code != exitUsage {
		t.Errorf("a span that is none: %+v", got)
	}
	if got := call(t.Context(), "stats", "--json", "--home", home); got.code != 0 || !strings.Contains(got.out, `"sessions":48`) {
		t.Errorf("as JSON: %+v", got)
	}
}
