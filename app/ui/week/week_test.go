package week

import (
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"hinny/app/api"
	"hinny/app/ui/uitest"
)

func bubble(t *testing.T, test func(t *testing.T, n *uitest.Node, p *Presenter)) {
	synctest.Test(t, func(t *testing.T) {
		n := uitest.Sample()
		p := New(n, func() {})
		uitest.Start(t, p.Run)
		p.SetShown(true)
		uitest.Pass(time.Second)
		test(t, n, p)
	})
}

// starts returns when the periods begin, in their order.
func starts(m Model) (times []string) {
	for _, p := range m.Periods {
		times = append(times, p.From)
	}
	return times
}

func TestPeriodsComeMoveAndGo(t *testing.T) {
	bubble(t, func(t *testing.T, n *uitest.Node, p *Presenter) {
		if got := starts(p.View()); !slices.Equal(got, []string{"08:00", "22:00"}) {
			t.Fatalf("at first: %q", got)
		}
		p.SetOn(false)
		p.Add(api.Period{Days: []string{"sun"}, From: "03:00", To: "04:00", Up: 5000})
		p.Raise(p.View().Rows()[1])
		uitest.Pass(time.Second)
		if m := p.View(); !slices.Equal(starts(m), []string{"22:00", "08:00", "03:00"}) || !m.On || m.Changes != 3 {
			t.Errorf("after three changes: %q, on %v, %d changes", starts(m), m.On, m.Changes)
		}
		p.Remove(p.View().Rows()[:2])
		uitest.Pass(time.Second)
		if got := starts(p.View()); !slices.Equal(got, []string{"03:00"}) {
			t.Errorf("after two are gone: %q", got)
		}
	})
}

// TestAChangeFromElsewhereIsNotLost: a terminal put a period in front while the
// window showed the list without it.
func TestAChangeFromElsewhereIsNotLost(t *testing.T) {
	bubble(t, func(t *testing.T, n *uitest.Node, p *Presenter) {
		shown := p.View().Rows()
		n.With(func(n *uitest.Node) {
			n.Week.Periods = slices.Insert(n.Week.Periods, 0, api.Period{Days: []string{"mon"}, From: "01:00", To: "02:00"})
		})
		p.Remove(shown[:1])
		uitest.Pass(time.Second)
		if got := starts(p.View()); !slices.Equal(got, []string{"01:00", "22:00"}) {
			t.Errorf("left: %q", got)
		}
		p.Remove(shown[:1]) // it is gone already
		uitest.Pass(time.Second)
		if got := starts(p.View()); len(got) != 2 {
			t.Errorf("left after a second removal: %q", got)
		}
	})
}

func TestWhatWentWrongIsSaidUntilSomethingGoesRight(t *testing.T) {
	bubble(t, func(t *testing.T, n *uitest.Node, p *Presenter) {
		wrong := &api.Error{Code: api.CodeUsage, Message: "no"}
		n.With(func(n *uitest.Node) { n.Fail = wrong })
		p.SetOn(false)
		uitest.Pass(time.Second)
		if m := p.View(); m.Err != wrong || len(m.Periods) != 2 {
			t.Errorf("after a failure: %+v", m)
		}
		n.With(func(n *uitest.Node) { n.Fail = nil })
		p.SetOn(true)
		uitest.Pass(time.Second)
		if m := p.View(); m.Err != nil {
			t.Errorf("after a success: %v", m.Err)
		}
	})
}

func TestWhatIsOpenIsFollowedWhileSomebodyLooks(t *testing.T) {
	bubble(t, func(t *testing.T, n *uitest.Node, p *Presenter) {
		open := func(period int) int {
			n.With(func(n *uitest.Node) { n.Week.Open = period })
			uitest.Pass(2 * interval)
			return p.View().Open
		}
		if got := open(1); got != 1 || !p.View().Rows()[1].Open {
			t.Errorf("period %d is open", got)
		}
		p.SetShown(false)
		if open(-1) == -1 {
			t.Error("the node is asked though nobody looks")
		}
	})
}

func TestANodeWithoutAScheduleIsLeftAlone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := New(nil, func() {})
		uitest.Start(t, p.Run)
		p.SetShown(true)
		p.SetOn(true)
		uitest.Pass(time.Second)
		if p.CanSchedule() || p.View().Loaded {
			t.Error("it has a schedule")
		}
	})
}

// TestAPeriodIsTyped types wrong ones and then a right one.
func TestAPeriodIsTyped(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		uitest.App(t, theme.VariantLight)
		n := uitest.Sample()
		p := New(n, func() {})
		uitest.Start(t, p.Run)
		v := NewView(p)
		test.NewTempWindow(t, v).Resize(fyne.NewSize(720, 420))
		p.SetShown(true)
		uitest.Pass(time.Second)
		v.Update()
		enter := func(from, to, up string) string {
			v.from.SetText(from)
			v.to.SetText(to)
			v.up.SetText(up)
			v.up.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
			uitest.Pass(time.Second)
			v.Update()
			return v.state.Text
		}
		for _, wrong := range [][3]string{{"8", "9:00", ""}, {"8:00", "25:00", ""}, {"8:00", "9:60", ""}, {"8:00", "9:00", "fast"}, {"8:00", "9:00", "-1"}} {
			if said := enter(wrong[0], wrong[1], wrong[2]); !strings.HasPrefix(said, "“") || len(p.View().Periods) != 2 {
				t.Errorf("%q: said %q", wrong, said)
			}
		}
		if said := enter("19:00", "21:30", "40"); !strings.HasPrefix(said, "Now: ") {
			t.Errorf("after a right one: %q", said)
		}
		want := api.Period{Days: []string{"mon", "tue", "wed", "thu", "fri"}, From: "19:00", To: "21:30", Up: 40_000}
		if got := p.View().Rows()[2].Period; !slices.Equal(got.Days, want.Days) || got.From != want.From || got.To != want.To || got.Up != want.Up || got.Down != 0 {
			t.Errorf("entered %+v", got)
		}
		v.table.Select(1)
		test.Tap(v.raise)
		test.Tap(v.on)
		uitest.Pass(time.Second)
		v.Update()
		if m := p.View(); m.On || m.Periods[0].From != "22:00" {
			t.Errorf("on %v, %q", m.On, starts(m))
		}
	})
}

func TestDaysAreWrittenShort(t *testing.T) {
	uitest.App(t, theme.VariantLight)
	for days, want := range map[string]string{
		"mon tue wed thu fri": "Mon–Fri", "sat sun": "Sat, Sun", "mon": "Mon", "mon tue wed thu fri sat sun": "Every day",
		"mon wed thu fri sun": "Mon, Wed–Fri, Sun", "": "",
	} {
		if got := daysText(strings.Fields(days)); got != want {
			t.Errorf("%q is written %q, want %q", days, got, want)
		}
	}
}
