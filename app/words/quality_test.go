package words

import (
	"testing"
	"time"

	"hinny/share"
)

func TestQualityIsShort(t *testing.T) {
	for want, m := range map[string]share.Meta{
		"":                         {Artist: "Nobody"},
		"4032 × 3024":              {Width: 4032, Height: 3024},
		"1920 × 1080 · 1:32:05":    {Width: 1920, Height: 1080, Bitrate: 2_000_000, Duration: 92*time.Minute + 5*time.Second},
		"320 kbit/s · 4:03":        {Bitrate: 319_600, Duration: 243 * time.Second},
		"1411 kbit/s · 0:01":       {Bitrate: 1_411_200, Duration: 900 * time.Millisecond},
		"2.8 Mbit/s · 10:00":       {Bitrate: 2_822_400, Duration: 10 * time.Minute},
		"30000 Mbit/s · 100:00:00": {Bitrate: 30_000_000_000, Duration: 100 * time.Hour},
	} {
		if got := Quality(m); got != want {
			t.Errorf("%+v: %q, want %q", m, got, want)
		}
	}
}

func TestAllThatAFileSaysIsOneLine(t *testing.T) {
	m := share.Meta{Artist: "Nina\u202e Simone", Title: "Sinnerman", Duration: 622 * time.Second}
	if got := Said(m); got != "Nina\ufffd Simone · Sinnerman · 10:22" {
		t.Errorf("said: %q", got)
	}
	if got := Said(share.Meta{}); got != "" {
		t.Errorf("nothing: %q", got)
	}
}
