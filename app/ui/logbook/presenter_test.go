package logbook

import (
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"hinny/app/api"
	"hinny/app/ui/order"
	"hinny/app/ui/uitest"
)

func bubble(t *testing.T, test func(t *testing.T, n *uitest.Node, p *Presenter, drawn *int)) {
	synctest.Test(t, func(t *testing.T) {
		n, drawn := uitest.Sample(), new(int)
		p := New(n, func(e api.Entry) string { return strings.TrimSpace(string(e.What) + " " + e.Name + e.Text) }, func() { *drawn++ })
		uitest.Start(t, p.Run)
		uitest.Pass(2 * interval)
		test(t, n, p, drawn)
	})
}

func TestTheNewestComesFirst(t *testing.T) {
	bubble(t, func(t *testing.T, n *uitest.Node, p *Presenter, drawn *int) {
		m := p.View()
		if len(m.Rows) != 10 || m.Total != 10 || m.Rows[0].ID != 10 || m.Rows[9].Text != "started" {
			t.Fatalf("%+v", m)
		}
		before := *drawn
		uitest.Pass(time.Hour)
		if *drawn != before {
			t.Errorf("drawn %d times while nothing happened", *drawn-before)
		}
		n.With(func(n *uitest.Node) {
			n.Entries[9].Seq, n.Entries[9].Times = 11, 2 // once more
			n.Entries = append(n.Entries, api.Entry{ID: 12, Seq: 12, Times: 1, Level: api.LevelInfo, Text: "new"})
		})
		uitest.Pass(time.Second)
		if m = p.View(); len(m.Rows) != 11 || m.Rows[0].Text != "new" || m.Rows[1].Times != 2 {
			t.Errorf("%+v", m.Rows[:2])
		}
	})
}

func TestLevelsAndWordsChoose(t *testing.T) {
	bubble(t, func(t *testing.T, _ *uitest.Node, p *Presenter, _ *int) {
		p.Show(api.LevelWarning)
		uitest.Pass(interval)
		if m := p.View(); len(m.Rows) != 5 || m.Total != 10 {
			t.Errorf("warnings: %+v", m)
		}
		p.Filter("epub FAILED")
		uitest.Pass(interval)
		if m := p.View(); len(m.Rows) != 1 || m.Rows[0].Level != api.LevelError {
			t.Errorf("filtered: %+v", m.Rows)
		}
		p.Filter("")
		p.Show(api.LevelInfo)
		p.Sort(order.Order{Column: ByLevel, Descending: true})
		uitest.Pass(interval)
		if m := p.View(); len(m.Rows) != 10 || m.Rows[0].Level != api.LevelError || m.Rows[0].ID != 10 || m.Rows[9].ID != 1 {
			t.Errorf("sorted: %+v", m.Rows)
		}
	})
}

func TestALogThatBreaksOffIsReadAgain(t *testing.T) {
	bubble(t, func(t *testing.T, n *uitest.Node, p *Presenter, _ *int) {
		n.With(func(n *uitest.Node) { n.Fail = errors.New("gone") })
		uitest.Pass(time.Second)
		if m := p.View(); m.Err == nil || len(m.Rows) != 10 {
			t.Errorf("while it is away: %+v", m)
		}
		n.With(func(n *uitest.Node) { n.Fail, n.Entries = nil, n.Entries[:2] }) // another node
		uitest.Pass(2 * again * interval)
		if m := p.View(); m.Err != nil || len(m.Rows) != 2 {
			t.Errorf("when it is back: %+v", m)
		}
	})
}

func TestTheRowsAreBounded(t *testing.T) {
	bubble(t, func(t *testing.T, n *uitest.Node, p *Presenter, _ *int) {
		n.With(func(n *uitest.Node) {
			for i := range uint64(MaxRows) {
				n.Entries = append(n.Entries, api.Entry{ID: 100 + i, Seq: 100 + i, Level: api.LevelInfo})
			}
		})
		uitest.Pass(time.Second)
		if m := p.View(); len(m.Rows) != MaxRows || m.Rows[0].ID != 99+MaxRows {
			t.Errorf("%d rows", len(m.Rows))
		}
	})
}

func TestWithoutALogNothingIsShown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := New(nil, nil, func() {})
		uitest.Start(t, p.Run)
		uitest.Pass(time.Minute)
		if m := p.View(); len(m.Rows) != 0 {
			t.Errorf("%+v", m)
		}
	})
}

func TestWhatIsSaidOfOneDownloadStandsTogether(t *testing.T) {
	bubble(t, func(t *testing.T, n *uitest.Node, p *Presenter, _ *int) {
		root, other := uitest.Root(1), uitest.Root(2)
		n.With(func(n *uitest.Node) {
			for i, root := range []string{root.Short(), other.Short(), "", root.Short()} {
				id := uint64(20 + i)
				n.Entries = append(n.Entries, api.Entry{ID: id, Seq: id, Times: 1, Level: api.LevelInfo, Text: "x", Root: root})
			}
		})
		p.Show(api.LevelError) // the whole log may be filtered meanwhile
		uitest.Pass(time.Second)
		about := p.View().About
		if rows := about[root.Short()]; len(rows) != 2 || rows[0].ID != 23 || rows[1].ID != 20 {
			t.Errorf("of one download: %+v", rows)
		}
		if len(about[other.Short()]) != 1 || len(about[""]) != 0 {
			t.Errorf("of others: %+v", about)
		}
	})
}

func TestCopiedLinesAreOldestFirst(t *testing.T) {
	at := time.Date(2026, 3, 31, 9, 12, 5, 0, time.Local)
	got := Lines([]Row{{ID: 2, Time: at.Add(time.Second), Level: api.LevelError, Text: "b"}, {ID: 1, Time: at, Level: api.LevelInfo, Text: "a"}})
	if want := "2026-03-31 09:12:05  info  a\n2026-03-31 09:12:06  error  b\n"; got != want {
		t.Errorf("copied %q, want %q", got, want)
	}
}
