package hiding

import (
	"testing"
	"testing/synctest"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"hinny/app/api"
	"hinny/app/ui/order"
	"hinny/app/ui/uitest"
)

func bubble(t *testing.T, test func(t *testing.T, n *uitest.Node, p *Presenter)) {
	synctest.Test(t, func(t *testing.T) {
		n := uitest.Sample()
		p := New(n, func() {})
		uitest.Start(t, p.Run)
		p.SetShown(true)
		uitest.Pass(interval / 2)
		test(t, n, p)
	})
}

func names(m Model) (patterns []string) {
	for _, e := range m.Patterns {
		patterns = append(patterns, e.Pattern)
	}
	return patterns
}

func TestPatternsComeAndGo(t *testing.T) {
	bubble(t, func(t *testing.T, n *uitest.Node, p *Presenter) {
		before := len(p.View().Patterns)
		p.Add(" *.log ")
		p.Add("  ")
		uitest.Pass(time.Second)
		m := p.View()
		if len(m.Patterns) != before+1 || m.Patterns[before].Pattern != "*.log" || m.Changes != 1 || !m.Own() {
			t.Errorf("after one was added: %+v", m)
		}
		p.Remove([]string{"*.log", "*.iso"})
		uitest.Pass(time.Second)
		if m := p.View(); len(m.Patterns) != before-1 || m.Own() {
			t.Errorf("after two were removed: %q", names(m))
		}
		p.Remove([]string{".*"})
		p.Reset()
		uitest.Pass(time.Second)
		if m := p.View(); m.Patterns[0].Pattern != ".*" {
			t.Errorf("after the reset: %q", names(m))
		}
	})
}

func TestWhatIsWrongIsSaidUntilSomethingIsRight(t *testing.T) {
	bubble(t, func(t *testing.T, n *uitest.Node, p *Presenter) {
		wrong := &api.Error{Code: api.CodeUsage, Message: "no pattern"}
		n.With(func(n *uitest.Node) { n.Fail = wrong })
		p.Add("[")
		uitest.Pass(time.Second)
		if m := p.View(); m.Err != wrong || m.Changes != 0 || len(m.Patterns) == 0 {
			t.Errorf("after a wrong pattern: %+v", m)
		}
		n.With(func(n *uitest.Node) { n.Fail = nil })
		p.Add("x")
		uitest.Pass(time.Second)
		if m := p.View(); m.Err != nil || m.Changes != 1 {
			t.Errorf("after a right one: %+v", m)
		}
	})
}

func TestCountsAreAskedForWhileTheyComeAndSomebodyLooks(t *testing.T) {
	bubble(t, func(t *testing.T, n *uitest.Node, p *Presenter) {
		count := func(hidden int, counting bool) int {
			n.With(func(n *uitest.Node) {
				n.Counting, n.Excluded = counting, []api.Exclusion{{Pattern: "a", Hidden: hidden}}
			})
			uitest.Pass(3 * interval)
			return p.View().Patterns[0].Hidden
		}
		if count(1, true) == 1 {
			t.Fatal("it is asked for though the node said all")
		}
		p.SetShown(true)
		for hidden := 1; hidden < 4; hidden++ {
			if got := count(hidden, true); got != hidden {
				t.Errorf("%d of %d", got, hidden)
			}
		}
		p.SetShown(false)
		if got := count(9, true); got == 9 {
			t.Error("it is asked for though nobody looks")
		}
	})
}

func TestPatternsAreSorted(t *testing.T) {
	bubble(t, func(t *testing.T, n *uitest.Node, p *Presenter) {
		for column, first := range map[string]string{ByHidden: ".*", ByPattern: "thumbs.db", ByExample: "*.iso", ByOrigin: ".*"} {
			p.Sort(order.Order{Column: column, Descending: true})
			uitest.Pass(time.Second)
			if got := names(p.View())[0]; got != first {
				t.Errorf("by %s %s is first", column, got)
			}
		}
	})
}

func TestANodeWithoutPatternsIsLeftAlone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := New(nil, func() {})
		uitest.Start(t, p.Run)
		p.SetShown(true)
		p.Add("x")
		uitest.Pass(time.Second)
		if p.CanHide() || p.View().Loaded {
			t.Error("it has patterns")
		}
	})
}

// TestWhatBecomesPublicIsAskedAbout: a pattern that hides nothing goes at once,
// the others after a yes.
func TestWhatBecomesPublicIsAskedAbout(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		uitest.App(t, theme.VariantLight)
		n := uitest.Sample()
		p := New(n, func() {})
		uitest.Start(t, p.Run)
		v, asked := NewView(p), 0
		var yes func()
		v.OnAsk = func(_ string, do func()) { asked, yes = asked+1, do }
		test.NewTempWindow(t, v).Resize(fyne.NewSize(720, 420))
		p.SetShown(true)
		pass := func() []api.Exclusion {
			uitest.Pass(time.Second)
			v.Update()
			return v.table.Rows()
		}
		rows := pass()
		v.unhide(rows[3:4])
		if rows := pass(); asked != 0 || len(rows) != 4 {
			t.Errorf("asked %d times, %d patterns", asked, len(rows))
		}
		v.table.Select(0)
		test.Tap(v.remove)
		if rows := pass(); asked != 1 || len(rows) != 4 {
			t.Fatalf("asked %d times, %d patterns", asked, len(rows))
		}
		yes()
		if rows := pass(); len(rows) != 3 {
			t.Errorf("%d patterns after a yes", len(rows))
		}
		test.Type(v.field, "*.bak")
		v.field.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
		if rows := pass(); len(rows) != 4 || v.field.Text != "" {
			t.Errorf("%d patterns after one was typed, the field holds %q", len(rows), v.field.Text)
		}
	})
}
