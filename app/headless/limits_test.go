package main

import (
	"strings"
	"testing"
)

func TestLimitsAreSetOneByOne(t *testing.T) {
	home := running(t, world())
	for _, c := range []struct{ args, want string }{
		{"limits", `{"up":0,"down":0,"peer_up":0,"peer_down":0,"slots":0,"lan":false}`},
		{"limits --up 2.5MB/s --slots 4", `{"up":2500000,"down":0,"peer_up":0,"peer_down":0,"slots":4,"lan":false}`},
		{"limits --down 64000 --peer-down 32k --lan yes", `{"up":2500000,"down":64000,"peer_up":0,"peer_down":32000,"slots":4,"lan":true}`},
		{"limits --up none --slots auto", `{"up":0,"down":64000,"peer_up":0,"peer_down":32000,"slots":0,"lan":true}`},
	} {
		got := call(t.Context(), append(strings.Fields(c.args), "--json", "--home", home)...)
		if got.code != 0 || strings.TrimSpace(got.out) != c.want {
			t.Errorf("hinnyd %s: %+v, want %s", c.args, got, c.want)
		}
	}
	got := call(t.Context(), "limits", "--home", home)
	for _, want := range []string{"Up               no limit", "Down             64 kB/s", "Down, each peer  32 kB/s", "Slots            by the uplink", "Local network    limited"} {
		if !strings.Contains(got.out, want) {
			t.Errorf("hinnyd limits does not say %q:\n%s", want, got.out)
		}
	}
}

func TestRatesAreReadWithDecimalUnits(t *testing.T) {
	for text, want := range map[string]int64{
		"0": 0, "none": 0, "4096": 4096, "500k": 500_000, "500kB/s": 500_000, "2.5M": 2_500_000, "1gb": 1_000_000_000, "7B": 7,
	} {
		if got, err := parseRate(text); err != nil || got != want {
			t.Errorf("%q is read as %d, %v, want %d", text, got, err, want)
		}
	}
	for _, text := range []string{"", "k", "-1", "fast", "1kk", "1e99", "nan", "inf", "1 000"} {
		if got, err := parseRate(text); err == nil {
			t.Errorf("%q is read as %d", text, got)
		}
	}
}

func TestUploadsShowWhoWaits(t *testing.T) {
	got := call(t.Context(), "uploads", "--home", running(t, world()))
	if got.code != 0 || !strings.Contains(got.out, "2 of 7") || !strings.Contains(got.out, "queued") || !strings.Contains(got.out, "1.0 MB/s") {
		t.Errorf("%+v", got)
	}
}
