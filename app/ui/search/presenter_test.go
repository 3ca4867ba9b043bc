package search

import (
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"hinny/app/api"
	"hinny/app/ui/note"
	"hinny/app/ui/order"
	"hinny/app/ui/uitest"
)

// bubble runs a test with a presenter over the sample node in virtual time.
func bubble(t *testing.T, test func(t *testing.T, n *uitest.Node, p *Presenter, notes *[]note.Note)) {
	synctest.Test(t, func(t *testing.T) {
		n, notes := uitest.Sample(), &[]note.Note{}
		p := New(n, func() {}, func(n note.Note) { *notes = append(*notes, n) })
		uitest.Start(t, p.Run)
		test(t, n, p, notes)
	})
}

func names(m Model) (names []string) {
	for _, r := range m.Rows {
		names = append(names, r.Name)
	}
	return names
}

func TestResultsAppearWhileTheSearchRuns(t *testing.T) {
	bubble(t, func(t *testing.T, n *uitest.Node, p *Presenter, _ *[]note.Note) {
		n.With(func(n *uitest.Node) { n.Pace = time.Second })
		p.Search("  hinnies ")
		uitest.Pass(3500 * time.Millisecond)
		if m := p.View(); len(m.Rows) != 3 || !m.Running || m.Text != "hinnies" {
			t.Errorf("after three answers: %d rows, running %v, text %q", len(m.Rows), m.Running, m.Text)
		}
		uitest.Pass(Timeout)
		if m := p.View(); len(m.Rows) != len(n.Answers) || m.Running {
			t.Errorf("at the end: %d rows, running %v", len(m.Rows), m.Running)
		}
	})
}

func TestAnImprovedResultReplacesItsRow(t *testing.T) {
	bubble(t, func(t *testing.T, n *uitest.Node, p *Presenter, _ *[]note.Note) {
		better := n.Answers[0]
		better.Providers = []string{"a", "b", "c", "d", "e"}
		n.With(func(n *uitest.Node) { n.Answers = append(n.Answers, better) })
		p.Search("hinnies")
		uitest.Pass(time.Second)
		m := p.View()
		i := slices.IndexFunc(m.Rows, func(r Row) bool { return r.Root == better.Root })
		if len(m.Rows) != 8 || i < 0 || len(m.Rows[i].Providers) != 5 {
			t.Errorf("%d rows, the improved one at %d: %v", len(m.Rows), i, m.Rows)
		}
	})
}

func TestANewSearchForgetsTheOldOne(t *testing.T) {
	bubble(t, func(t *testing.T, n *uitest.Node, p *Presenter, _ *[]note.Note) {
		p.Search("first")
		uitest.Pass(time.Second)
		n.With(func(n *uitest.Node) { n.Answers = n.Answers[:1] })
		p.Search("second")
		uitest.Pass(Timeout + time.Second)
		if m := p.View(); m.Text != "second" || len(m.Rows) != 1 || m.Running {
			t.Errorf("text %q, %d rows, running %v", m.Text, len(m.Rows), m.Running)
		}
	})
}

func TestStopKeepsWhatWasFound(t *testing.T) {
	bubble(t, func(t *testing.T, _ *uitest.Node, p *Presenter, _ *[]note.Note) {
		p.Search("hinnies")
		uitest.Pass(time.Second)
		p.Stop()
		uitest.Pass(time.Second)
		if m := p.View(); m.Running || m.Err != nil || len(m.Rows) != 8 {
			t.Errorf("running %v, error %v, %d rows", m.Running, m.Err, len(m.Rows))
		}
	})
}

func TestAMistakeInTheQueryIsShown(t *testing.T) {
	bubble(t, func(t *testing.T, n *uitest.Node, p *Presenter, _ *[]note.Note) {
		mistake := &api.Error{Code: api.CodeUsage, Message: "size:>many is no size"}
		n.With(func(n *uitest.Node) { n.Fail = mistake })
		p.Search("size:>many")
		uitest.Pass(time.Second)
		if m := p.View(); m.Err != mistake || m.Running {
			t.Errorf("error %v, running %v", m.Err, m.Running)
		}
	})
}

func TestSortingByNameTurnsAround(t *testing.T) {
	bubble(t, func(t *testing.T, _ *uitest.Node, p *Presenter, _ *[]note.Note) {
		p.Search("hinnies")
		p.Sort(order.Order{Column: ByName})
		uitest.Pass(time.Second)
		up := names(p.View())
		p.Sort(order.Order{Column: ByName, Descending: true})
		uitest.Pass(time.Second)
		down := names(p.View())
		slices.Reverse(down)
		if !slices.IsSortedFunc(up, order.Names) || !slices.Equal(up, down) {
			t.Errorf("up %q, down %q", up, down)
		}
	})
}

func TestDownloadOrdersAndMarksTheRow(t *testing.T) {
	bubble(t, func(t *testing.T, n *uitest.Node, p *Presenter, notes *[]note.Note) {
		n.With(func(n *uitest.Node) { n.Downloads = nil })
		p.Search("hinnies")
		uitest.Pass(time.Second)
		wanted := p.View().Rows[0]
		p.Download([]Row{wanted})
		uitest.Pass(time.Second)
		if len(n.Ordered) != 1 || n.Ordered[0].Target != wanted.Root.String() || n.Ordered[0].Name != wanted.Name || n.Ordered[0].Size != wanted.Size {
			t.Fatalf("ordered %+v", n.Ordered)
		}
		if got := p.View().Rows[0].Local; got != Ordered {
			t.Errorf("the row is marked %v", got)
		}
		if len(*notes) != 1 || (*notes)[0].What != note.Started {
			t.Errorf("told %+v", *notes)
		}
		n.With(func(n *uitest.Node) { n.Downloads[0].State = api.StateComplete })
		uitest.Pass(2 * time.Second)
		if got := p.View().Rows[0].Local; got != Present {
			t.Errorf("after it arrived the row is marked %v", got)
		}
	})
}

func TestTheResultsHaveALimit(t *testing.T) {
	in := newInbox()
	for i := range MaxResults + 10 {
		r := api.Result{Root: uitest.Root(i)}
		r.Root[5] = byte(i >> 16)
		in.put(r)
	}
	results, refused := in.take()
	if len(results) != MaxResults || !refused {
		t.Errorf("%d results, refused %v", len(results), refused)
	}
}
