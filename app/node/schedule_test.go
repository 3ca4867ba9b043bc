package node

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hinny/app/api"
)

// office is a week whose working hours are limited.
func office() api.Schedule {
	return api.Schedule{On: true, Periods: []api.Period{
		{Days: []string{"mon-fri"}, From: "8:00", To: "18:00", Up: 50_000, Down: 100_000},
		{Days: []string{"sat", "sun"}, From: "20:00", To: "2:00"},
	}}
}

func TestTheScheduleTakesThePlaceOfTheRates(t *testing.T) {
	n := nodeIn(t, t.TempDir())
	always := api.Limits{Up: 10_000, Slots: 4, LAN: true}
	if _, err := n.Limit(t.Context(), api.LimitsChange{Up: &always.Up, Slots: &always.Slots, LAN: &always.LAN}); err != nil {
		t.Fatal(err)
	}
	if _, err := n.SetSchedule(t.Context(), office()); err != nil {
		t.Fatal(err)
	}
	n.limits.mu.Lock()
	defer n.limits.mu.Unlock()
	monday := time.Date(2026, 11, 23, 0, 0, 0, 0, time.Local)
	for _, c := range []struct {
		at       time.Duration
		open     int
		up, down int64
	}{
		{7*time.Hour + 59*time.Minute, -1, 10_000, 0},
		{8 * time.Hour, 0, 50_000, 100_000},
		{18 * time.Hour, -1, 10_000, 0},
		{(5*24 + 21) * time.Hour, 1, 0, 0},
		{(7*24 + 1) * time.Hour, 1, 0, 0}, // the night of Sunday
		{(7*24 + 2) * time.Hour, -1, 10_000, 0},
	} {
		now := monday.Add(c.at)
		n.enforce(now)
		want := api.Limits{Up: c.up, Down: c.down, Slots: 4, LAN: true}
		if got := n.scheduled(now); got.Open != c.open || got.Now != want || n.limits.inForce != want {
			t.Errorf("%s: %d is open and %+v holds, want %d and %+v", now.Format("Mon 15:04"), got.Open, n.limits.inForce, c.open, want)
		}
	}
	n.limits.plan.On = false
	n.enforce(monday.Add(9 * time.Hour))
	if n.limits.inForce != always {
		t.Errorf("switched off it leaves %+v in force", n.limits.inForce)
	}
}

func TestTheScheduleHoldsAfterARestart(t *testing.T) {
	home := t.TempDir()
	n := nodeIn(t, home)
	if got, err := n.Schedule(t.Context()); err != nil || got.On || got.Open != -1 || got.Periods == nil {
		t.Errorf("at first: %+v, %v", got, err)
	}
	if _, err := n.SetSchedule(t.Context(), office()); err != nil {
		t.Fatal(err)
	}
	if err := n.Close(); err != nil {
		t.Fatal(err)
	}
	got, err := nodeIn(t, home).Schedule(t.Context())
	if err != nil || !got.On || len(got.Periods) != 2 || strings.Join(got.Periods[0].Days, " ") != "mon tue wed thu fri" || got.Periods[0].From != "08:00" {
		t.Errorf("after a restart: %+v, %v", got, err)
	}
}

func TestImpossibleSchedulesChangeNothing(t *testing.T) {
	n := nodeIn(t, t.TempDir())
	for _, p := range []api.Period{
		{},
		{Days: []string{"mon"}, From: "8:00", To: "25:00"},
		{Days: []string{"day"}, From: "8:00", To: "9:00"},
		{From: "8:00", To: "9:00"},
		{Days: []string{"mon"}, From: "8:00", To: "9:00", Up: 7},
	} {
		if _, err := n.SetSchedule(t.Context(), api.Schedule{On: true, Periods: []api.Period{p}}); codeOf(err) != api.CodeUsage {
			t.Errorf("%+v: %v", p, err)
		}
	}
	if got, _ := n.Schedule(t.Context()); got.On || len(got.Periods) > 0 {
		t.Errorf("after mistakes: %+v", got)
	}
}

func TestADamagedScheduleIsNamed(t *testing.T) {
	home := t.TempDir()
	write(t, filepath.Join(home, scheduleName), `{"on": true, "periods": [{"days": ["never"]}]}`)
	n, err := New(Config{Home: home, Downloads: filepath.Join(home, "got"), Listen: []string{"/ip4/127.0.0.1/tcp/0"}, NoMDNS: true})
	if err == nil {
		_ = n.Close()
		t.Error("a node starts with a schedule that nobody can read")
	} else if !strings.Contains(err.Error(), scheduleName) {
		t.Errorf("the error does not name the file: %v", err)
	}
}
