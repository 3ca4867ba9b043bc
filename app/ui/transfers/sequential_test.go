package transfers

import (
	"testing"
	"time"

	"fyne.io/fyne/v2/theme"

	"hinny/app/api"
	"hinny/app/ui/note"
	"hinny/app/ui/uitest"
	"hinny/app/words"
)

func TestDownloadsComeInTheOrderOfTheFileWhereAsked(t *testing.T) {
	bubble(t, func(t *testing.T, n *uitest.Node, p *Presenter, notes *[]note.Note) {
		p.SetVisible(true)
		p.SetSequential(n.Downloads[1:3], true)
		uitest.Pass(time.Second)
		for i, want := range []bool{false, true, true} {
			if n.Downloads[i].Sequential != want {
				t.Errorf("download %d: %v, want %v", i, n.Downloads[i].Sequential, want)
			}
		}
		p.Recheck(n.Downloads[:1])
		p.Rename(n.Downloads[1], "another name")
		uitest.Pass(time.Second)
		if n.Downloads[1].Name != "another name" {
			t.Errorf("it is called %q", n.Downloads[1].Name)
		}
		if n.Downloads[0].State != api.StateChecking {
			t.Errorf("it is not checked but %s", n.Downloads[0].State)
		}
		if len(*notes) != 0 {
			t.Errorf("told %+v", *notes)
		}
	})
}

func TestTheOrderIsTickedWhereAllHaveIt(t *testing.T) {
	uitest.App(t, theme.VariantLight)
	node := uitest.Sample()
	v := NewView(New(node, func() {}, func(note.Note) {}), words.Short)
	node.Downloads[1].Sequential = true
	if !v.sequentialItem(node.Downloads[1:2]).Checked || v.sequentialItem(node.Downloads[:2]).Checked {
		t.Error("it is ticked for one that has it, and not for one that has it and one that has not")
	}
}
