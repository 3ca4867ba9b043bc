package search

import (
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"hinny/app/api"
	"hinny/app/ui/look"
	"hinny/app/ui/note"
	"hinny/app/ui/uitest"
)

// TestADownloadThatDoesNotMoveIsNotSaidToRun reads the last column.
func TestADownloadThatDoesNotMoveIsNotSaidToRun(t *testing.T) {
	for _, c := range []struct {
		state api.State
		text  string
		color fyne.ThemeColorName
	}{
		{api.StateActive, "Downloading, 25 %", look.ColorBusy},
		{api.StatePaused, "Paused, 25 %", look.ColorMuted},
		{api.StateQueued, "Waiting in a queue", look.ColorMuted},
		{api.StateSearching, "Looking for providers", look.ColorMuted},
		{api.StateFailed, "Failed", look.ColorBad},
		{api.StateComplete, "Here", look.ColorGood},
		{api.StateCancelled, "", ""},
	} {
		var r Row
		r.set(markOf(api.Transfer{State: c.state, Size: 400, Done: 100, Error: "the disk is full"}))
		if got := local(r); got.Text != c.text || got.Color != c.color {
			t.Errorf("%s: shown as %q in %q, want %q in %q", c.state, got.Text, got.Color, c.text, c.color)
		}
	}
}

func TestOtherNamesUnfoldBelowTheirContent(t *testing.T) {
	bubble(t, func(t *testing.T, n *uitest.Node, p *Presenter, _ *[]note.Note) {
		n.With(func(n *uitest.Node) { n.Downloads = nil })
		p.Search("hinnies")
		uitest.Pass(time.Second)
		before := p.View()
		at := slices.IndexFunc(before.Rows, func(r Row) bool { return r.folds() })
		if at < 0 || before.Found != len(before.Rows) {
			t.Fatalf("%d found, %d rows, the one with names is at %d", before.Found, len(before.Rows), at)
		}
		p.Fold(before.Rows[at], true)
		uitest.Pass(time.Second)
		m := p.View()
		if len(m.Rows) != len(before.Rows)+2 || m.Found != before.Found || !m.Rows[at].Open {
			t.Fatalf("%d rows of %d found", len(m.Rows), m.Found)
		}
		other := m.Rows[at+1]
		if other.Name != before.Rows[at].Names[1] || KeyOf(other) == KeyOf(m.Rows[at]) || KeyOf(other) == KeyOf(m.Rows[at+2]) || other.folds() {
			t.Errorf("below it stands %+v", other)
		}
		p.Download([]Row{other, m.Rows[at]})
		uitest.Pass(time.Second)
		n.With(func(n *uitest.Node) {
			if len(n.Downloads) != 1 || n.Downloads[0].Name != other.Name {
				t.Errorf("ordered %d, the first as %q", len(n.Downloads), n.Downloads[0].Name)
			}
		})
		p.Fold(other, false) // the Left key on a name
		uitest.Pass(time.Second)
		if m := p.View(); len(m.Rows) != len(before.Rows) {
			t.Errorf("%d rows after it was folded", len(m.Rows))
		}
	})
}
