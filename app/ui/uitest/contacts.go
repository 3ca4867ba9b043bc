package uitest

import (
	"context"
	"slices"

	"hinny/app/api"
)

var (
	_ api.Acquainted = (*Node)(nil)
	_ api.Befriender = (*Node)(nil)
)

// SetContact implements api.Acquainted: the peer is known by the name from then
// on.
func (n *Node) SetContact(_ context.Context, c api.Contact) error {
	_, err := seen(n, func() struct{} {
		n.rename(c.Peer, c.Name, c.Note)
		return struct{}{}
	})
	return err
}

// ForgetContact implements api.Acquainted.
func (n *Node) ForgetContact(_ context.Context, peer string) error {
	_, err := seen(n, func() struct{} {
		n.rename(peer, "", "")
		return struct{}{}
	})
	return err
}

// Contacts implements api.Acquainted.
func (n *Node) Contacts(context.Context) ([]api.Contact, error) {
	return seen(n, func() (list []api.Contact) {
		for _, p := range n.Known {
			if p.Name != "" {
				list = append(list, api.Contact{Peer: p.Peer, Name: p.Name, Note: p.Note})
			}
		}
		return list
	})
}

// SetFriend implements api.Befriender.
func (n *Node) SetFriend(_ context.Context, peer string, friend bool) error {
	_, err := seen(n, func() struct{} {
		n.known(peer, func(p *api.Peer) { p.Friend = friend })
		return struct{}{}
	})
	return err
}

func (n *Node) rename(peer, name, note string) {
	n.known(peer, func(p *api.Peer) { p.Name, p.Note = name, note })
}

// known changes what is known of a peer; whoever has the old list keeps it.
func (n *Node) known(peer string, change func(*api.Peer)) {
	known := slices.Clone(n.Known)
	for i := range known {
		if known[i].Peer == peer {
			change(&known[i])
		}
	}
	n.Known = known
}
