package uitest

import (
	"context"

	"hinny/app/api"
)

var _ api.Acquainted = (*Node)(nil)

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

func (n *Node) rename(peer, name, note string) {
	known := make([]api.Peer, len(n.Known)) // whoever has the old list keeps it
	for i, p := range n.Known {
		if p.Peer == peer {
			p.Name, p.Note = name, note
		}
		known[i] = p
	}
	n.Known = known
}
