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
		held := p.View().Held[active.Root]
		if len(held) != len(active.Details) || len(held[active.Details[0].Peer]) != len(active.Map) {
			t.Fatalf("%d providers", len(held))
		}
		rows := sources(active, held)
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

func TestProvidersUnfoldBelowTheirDownload(t *testing.T) {
	bubble(t, func(t *testing.T, n *uitest.Node, p *Presenter, _ *[]note.Note) {
		p.SetVisible(true)
		active := n.Downloads[0]
		line := func(peer string) Line {
			for _, l := range unfold(p.View()) {
				if keyOfLine(l) == (LineKey{active.Root, peer}) {
					return l
				}
			}
			return Line{}
		}
		first := active.Details[0].Peer
		if leaf := leaf(line("")); !leaf.Folds || leaf.Open || len(unfold(p.View())) != len(n.Downloads) {
			t.Fatalf("before: %+v", leaf)
		}
		p.Fold(line(""), true)
		uitest.Pass(time.Second)
		l := line(first)
		if l.source == nil || len(l.source.held) != len(active.Map) || len(unfold(p.View())) != len(n.Downloads)+len(active.Details) {
			t.Fatalf("unfolded: %+v", l.source)
		}
		if got := whole([]Line{l}); got != nil {
			t.Errorf("a command for a provider is one for %d downloads", len(got))
		}
		if got := looked([]Line{l, line("")}); len(got) != 1 || got[0].Root != active.Root {
			t.Errorf("a provider and its download are %d downloads to look at", len(got))
		}
		p.Fold(l, false) // the Left key on a provider
		uitest.Pass(time.Second)
		if got := len(unfold(p.View())); got != len(n.Downloads) {
			t.Errorf("folded again: %d lines", got)
		}
		p.Fold(line(""), true)
		n.With(func(n *uitest.Node) { n.Downloads = n.Downloads[1:] })
		uitest.Pass(time.Second)
		if m := p.View(); len(m.Open) != 0 || len(m.Held) != 0 {
			t.Errorf("a download that is gone is remembered: %d open, %d held", len(m.Open), len(m.Held))
		}
	})
}

func TestOnlySoManyDownloadsUnfold(t *testing.T) {
	bubble(t, func(t *testing.T, n *uitest.Node, p *Presenter, _ *[]note.Note) {
		p.SetVisible(true)
		n.With(func(n *uitest.Node) {
			for i := range maxOpen + 1 {
				d := n.Downloads[0]
				d.Root = uitest.Root(100 + i)
				n.Downloads = append(n.Downloads, d)
			}
		})
		uitest.Pass(time.Second)
		for _, l := range unfold(p.View()) {
			p.Fold(l, true)
		}
		uitest.Pass(time.Second)
		if got := len(p.View().Open); got != maxOpen {
			t.Errorf("%d are open", got)
		}
	})
}
