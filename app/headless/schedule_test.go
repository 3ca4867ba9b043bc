package main

import (
	"strings"
	"testing"
)

func TestTheScheduleIsChangedPeriodByPeriod(t *testing.T) {
	home := running(t, world())
	at := func(args string) outcome {
		return call(t.Context(), append(strings.Fields("limits schedule "+args), "--home", home)...)
	}
	if got := at(""); got.code != 0 || !strings.Contains(got.out, "the same all week") {
		t.Errorf("%+v", got)
	}
	for _, c := range []struct{ args, want string }{
		{"add --days mon-fri --from 8:00 --to 18:00 --up 100k", "mon-fri  8:00  18:00  100 kB/s  no limit"},
		{"add --days sat,sun --from 20:00 --to 2:00 --down 1M", "sat sun  20:00  2:00   no limit  1.0 MB/s"},
		{"off", "The schedule is off. Now: no limit up, no limit down."},
		{"on", "The schedule is on."},
		{"remove 1", "1  sat sun"},
	} {
		if got := at(c.args); got.code != 0 || !strings.Contains(got.out, c.want) {
			t.Errorf("hinnyd limits schedule %s: %+v, want %q", c.args, got, c.want)
		}
	}
	want := `{"on":true,"periods":[{"days":["sat","sun"],"from":"20:00","to":"2:00","up":0,"down":1000000}],"open":-1,"now":{"up":0,"down":0,"peer_up":0,"peer_down":0,"slots":0,"lan":false}}`
	if got := at("--json"); strings.TrimSpace(got.out) != want {
		t.Errorf("%+v, want %s", got, want)
	}
}
