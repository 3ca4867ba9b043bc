package transfers

import (
	"testing"
	"time"

	"hinny/app/ui/note"
	"hinny/app/ui/uitest"
	"hinny/share"
)

func TestWhatProvidersHoldIsAskedForTheChosenDownload(t *testing.T) {
	bubble(t, func(t *testing.T, n *uitest.Node, p *Presenter, _ *[]note.Note) {
		p.SetVisible(true)
		uitest.Pass(time.Second)
		if held := p.View().Held; held != nil {
			t.Errorf("without a choice: %d providers", len(held))
		}
		active := n.Downloads[0]
		p.Choose(active.Root)
		uitest.Pass(time.Second)
		held := p.View().Held
		if len(held) != len(active.Details) || len(held[active.Details[0].Peer]) != len(active.Map) {
			t.Fatalf("%d providers", len(held))
		}
		rows := sources(active.Details, held)
		if len(rows) != len(active.Details) || len(rows[1].held) != len(active.Map) || rows[1].Peer != active.Details[1].Peer {
			t.Errorf("%d rows", len(rows))
		}
		for _, root := range []share.RootHash{n.Downloads[1].Root, {}} {
			p.Choose(root)
			uitest.Pass(time.Second)
			if held := p.View().Held; held != nil {
				t.Errorf("of another download: %d providers", len(held))
			}
		}
	})
}
