package transfers

import (
	"testing"
	"time"

	"fyne.io/fyne/v2/theme"

	"hinny/app/api"
	"hinny/app/ui/note"
	"hinny/app/ui/order"
	"hinny/app/ui/uitest"
	"hinny/app/words"
	"hinny/share"
)

// shown returns the numbers of the downloads in the order in which they are shown.
func shown(p *Presenter) (roots []share.RootHash) {
	uitest.Pass(time.Second)
	for _, d := range p.View().Downloads {
		roots = append(roots, d.Root)
	}
	return roots
}

func TestDownloadsAreShownInTheOrderOfTheQueueAndMoved(t *testing.T) {
	bubble(t, func(t *testing.T, n *uitest.Node, p *Presenter, notes *[]note.Note) {
		p.SetVisible(true)
		first := p.View().Downloads
		one, two, three, four, ended := first[0].Root, first[1].Root, first[2].Root, first[3].Root, first[4].Root
		for _, step := range []struct {
			rows []api.Transfer
			to   api.Place
			want []share.RootHash
		}{
			{first[2:3], api.PlaceUp, []share.RootHash{one, three, two, four, ended}},
			{first[:1], api.PlaceBottom, []share.RootHash{three, two, four, one, ended}},
			{first[1:4], api.PlaceUp, []share.RootHash{three, two, four, one, ended}}, // at the top
			{[]api.Transfer{first[2], first[1], first[4]}, api.PlaceDown, []share.RootHash{four, three, two, one, ended}},
			{first[4:], api.PlaceTop, []share.RootHash{four, three, two, one, ended}}, // it is complete
			{nil, api.PlaceTop, []share.RootHash{four, three, two, one, ended}},
		} {
			p.Move(step.rows, step.to)
			for i, root := range shown(p) {
				if root != step.want[i] {
					t.Fatalf("after a move %s: %s is number %d, want %s", step.to, root.Short(), i, step.want[i].Short())
				}
			}
		}
		p.Sort(order.Order{Column: ByQueue, Descending: true})
		if got := shown(p); got[0] != ended || got[1] != one || got[4] != four {
			t.Errorf("the queue from its end: %v", got)
		}
		if len(*notes) != 0 {
			t.Errorf("told %+v", *notes)
		}
	})
}

func TestAFailedMoveIsToldOnce(t *testing.T) {
	bubble(t, func(t *testing.T, n *uitest.Node, p *Presenter, notes *[]note.Note) {
		rows := p.View().Downloads
		n.With(func(n *uitest.Node) { n.Fail = &api.Error{Code: api.CodeFailed, Message: "no"} })
		p.Move(rows, api.PlaceUp)
		uitest.Pass(time.Second)
		if len(*notes) != 1 || (*notes)[0].What != note.Failed || (*notes)[0].Name != rows[0].Name {
			t.Errorf("told %+v", *notes)
		}
	})
}

func TestTheQueueIsOfferedToWhatStandsInIt(t *testing.T) {
	uitest.App(t, theme.VariantLight)
	v := NewView(New(uitest.Sample(), func() {}, func(note.Note) {}), words.Short)
	for _, c := range []struct {
		rows     []api.Transfer
		disabled bool
	}{
		{[]api.Transfer{{Queue: 3}}, false},
		{[]api.Transfer{{State: api.StateComplete}, {Queue: 3}}, false},
		{[]api.Transfer{{State: api.StateComplete}}, true},
	} {
		item := v.queueMenu(c.rows)
		if item.Disabled != c.disabled || len(item.ChildMenu.Items) != 4 {
			t.Errorf("%+v: disabled %v, %d items", c.rows, item.Disabled, len(item.ChildMenu.Items))
		}
	}
	if got := place(api.Transfer{Queue: 12}) + place(api.Transfer{}); got != "12" {
		t.Errorf("places are written as %q", got)
	}
}

func TestTheKeysAndTheMenuMoveTheSelectedDownloads(t *testing.T) {
	uitest.App(t, theme.VariantLight)
	bubble(t, func(t *testing.T, n *uitest.Node, p *Presenter, _ *[]note.Note) {
		p.SetVisible(true)
		v := NewView(p, words.Short)
		third := p.View().Downloads[2]
		v.downloads.OnMove([]Line{{Transfer: third}}, false)
		if got := shown(p); got[1] != third.Root {
			t.Errorf("after the key for up: %v", got)
		}
		v.downloads.OnMove([]Line{{Transfer: third}}, true)
		if got := shown(p); got[2] != third.Root {
			t.Errorf("after the key for down: %v", got)
		}
		v.downloads.OnMove([]Line{{Transfer: third, source: &source{}}}, false)
		if got := shown(p); got[2] != third.Root {
			t.Errorf("a provider was moved: %v", got)
		}
		for i, want := range []int{1, 2, 0, 3} {
			v.queueMenu([]api.Transfer{third}).ChildMenu.Items[i].Action()
			if got := shown(p); got[want] != third.Root {
				t.Errorf("after item %d: %v", i, got)
			}
		}
	})
}
