package peers

import (
	"testing"
	"testing/synctest"
	"time"

	"hinny/app/ui/note"
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

func TestContactsComeFirstAndThenTheNearestPeers(t *testing.T) {
	bubble(t, func(t *testing.T, n *uitest.Node, p *Presenter, _ *[]note.Note) {
		m := p.View()
		if m.ID != n.Now.Peer || len(m.Peers) != 3 || m.Peers[0].Name == "" || !m.Peers[1].Neighbour || m.Peers[2].Connected {
			t.Errorf("%q sees %+v", m.ID, m.Peers)
		}
	})
}

func TestALookUpAnswersOrSaysWhyNot(t *testing.T) {
	bubble(t, func(t *testing.T, n *uitest.Node, p *Presenter, _ *[]note.Note) {
		known := n.Known[1].Peer
		p.Find(" " + known + "\n")
		uitest.Pass(time.Second)
		if l := p.View().Lookup; l.Asked != known || l.Running || l.Err != nil || l.Found.Peer != known {
			t.Errorf("found %+v", l)
		}
		p.Find("nobody")
		uitest.Pass(time.Second)
		if l := p.View().Lookup; l.Asked != "nobody" || l.Running || l.Err == nil {
			t.Errorf("found %+v", l)
		}
	})
}

func TestAnAddressIsConnectedTo(t *testing.T) {
	bubble(t, func(t *testing.T, n *uitest.Node, p *Presenter, _ *[]note.Note) {
		p.Find("/ip4/192.0.2.44/tcp/4001/p2p/12D3KooWFriend")
		uitest.Pass(time.Second)
		m := p.View()
		if m.Lookup.Found.Peer != "12D3KooWFriend" || len(m.Peers) != 4 {
			t.Errorf("found %+v, %d peers", m.Lookup, len(m.Peers))
		}
	})
}

func TestABrowsedPeersFilesCanBeOrdered(t *testing.T) {
	bubble(t, func(t *testing.T, n *uitest.Node, p *Presenter, notes *[]note.Note) {
		peer := n.Known[0].Peer
		p.Browse(peer)
		uitest.Pass(time.Second)
		b := p.View().Browse
		if b.Peer != peer || b.Running || len(b.Files) != 8 {
			t.Fatalf("browsing gives %+v", b)
		}
		if len(b.Entries) != 9 || !b.Entries[0].Folder {
			t.Fatalf("shown as %+v", b.Entries)
		}
		p.Fold(b.Entries[0], false)
		uitest.Pass(time.Second)
		if shown := p.View().Browse.Entries; len(shown) != 1 || shown[0].Open {
			t.Errorf("closed, the folder shows %+v", shown)
		}
		p.Download(b.Entries[1:3])
		uitest.Pass(time.Second)
		if len(n.Ordered) != 2 || n.Ordered[0].Providers[0] != peer {
			t.Errorf("ordered %+v", n.Ordered)
		}
		if len(*notes) != 1 || (*notes)[0].Count != 2 {
			t.Errorf("told %+v", *notes)
		}
		p.CloseBrowse()
		uitest.Pass(time.Second)
		if b := p.View().Browse; b.Peer != "" || len(b.Files) != 0 {
			t.Errorf("closed, but %+v", b)
		}
	})
}

func TestABrowsedPeerHasALimit(t *testing.T) {
	in := new(basket)
	file := uitest.Sample().Library[0]
	for range MaxFiles {
		if !in.put(file) {
			t.Fatal("full below the limit")
		}
	}
	if in.put(file) {
		t.Error("took more than the limit")
	}
	if files, full := in.take(); len(files) != MaxFiles || !full {
		t.Errorf("%d files, full %v", len(files), full)
	}
}
