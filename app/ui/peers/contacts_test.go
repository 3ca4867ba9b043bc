package peers

import (
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"hinny/app/api"
	"hinny/app/ui/note"
	"hinny/app/ui/uitest"
	"hinny/app/words"
)

func TestAPeerIsNamedAndForgotten(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n, notes := uitest.Sample(), []note.Note{}
		p := New(n, func() {}, func(n note.Note) { notes = append(notes, n) })
		uitest.Start(t, p.Run)
		first := p.View().Peers[0]
		if first.Name != "Grace" || p.Called(first.Peer) != "Grace" {
			t.Fatalf("the contact is not first: %+v", first)
		}
		other := p.View().Peers[1].Peer
		if p.Called(other) != "“Ludwig”" {
			t.Errorf("one that calls itself Ludwig is called %s", p.Called(other))
		}
		if stranger := p.View().Peers[2].Peer; p.Called(stranger) != words.Short(stranger) {
			t.Errorf("a stranger is called %s", p.Called(stranger))
		}
		p.SetName(other, "Ada", "n")
		uitest.Pass(time.Second)
		if peers := p.View().Peers; peers[0].Name != "Ada" || peers[0].Note != "n" || peers[1].Name != "Grace" || p.Called(other) != "Ada" {
			t.Errorf("after a name was given: %+v", peers)
		}
		p.Befriend(p.View().Peers[0], true)
		uitest.Pass(time.Second)
		if !p.View().Peers[0].Friend {
			t.Error("no friend slot was given")
		}
		p.Befriend(p.View().Peers[0], false)
		uitest.Pass(time.Second)
		if p.View().Peers[0].Friend {
			t.Error("the friend slot was not taken away")
		}
		p.Forget(p.View().Peers[0])
		uitest.Pass(time.Second)
		if p.Called(other) != "“Ludwig”" || p.View().Peers[0].Name != "Grace" {
			t.Error("the name was not forgotten")
		}
		n.With(func(n *uitest.Node) { n.Fail = &api.Error{Code: api.CodeFailed, Message: "the disk is full"} })
		p.SetName(other, "Ada", "")
		uitest.Pass(time.Second)
		if len(notes) != 5 || notes[0].What != note.Met || notes[1].What != note.Befriended || notes[2].What != note.Unfriended ||
			notes[3].What != note.Forgotten || notes[4].What != note.Failed || !errors.Is(notes[4].Err, n.Fail) {
			t.Errorf("told %+v", notes)
		}
	})
}

func TestTheColumnBeginsWithWhatTellsPeersApart(t *testing.T) {
	for peer, want := range map[string]string{"12D3KooWQYhTNQ": "…QYhTNQ", "QmOld": "QmOld", "12D3KooW": "12D3KooW"} {
		if got := telling(peer); got != want {
			t.Errorf("%s is shown as %s, want %s", peer, got, want)
		}
	}
}
