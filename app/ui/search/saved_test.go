package search

import (
	"testing"
	"testing/synctest"
	"time"

	"hinny/app/api"
	"hinny/app/ui/note"
	"hinny/app/ui/uitest"
)

// longEnough for the presenter to ask about the saved searches again.
const longEnough = savedEvery + time.Second

func TestASavedSearchTellsWhatIsNew(t *testing.T) {
	bubble(t, func(t *testing.T, n *uitest.Node, p *Presenter, notes *[]note.Note) {
		uitest.Pass(time.Second)
		p.Save("hinnies", true)
		uitest.Pass(time.Second)
		if m := p.View(); len(m.Saved) != 1 || m.Saved[0] != (Saved{Text: "hinnies"}) || (*notes)[0].What != note.Saved {
			t.Fatalf("saved %+v, told %+v", m.Saved, *notes)
		}
		fresh := n.Answers[3].Root
		n.With(func(n *uitest.Node) { n.Saved[0].New = []api.News{{Root: fresh}} })
		uitest.Pass(longEnough)
		if m := p.View(); m.Saved[0].New != 1 || len(*notes) != 2 || (*notes)[1].What != note.News || (*notes)[1].Count != 1 {
			t.Fatalf("saved %+v, told %+v", m.Saved, *notes)
		}
		p.Search("hinnies")
		uitest.Pass(time.Second)
		m := p.View()
		if m.Saved[0].New != 0 || len(n.Saved[0].New) != 0 {
			t.Errorf("after it was looked at: %+v, in the node %+v", m.Saved, n.Saved)
		}
		for _, r := range m.Rows {
			if r.New != (r.Root == fresh) {
				t.Errorf("%q is marked as new: %v", r.Name, r.New)
			}
		}
		uitest.Pass(longEnough)
		if len(*notes) != 2 {
			t.Errorf("told again: %+v", *notes)
		}
		p.Save("hinnies", false)
		uitest.Pass(time.Second)
		if m := p.View(); len(m.Saved) != 0 {
			t.Errorf("after it was forgotten: %+v", m.Saved)
		}
	})
}

// TestNewsFromBeforeTheStartAreShownQuietly: the button says so; a note would
// only repeat what was told in the run before.
func TestNewsFromBeforeTheStartAreShownQuietly(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n, told := uitest.Sample(), 0
		n.Saved = []api.SavedSearch{{Text: "mules", New: make([]api.News, 3)}}
		p := New(n, func() {}, func(note.Note) { told++ })
		uitest.Start(t, p.Run)
		uitest.Pass(longEnough)
		if m := p.View(); len(m.Saved) != 1 || m.Saved[0].New != 3 || told != 0 {
			t.Errorf("saved %+v, told %d times", m.Saved, told)
		}
	})
}
