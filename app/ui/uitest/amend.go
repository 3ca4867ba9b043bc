package uitest

import (
	"context"

	"hinny/app/api"
	"hinny/share"
)

var _ api.Renamer = (*Node)(nil)

// Rename implements api.Renamer.
func (n *Node) Rename(_ context.Context, root share.RootHash, name string) error {
	_, err := seen(n, func() bool {
		for i := range n.Downloads {
			if n.Downloads[i].Root == root {
				n.Downloads[i].Name = name
			}
		}
		return true
	})
	return err
}

var _ api.Checker = (*Node)(nil)

// Recheck implements api.Checker.
func (n *Node) Recheck(_ context.Context, root share.RootHash) error {
	return n.become(root, api.StateChecking)
}

var _ api.Sequencer = (*Node)(nil)

// SetSequential implements api.Sequencer.
func (n *Node) SetSequential(_ context.Context, root share.RootHash, sequential bool) error {
	_, err := seen(n, func() bool {
		for i := range n.Downloads {
			if n.Downloads[i].Root == root {
				n.Downloads[i].Sequential = sequential
			}
		}
		return true
	})
	return err
}
