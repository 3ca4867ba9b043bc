package main

import (
	"testing"
	"time"

	"hinny/app/api"
)

func TestDownloadsAreLookedAtWhenTheyMayEnd(t *testing.T) {
	const mib = 1 << 20
	for what, c := range map[string]struct {
		transfer api.Transfer
		want     time.Duration
	}{
		"nothing known":       {api.Transfer{Size: -1}, lookEvery},
		"nobody sends":        {api.Transfer{Size: mib}, lookEvery},
		"hours to go":         {api.Transfer{Size: 1024 * mib, Rate: 1000}, latest},
		"a fifth of a second": {api.Transfer{Size: 12 * mib, Done: 2 * mib, Rate: 50 * mib}, 100 * time.Millisecond},
		"the last chunk":      {api.Transfer{Size: 12 * mib, Done: 12*mib - 1, Rate: 50 * mib}, soonest},
		"being put in place":  {api.Transfer{Size: mib, Done: mib, Rate: 50 * mib}, placing},
	} {
		if got := nextLook(c.transfer); got != c.want {
			t.Errorf("%s: the next look comes after %v, want %v", what, got, c.want)
		}
	}
}
