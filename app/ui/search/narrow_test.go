package search

import (
	"errors"
	"testing"
	"time"

	"hinny/app/api"
	"hinny/app/ui/note"
	"hinny/app/ui/uitest"
	"hinny/share"
)

func TestNarrowingActsOnWhatIsThere(t *testing.T) {
	bubble(t, func(t *testing.T, n *uitest.Node, p *Presenter, _ *[]note.Note) {
		n.With(func(n *uitest.Node) { n.Downloads = nil })
		p.Search("hinnies")
		uitest.Pass(time.Second)
		for _, c := range []struct {
			what   string
			narrow Narrow
			want   int
		}{
			{"films", Narrow{Kind: share.KindVideo}, 2},
			{"up to a megabyte", Narrow{Size: SizeRange{Below: 1_000_000}}, 2},
			{"from a gigabyte", Narrow{Size: SizeRange{From: 1_000_000_000}}, 1},
			{"held by three", Narrow{Least: 3}, 4},
			{"what is not here", Narrow{Absent: true}, 7},
			{"films held by four", Narrow{Kind: share.KindVideo, Least: 4}, 0},
			{"everything", Narrow{}, 8},
		} {
			p.Narrow(c.narrow)
			uitest.Pass(time.Second)
			if m := p.View(); len(m.Rows) != c.want || m.Filtered != 8-c.want || m.Narrow != c.narrow {
				t.Errorf("%s: %d rows, %d left out, want %d", c.what, len(m.Rows), m.Filtered, c.want)
			}
		}
	})
}

func TestWhatIsHiddenStaysHiddenAndCanComeBack(t *testing.T) {
	bubble(t, func(t *testing.T, _ *uitest.Node, p *Presenter, notes *[]note.Note) {
		p.Search("hinnies")
		uitest.Pass(time.Second)
		rows := p.View().Rows[:2]
		p.Judge(rows, api.MarkHidden)
		uitest.Pass(time.Second)
		if m := p.View(); len(m.Rows) != 6 || m.Hidden != 2 || m.Filtered != 0 {
			t.Fatalf("%d rows, %d hidden, %d filtered", len(m.Rows), m.Hidden, m.Filtered)
		}
		if last := (*notes)[len(*notes)-1]; last.What != note.Hidden || last.Count != 2 {
			t.Errorf("told %+v", last)
		}
		p.Search("hinnies again")
		uitest.Pass(time.Second)
		if m := p.View(); len(m.Rows) != 6 || m.Hidden != 2 {
			t.Errorf("in the next search: %d rows, %d hidden", len(m.Rows), m.Hidden)
		}
		p.Narrow(Narrow{Hidden: true})
		p.Judge(rows[:1], api.MarkNone)
		p.Narrow(Narrow{})
		uitest.Pass(time.Second)
		if m := p.View(); len(m.Rows) != 7 || m.Hidden != 1 {
			t.Errorf("after one came back: %d rows, %d hidden", len(m.Rows), m.Hidden)
		}
	})
}

func TestAFakeIsLast(t *testing.T) {
	bubble(t, func(t *testing.T, _ *uitest.Node, p *Presenter, _ *[]note.Note) {
		p.Search("hinnies")
		uitest.Pass(time.Second)
		first := p.View().Rows[0]
		p.Judge([]Row{first}, api.MarkFake)
		uitest.Pass(time.Second)
		rows := p.View().Rows
		if last := rows[len(rows)-1]; last.Root != first.Root || last.Mark != api.MarkFake {
			t.Errorf("the last is %q, marked %q", last.Name, last.Mark)
		}
		p.Judge([]Row{first}, api.MarkNone)
		uitest.Pass(time.Second)
		if again := p.View().Rows[0]; again.Root != first.Root {
			t.Errorf("without its mark it is not first again, but %q", again.Name)
		}
	})
}

func TestAMarkThatIsNotRememberedIsNotShown(t *testing.T) {
	bubble(t, func(t *testing.T, n *uitest.Node, p *Presenter, notes *[]note.Note) {
		p.Search("hinnies")
		uitest.Pass(time.Second)
		n.With(func(n *uitest.Node) { n.Fail = errors.New("the disk is full") })
		p.Judge(p.View().Rows[:2], api.MarkHidden)
		uitest.Pass(time.Second)
		if m := p.View(); m.Hidden != 0 || len(*notes) != 1 || (*notes)[0].What != note.Failed {
			t.Errorf("%d hidden, told %+v", m.Hidden, *notes)
		}
	})
}
