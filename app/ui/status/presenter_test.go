package status

import (
	"testing"
	"testing/synctest"
	"time"

	"hinny/app/api"
	"hinny/app/ui/note"
	"hinny/app/ui/uitest"
)

func TestANoteStaysForAWhile(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := New(uitest.Sample(), func() {})
		uitest.Start(t, p.Run)
		p.Tell(note.Note{What: note.Started, Name: "a"})
		p.Tell(note.Note{What: note.Copied, Text: "link"})
		uitest.Pass(time.Second)
		if m := p.View(); m.Note.What != note.Copied {
			t.Errorf("shows %+v", m.Note)
		}
		if notes := p.Notes(); len(notes) != 2 || len(p.Notes()) != 0 {
			t.Errorf("handed over %+v", notes)
		}
		uitest.Pass(stay + time.Second)
		if m := p.View(); m.Note.What != note.Nothing {
			t.Errorf("still shows %+v", m.Note)
		}
	})
}

func TestAnIdleNodeDrawsNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		draws := 0
		n := uitest.Sample()
		p := New(n, func() { draws++ })
		uitest.Start(t, p.Run)
		uitest.Pass(time.Minute)
		if draws != 1 {
			t.Errorf("%d draws of the same", draws)
		}
		n.With(func(n *uitest.Node) { n.Fail = &api.Error{Code: api.CodeNotRunning, Message: "gone"} })
		uitest.Pass(time.Second)
		if p.View().Err == nil {
			t.Error("does not say that the node is gone")
		}
		n.With(func(n *uitest.Node) { n.Fail = nil })
		uitest.Pass(time.Second)
		if p.View().Err != nil {
			t.Error("does not notice that the node is back")
		}
	})
}
