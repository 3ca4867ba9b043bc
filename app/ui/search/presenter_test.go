package search

import (
	"fmt"
	"maps"
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

func TestEachSearchHasATabOfItsOwn(t *testing.T) {
	bubble(t, func(t *testing.T, n *uitest.Node, p *Presenter, _ *[]note.Note) {
		p.Search("first")
		uitest.Pass(time.Second)
		n.With(func(n *uitest.Node) { n.Answers = n.Answers[:1] })
		p.Search("second")
		uitest.Pass(Timeout + time.Second)
		m := p.View()
		if m.Text != "second" || len(m.Rows) != 1 || m.Running || len(m.Tabs) != 2 || m.Tabs[1].ID != m.Front {
			t.Fatalf("the second: %+v", m)
		}
		p.Show(m.Tabs[0].ID)
		uitest.Pass(time.Second)
		if m := p.View(); m.Text != "first" || len(m.Rows) != 8 {
			t.Errorf("back at the first: %q with %d rows", m.Text, len(m.Rows))
		}
		p.Close(m.Tabs[0].ID)
		uitest.Pass(time.Second)
		if m := p.View(); m.Text != "second" || len(m.Tabs) != 1 {
			t.Errorf("after closing it: %+v", m)
		}
		p.Close(m.Tabs[1].ID)
		uitest.Pass(time.Second)
		if m := p.View(); m.Front != 0 || m.Text != "" || len(m.Rows) != 0 || len(m.Tabs) != 0 {
			t.Errorf("after closing all: %+v", m)
		}
	})
}

func TestTheSameSearchAgainKeepsWhatItFound(t *testing.T) {
	bubble(t, func(t *testing.T, n *uitest.Node, p *Presenter, _ *[]note.Note) {
		p.Search("same")
		uitest.Pass(time.Second)
		n.With(func(n *uitest.Node) { n.Answers = n.Answers[:1] })
		p.Search(" same ")
		uitest.Pass(time.Second)
		if m := p.View(); len(m.Tabs) != 1 || len(m.Rows) != 8 || !m.Running {
			t.Errorf("%d tabs, %d rows, running %v", len(m.Tabs), len(m.Rows), m.Running)
		}
	})
}

func TestSearchesOfAnEarlierTimeAreAskedWhenLookedAt(t *testing.T) {
	bubble(t, func(t *testing.T, n *uitest.Node, p *Presenter, _ *[]note.Note) {
		p.Restore([]string{"one", "two", " "})
		uitest.Pass(time.Second)
		m := p.View()
		if len(m.Tabs) != 2 || m.Tabs[0].Running || m.Front != 0 {
			t.Fatalf("restored %+v", m)
		}
		p.Show(m.Tabs[1].ID)
		uitest.Pass(time.Second)
		if m := p.View(); m.Text != "two" || len(m.Rows) != 8 || m.Tabs[0].Running {
			t.Errorf("looked at: %+v", m.Tabs)
		}
	})
}

func TestTheOldestSearchMakesRoom(t *testing.T) {
	bubble(t, func(t *testing.T, _ *uitest.Node, p *Presenter, _ *[]note.Note) {
		for i := range MaxSearches + 2 {
			p.Search(fmt.Sprint("search ", i))
		}
		uitest.Pass(time.Second)
		if m := p.View(); len(m.Tabs) != MaxSearches || m.Tabs[0].Text != "search 2" {
			t.Errorf("%d tabs, the first is %q", len(m.Tabs), m.Tabs[0].Text)
		}
	})
}

func TestTheFilterIsWrittenLikeASearch(t *testing.T) {
	bubble(t, func(t *testing.T, _ *uitest.Node, p *Presenter, _ *[]note.Note) {
		p.Search("hinnies")
		uitest.Pass(time.Second)
		for filter, want := range map[string]int{"type:video": 2, "size:<1MB": 2, "": 8, "farriery": 1} {
			p.Filter(filter)
			uitest.Pass(time.Second)
			if m := p.View(); len(m.Rows) != want || m.Filtered != 8-want || m.Mistake != nil {
				t.Errorf("%q leaves %d rows and takes %d: %v", filter, len(m.Rows), m.Filtered, m.Mistake)
			}
		}
		p.Filter("")
		uitest.Pass(time.Second)
		p.Filter("peer:" + rarest(p.View().Rows))
		uitest.Pass(time.Second)
		if m := p.View(); len(m.Rows) != 2 {
			t.Errorf("a provider of two results leaves %d", len(m.Rows))
		}
		p.Filter("size:>many")
		uitest.Pass(time.Second)
		if m := p.View(); m.Mistake == nil || len(m.Rows) != 8 {
			t.Errorf("a mistake in the filter leaves %d rows: %v", len(m.Rows), m.Mistake)
		}
	})
}

// rarest returns the provider of the fewest of the rows.
func rarest(rows []Row) string {
	count := map[string]int{}
	for _, r := range rows {
		for _, id := range r.Providers {
			count[id]++
		}
	}
	return slices.MinFunc(slices.Sorted(maps.Keys(count)), func(a, b string) int { return count[a] - count[b] })
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

// TestWhatIsHereIsShownInsteadOfFetched: who presses "Download" is told where it
// lies.
func TestWhatIsHereIsShownInsteadOfFetched(t *testing.T) {
	bubble(t, func(t *testing.T, n *uitest.Node, p *Presenter, notes *[]note.Note) {
		p.Search("hinnies")
		uitest.Pass(time.Second)
		row := p.View().Rows[0]
		n.With(func(n *uitest.Node) {
			n.Downloads = []api.Transfer{{Root: row.Root, State: api.StateComplete, Path: "/got/a.flac"}}
		})
		uitest.Pass(2 * time.Second)
		if here([]Row{row}) || !here(p.View().Rows[:1]) {
			t.Error("Enter does not show it")
		}
		p.Open(row)
		uitest.Pass(time.Second)
		p.Download([]Row{row})
		uitest.Pass(time.Second)
		want := []note.Note{{What: note.Here, Name: "/got/a.flac", Show: true}, {What: note.Here, Name: "/got/a.flac"}}
		if !slices.EqualFunc(*notes, want, func(a, b note.Note) bool { return a == b }) || len(n.Ordered) > 0 {
			t.Errorf("told %+v, ordered %+v", *notes, n.Ordered)
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
