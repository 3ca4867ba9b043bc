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
)

func TestTheUrgentDownloadsCanComeFirst(t *testing.T) {
	bubble(t, func(t *testing.T, n *uitest.Node, p *Presenter, notes *[]note.Note) {
		p.SetVisible(true)
		p.SetPriority(n.Downloads[1:2], api.PriorityLow)
		p.SetPriority(n.Downloads[2:4], api.PriorityHigh)
		p.Sort(order.Order{Column: ByPriority})
		uitest.Pass(time.Second)
		got := p.View().Downloads
		if got[0].Priority != api.PriorityHigh || got[1].Priority != api.PriorityHigh || got[2].Priority != api.PriorityNormal || got[len(got)-1].Priority != api.PriorityLow {
			t.Errorf("in this order: %q, %q, %q … %q", got[0].Priority, got[1].Priority, got[2].Priority, got[len(got)-1].Priority)
		}
		if len(*notes) != 0 {
			t.Errorf("told %+v", *notes)
		}
	})
}

func TestTheCommonPriorityIsTicked(t *testing.T) {
	uitest.App(t, theme.VariantLight)
	v := NewView(New(uitest.Sample(), func() {}, func(note.Note) {}), words.Short)
	for _, c := range []struct {
		rows []api.Transfer
		want string
	}{
		{[]api.Transfer{{}, {}}, "Normal"},
		{[]api.Transfer{{Priority: api.PriorityLow}}, "Low"},
		{[]api.Transfer{{Priority: api.PriorityLow}, {}}, ""},
	} {
		ticked := ""
		for _, item := range v.priorityMenu(c.rows).ChildMenu.Items {
			if item.Checked {
				ticked += item.Label
			}
		}
		if ticked != c.want {
			t.Errorf("ticked %q, want %q", ticked, c.want)
		}
	}
}
