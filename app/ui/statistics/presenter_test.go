package statistics

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"hinny/app/api"
	"hinny/app/ui/note"
	"hinny/app/ui/uitest"
)

func bubble(t *testing.T, test func(t *testing.T, n *uitest.Node, p *Presenter, notes *[]note.Note)) {
	synctest.Test(t, func(t *testing.T) {
		n, notes := uitest.Sample(), &[]note.Note{}
		p := New(n, func() {}, func(n note.Note) { *notes = append(*notes, n) })
		uitest.Start(t, p.Run)
		test(t, n, p, notes)
	})
}

func TestTheNodeIsAskedOnlyWhileSomebodyLooks(t *testing.T) {
	bubble(t, func(t *testing.T, n *uitest.Node, p *Presenter, _ *[]note.Note) {
		uitest.Pass(time.Minute)
		if m := p.View(); m.Loaded {
			t.Fatalf("asked behind another screen: %+v", m.Counts.Session)
		}
		p.SetVisible(true)
		uitest.Pass(interval)
		if m := p.View(); !m.Loaded || m.Span != api.SpanMinutes || len(m.Counts.History) != 600 || m.Counts.Session.Finished != 7 {
			t.Fatalf("%+v", m.Counts.Session)
		}
		n.With(func(n *uitest.Node) { n.Counted.Session.Finished++ })
		uitest.Pass(2 * interval)
		if got := p.View().Counts.Session.Finished; got != 8 {
			t.Errorf("%d files finished", got)
		}
		p.SetVisible(false)
		uitest.Pass(2 * interval)
		n.With(func(n *uitest.Node) { n.Fail = errors.New("gone") })
		uitest.Pass(time.Minute)
		if err := p.View().Err; err != nil {
			t.Errorf("asked behind another screen: %v", err)
		}
		p.SetVisible(true)
		uitest.Pass(interval)
		if m := p.View(); m.Err == nil || m.Counts.Session.Finished != 8 {
			t.Errorf("without a node: %+v", m)
		}
	})
}

func TestTheChosenSpanIsShown(t *testing.T) {
	bubble(t, func(t *testing.T, _ *uitest.Node, p *Presenter, _ *[]note.Note) {
		p.SetVisible(true)
		p.Show(api.SpanDays)
		uitest.Pass(interval / 2)
		if m := p.View(); m.Span != api.SpanDays || len(m.Counts.History) != 300 {
			t.Errorf("%s: %d samples", m.Span, len(m.Counts.History))
		}
	})
}

func TestTheExportIsANewFile(t *testing.T) {
	dir := t.TempDir()
	bubble(t, func(t *testing.T, _ *uitest.Node, p *Presenter, notes *[]note.Note) {
		path := filepath.Join(dir, "figures.csv")
		for _, to := range []string{path, path, "figures.csv", filepath.Join(dir, "no folder", "x.csv")} {
			p.Export(to)
			uitest.Pass(time.Second)
		}
		text, err := os.ReadFile(path)
		if err != nil || !strings.Contains(string(text), "files finished,7,1204\n") || strings.Count(string(text), "\n") != 609 {
			t.Errorf("wrote %d bytes, %v", len(text), err)
		}
		if len(*notes) != 4 || (*notes)[0].What != note.Written {
			t.Fatalf("told %+v", *notes)
		}
		for _, n := range (*notes)[1:] {
			if n.What != note.Failed || n.Err == nil {
				t.Errorf("told %+v", n)
			}
		}
		if left, _ := os.ReadDir(dir); len(left) != 1 {
			t.Errorf("left: %v", left)
		}
	})
}

func TestTheUpperEdgeIsARoundNumberWithARoundHalf(t *testing.T) {
	for value, want := range map[float64]float64{1: 1, 1.1: 2, 2: 2, 3: 4, 4.1: 10, 10: 10, 15: 20, 187: 200, 8_400_000: 10_000_000} {
		if got := even(value); got != want {
			t.Errorf("even(%v) = %v, want %v", value, got, want)
		}
	}
	if _, _, top := rates(nil, 600); top != 10_000 {
		t.Errorf("without a history the edge is %v", top)
	}
}

func TestAHistoryInWhichNothingMovesIsDrawnSeldom(t *testing.T) {
	bubble(t, func(t *testing.T, n *uitest.Node, p *Presenter, _ *[]note.Note) {
		add := func(s api.Sample) int {
			n.With(func(n *uitest.Node) { n.Counted.History = append(n.Counted.History, s) })
			uitest.Pass(interval)
			return len(p.View().Counts.History)
		}
		n.With(func(n *uitest.Node) { n.Counted.History = nil })
		p.SetVisible(true)
		uitest.Pass(interval / 2)
		drawn := map[int]bool{}
		for range 3 * rest {
			drawn[add(api.Sample{Connections: 3})] = true
		}
		if len(drawn) < 3 || len(drawn) > 5 {
			t.Errorf("drawn as %d histories in %d seconds", len(drawn), 3*rest)
		}
		for i := range 5 {
			if got, want := add(api.Sample{Down: 5, Connections: 3}), 3*rest+1+i; got != want {
				t.Errorf("%d samples are shown while something moves, want %d", got, want)
			}
		}
	})
}

func TestAYoungHistoryBeginsWithNothing(t *testing.T) {
	history := []api.Sample{{Down: 1, Up: 2, Connections: 3}}
	down, up, _ := rates(history, 600)
	values, _ := connections(history, 600)
	if len(down) != 600 || len(up) != 600 || len(values) != 600 || down[598] != 0 || down[599] != 1 || up[599] != 2 || values[599] != 3 {
		t.Errorf("%d, %d and %d values", len(down), len(up), len(values))
	}
}

func TestTheTimeOnlineDoesNotChangeEachSecond(t *testing.T) {
	for seconds, want := range map[int64]string{0: "< 1 min", 59: "< 1 min", 119: "1 min", 3*3600 + 59: "3 h", 3*3600 + 61: "3 h 1 min"} {
		if got := online(seconds); got != want {
			t.Errorf("online(%d) = %q, want %q", seconds, got, want)
		}
	}
}
