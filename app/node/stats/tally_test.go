package stats_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"hinny/app/api"
	"hinny/app/node/stats"
)

// start is some moment; a Tally knows no clock.
func start() time.Time { return time.Date(2026, 3, 31, 12, 0, 0, 0, time.UTC) }

func open(t *testing.T, path string) *stats.Tally {
	t.Helper()
	tally, err := stats.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	return tally
}

func TestASessionAddsToTheTotal(t *testing.T) {
	path := filepath.Join(t.TempDir(), "statistics.json")
	for session := range int64(3) {
		tally, began := open(t, path), start().Add(time.Duration(session)*time.Hour)
		for second := range 61 {
			tally.See(stats.Moment{At: began.Add(time.Duration(second) * time.Second), Down: int64(second) * 100, Up: int64(second) * 50, DownRate: 100 * float64(session+1), Connections: 7})
		}
		tally.Searched()
		tally.Finished()
		tally.Met("a")
		tally.Met("b")
		tally.Met("a")
		if err := tally.Save(); err != nil {
			t.Fatal(err)
		}
		one := api.Figures{Down: 6000, Up: 3000, Seconds: 60, Finished: 1, Searches: 1, Peers: 2}
		n := session + 1
		all := api.Figures{Down: 6000 * n, Up: 3000 * n, Seconds: 60 * n, Finished: n, Searches: n, Peers: 2 * n}
		got := tally.Statistics("")
		if got.Session != one || got.Total != all || got.Sessions != n || !got.Since.Equal(start()) || !got.Began.Equal(began) || got.History != nil {
			t.Errorf("session %d: %+v", n, got)
		}
		if r := got.Records; r.Down.Value != 100*float64(n) || !r.Down.When.Equal(began) || r.Connections.Value != 7 || !r.Connections.When.Equal(start()) || r.Session.Value != 60 {
			t.Errorf("records of session %d: %+v", n, r)
		}
		if ratio, ok := got.Total.Ratio(); !ok || ratio != 0.5 {
			t.Errorf("ratio %v", ratio)
		}
	}
}

func TestTheHistoryIsBoundedAndGetsCoarser(t *testing.T) {
	tally := open(t, filepath.Join(t.TempDir(), "s"))
	const seconds = 4 * 24 * 3600
	for second := range seconds {
		tally.See(stats.Moment{At: start().Add(time.Duration(second) * time.Second), DownRate: float64(second), UpRate: 2, Connections: second % 2 * 8})
	}
	for span, want := range map[api.Span]struct {
		step time.Duration
		len  int
	}{api.SpanMinutes: {time.Second, 600}, api.SpanHours: {10 * time.Second, 720}, api.SpanDays: {5 * time.Minute, 576}} {
		got := tally.Statistics(span)
		if got.Step != want.step || len(got.History) != want.len {
			t.Errorf("%s: %d samples of %v", span, len(got.History), got.Step)
			continue
		}
		last, steps := got.History[want.len-1], want.step.Seconds()
		if wantDown := seconds - 1 - (steps-1)/2; last.Down != wantDown || last.Up != 2 {
			t.Errorf("%s ends with %+v, want a mean of %v", span, last, wantDown)
		}
		if want.step > time.Second && last.Connections != 4 {
			t.Errorf("%s: %d connections", span, last.Connections)
		}
	}
}

func TestWhatComesBetweenTwoLooksIsSeen(t *testing.T) {
	tally := open(t, filepath.Join(t.TempDir(), "s"))
	for second, down := range []int64{0, 30_000_000, 30_000_000} {
		tally.See(stats.Moment{At: start().Add(time.Duration(second) * time.Second), Down: down})
	}
	got := tally.Statistics(api.SpanMinutes)
	if h := got.History; h[0].Down != 0 || h[1].Down != 30_000_000 || h[2].Down != 0 || got.Records.Down.Value != 30_000_000 {
		t.Errorf("%+v, record %+v", h, got.Records.Down)
	}
}

func TestNothingIsWrittenByANodeThatNeverRan(t *testing.T) {
	path := filepath.Join(t.TempDir(), "statistics.json")
	if err := open(t, path).Save(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path); !os.IsNotExist(err) {
		t.Errorf("there is a file: %v", err)
	}
}

func TestAFileThatCannotBeUnderstoodIsSaid(t *testing.T) {
	for i, text := range []string{"{", `{"total":{"down":-1}}`, `{"since":7}`} {
		path := filepath.Join(t.TempDir(), fmt.Sprint(i))
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		tally, err := stats.Open(path)
		if err == nil || tally == nil {
			t.Fatalf("%s: %v", text, err)
		}
		tally.See(stats.Moment{At: start(), Down: 5})
		if got := tally.Statistics("").Total.Down; got != 5 {
			t.Errorf("%s: begins anew with %d", text, got)
		}
	}
}

func FuzzOpen(f *testing.F) {
	f.Add([]byte(`{"since":"2026-03-31T12:00:00Z","sessions":3,"total":{"down":1},"records":{"down":{"value":1e300}}}`))
	f.Add([]byte(`[]`))
	f.Fuzz(func(t *testing.T, data []byte) {
		path := filepath.Join(t.TempDir(), "s")
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		tally, err := stats.Open(path)
		tally.See(stats.Moment{At: start()})
		if s := tally.Statistics(api.SpanMinutes); err != nil && s.Total.Down != 0 || s.Total.Seconds < 0 || len(s.History) != 1 {
			t.Errorf("%+v, %v", s, err)
		}
		if err == nil && tally.Save() != nil {
			t.Error("what was read cannot be written")
		}
	})
}
