package transfers

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"hinny/app/api"
	"hinny/app/ui/note"
	"hinny/app/ui/order"
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

func TestASnapshotIsShownInTheOrderOfTheQueueAndThenNewestFirst(t *testing.T) {
	bubble(t, func(t *testing.T, n *uitest.Node, p *Presenter, _ *[]note.Note) {
		m := p.View()
		if m.Downloads[0].Queue != 1 || m.Downloads[3].Queue != 4 || m.Downloads[4].Queue != 0 {
			t.Errorf("in this order: %+v", m.Downloads)
		}
		n.With(func(n *uitest.Node) {
			for i := range n.Downloads {
				n.Downloads[i].Queue = 0 // all of them ended
			}
		})
		p.SetVisible(true)
		uitest.Pass(time.Second)
		m = p.View()
		if !m.Loaded || len(m.Downloads) != 5 || len(m.Uploads) != 1 {
			t.Fatalf("%d downloads, %d uploads, loaded %v", len(m.Downloads), len(m.Uploads), m.Loaded)
		}
		for i := 1; i < len(m.Downloads); i++ {
			if m.Downloads[i].Started.After(m.Downloads[i-1].Started) {
				t.Errorf("download %d is newer than the one above it", i)
			}
		}
		if first := m.Downloads[0].Details; first[0].Bytes < first[1].Bytes {
			t.Errorf("providers are not sorted: %+v", first)
		}
	})
}

func TestAHiddenScreenAsksSeldom(t *testing.T) {
	bubble(t, func(t *testing.T, n *uitest.Node, p *Presenter, _ *[]note.Note) {
		uitest.Pass((rest-1)*pull + time.Millisecond) // it has just asked
		n.With(func(n *uitest.Node) { n.Downloads = nil })
		uitest.Pass(pull)
		if got := len(p.View().Downloads); got != 5 {
			t.Errorf("asked although nobody looks: %d downloads", got)
		}
		p.SetVisible(true)
		uitest.Pass(pull + time.Millisecond)
		if got := len(p.View().Downloads); got != 0 {
			t.Errorf("shows %d downloads that are gone", got)
		}
	})
}

func TestCommandsReachTheNode(t *testing.T) {
	bubble(t, func(t *testing.T, n *uitest.Node, p *Presenter, _ *[]note.Note) {
		p.SetVisible(true)
		active := p.View().Downloads[:1]
		state := func() api.State {
			uitest.Pass(time.Second)
			return p.View().Downloads[0].State
		}
		p.Pause(active)
		if got := state(); got != api.StatePaused {
			t.Errorf("paused: %v", got)
		}
		p.Resume(active)
		if got := state(); got != api.StateActive {
			t.Errorf("resumed: %v", got)
		}
		p.Cancel(active)
		uitest.Pass(time.Second)
		for _, d := range p.View().Downloads {
			if d.Root == active[0].Root {
				t.Error("a cancelled download is still shown")
			}
		}
	})
}

func TestAFailureIsToldInsteadOfShownRaw(t *testing.T) {
	bubble(t, func(t *testing.T, n *uitest.Node, p *Presenter, notes *[]note.Note) {
		rows := p.View().Downloads[:1]
		n.With(func(n *uitest.Node) { n.Fail = &api.Error{Code: api.CodeFailed, Message: "no"} })
		p.Pause(rows)
		uitest.Pass(time.Second)
		if len(*notes) != 1 || (*notes)[0].What != note.Failed || (*notes)[0].Name != rows[0].Name {
			t.Errorf("told %+v", *notes)
		}
	})
}

func TestLinksAreOrderedLineByLine(t *testing.T) {
	bubble(t, func(t *testing.T, n *uitest.Node, p *Presenter, _ *[]note.Note) {
		p.Add("magnet:?xt=urn:blake3:aa\n\n  magnet:?xt=urn:blake3:bb  \n")
		uitest.Pass(time.Second)
		if len(n.Ordered) != 2 || n.Ordered[1].Target != "magnet:?xt=urn:blake3:bb" || n.Ordered[1].Size != -1 {
			t.Errorf("ordered %+v", n.Ordered)
		}
	})
}

