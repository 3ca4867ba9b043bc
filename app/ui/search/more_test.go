package search

import (
	"strings"
	"testing"
	"time"

	"hinny/app/api"
	"hinny/app/ui/look"
	"hinny/app/ui/note"
	"hinny/app/ui/uitest"
)

func TestASearchSaysHowFarItWentAndGoesOn(t *testing.T) {
	bubble(t, func(t *testing.T, n *uitest.Node, p *Presenter, _ *[]note.Note) {
		uitest.Speak(t, look.English)
		n.With(func(n *uitest.Node) {
			n.Reach, n.Further = 620, []api.Result{{Root: uitest.Root(77), Name: "hinnies from far away.txt"}}
		})
		p.Search("hinnies")
		uitest.Pass(time.Second)
		before := p.View()
		text, _ := progress(before)
		if !before.Running || !before.Resting || !strings.HasSuffix(text, "asked 620 peers in 1 round, 1 rare word looked up") {
			t.Fatalf("running %v, resting %v: %q", before.Running, before.Resting, text)
		}
		p.More()
		uitest.Pass(time.Second)
		after := p.View()
		text, _ = progress(after)
		if len(after.Rows) != len(before.Rows)+1 || !strings.Contains(text, "asked 1,240 peers in 2 rounds") {
			t.Errorf("%d rows, then %d: %q", len(before.Rows), len(after.Rows), text)
		}
		uitest.Pass(Timeout)
		if m := p.View(); m.Running || m.Resting {
			t.Errorf("after its time it runs %v, rests %v", m.Running, m.Resting)
		}
		p.More() // of a search that is over: nothing happens
		uitest.Pass(time.Second)
		if p.View().Running {
			t.Error("a search that is over goes on")
		}
	})
}
