package main

import (
	"strings"
	"testing"
	"time"

	"hinny/app/api"
)

func TestTheLogIsPrinted(t *testing.T) {
	if got := call(t.Context(), "log", "--home", running(t, world())); got.code != 0 || !strings.Contains(got.out, "Nothing happened yet.") {
		t.Errorf("at first: %+v", got)
	}
	memory := world()
	memory.Entries = []api.Entry{
		{ID: 1, Seq: 1, Time: time.Date(2026, 3, 31, 9, 12, 5, 0, time.Local), Times: 1, Level: api.LevelInfo, Text: "“mule.mp4” has arrived"},
		{ID: 2, Seq: 3, Time: time.Date(2026, 3, 31, 9, 12, 7, 0, time.Local), Times: 2, Level: api.LevelWarning, Text: "Trouble\x1b[2J"},
	}
	home := running(t, memory)
	want := "2026-03-31 09:12:05  info     “mule.mp4” has arrived\n2026-03-31 09:12:07  warning  Trouble\ufffd[2J (2 times)\n"
	if got := call(t.Context(), "log", "--home", home); got.code != 0 || got.out != want {
		t.Errorf("printed %q, want %q", got.out, want)
	}
	if got := call(t.Context(), "log", "--level", "warning", "--json", "--home", home); got.code != 0 || strings.Count(got.out, "\n") != 1 || !strings.Contains(got.out, `"times":2`) {
		t.Errorf("warnings: %+v", got)
	}
	if got := call(t.Context(), "log", "--level", "loud", "--home", home); got.code != exitUsage {
		t.Errorf("a level that is none: %+v", got)
	}
}