func TestCopiedLinksNameTheRoots(t *testing.T) {
	bubble(t, func(t *testing.T, n *uitest.Node, p *Presenter, notes *[]note.Note) {
		rows := p.View().Downloads[:2]
		p.CopyLink(rows)
		if len(*notes) != 1 {
			t.Fatalf("told %+v", *notes)
		}
		lines := strings.Split((*notes)[0].Text, "\n")
		if len(lines) != 2 || !strings.Contains(lines[1], rows[1].Root.String()) {
			t.Errorf("copied %q", lines)
		}
	})
}

func TestAnArrivalIsToldOnce(t *testing.T) {
	bubble(t, func(t *testing.T, n *uitest.Node, p *Presenter, notes *[]note.Note) {
		p.SetVisible(true)
		n.With(func(n *uitest.Node) { n.Downloads[0].State = api.StateComplete })
		uitest.Pass(2 * time.Second)
		if len(*notes) != 1 || (*notes)[0].What != note.Arrived || (*notes)[0].Name != n.Downloads[0].Name {
			t.Errorf("told %+v", *notes)
		}
		n.With(func(n *uitest.Node) { n.Downloads[1].State, n.Downloads[1].Error = api.StateFailed, "the disk is full" })
		uitest.Pass(2 * time.Second)
		if len(*notes) != 2 || (*notes)[1].What != note.Failed || (*notes)[1].Err.Error() != "the disk is full" {
			t.Errorf("told %+v", *notes)
		}
		n.With(func(n *uitest.Node) {
			n.Downloads = append(n.Downloads, api.Transfer{Root: uitest.Root(99), Name: "quick", State: api.StateComplete})
		})
		uitest.Pass(2 * time.Second)
		if len(*notes) != 3 || (*notes)[2].Name != "quick" {
			t.Errorf("of one that came between two snapshots was told %+v", *notes)
		}
		n.With(func(n *uitest.Node) { n.Downloads[1].State, n.Downloads[1].Error = api.StatePaused, "" })
		uitest.Pass(2 * time.Second)
		n.With(func(n *uitest.Node) { n.Downloads[2].State, n.Downloads[2].Error = api.StatePaused, "the disk is full" })
		uitest.Pass(2 * time.Second)
		if len(*notes) != 4 || (*notes)[3].Name != n.Downloads[2].Name || (*notes)[3].Err.Error() != "the disk is full" {
			t.Errorf("of one paused by a person and one by a full disk was told %+v", (*notes)[3:])
		}
	})
}

func TestDownloadsAreFiltered(t *testing.T) {
	bubble(t, func(t *testing.T, n *uitest.Node, p *Presenter, _ *[]note.Note) {
		p.Filter("type:video")
		uitest.Pass(time.Second)
		if m := p.View(); len(m.Downloads) != 2 || m.Filtered != 3 {
			t.Errorf("%d downloads, %d filtered", len(m.Downloads), m.Filtered)
		}
		p.Filter("size:>many")
		uitest.Pass(time.Second)
		if m := p.View(); len(m.Downloads) != 5 || m.Filtered != 0 {
			t.Errorf("a filter with a mistake leaves %d downloads", len(m.Downloads))
		}
	})
}

func TestSortingByTimeLeftPutsTheStandingLast(t *testing.T) {
	bubble(t, func(t *testing.T, n *uitest.Node, p *Presenter, _ *[]note.Note) {
		p.Sort(order.Order{Column: ByLeft})
		uitest.Pass(time.Millisecond)
		rows := p.View().Downloads
		if rows[0].State != api.StateComplete || rows[1].State != api.StateActive {
			t.Errorf("first %v, then %v", rows[0].State, rows[1].State)
		}
	})
}
