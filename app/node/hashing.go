package node

import (
	"context"

	"hinny/app/api"
)

var _ api.HashingPauser = (*Node)(nil)

// PauseHashing implements api.HashingPauser.
func (n *Node) PauseHashing(context.Context) error {
	n.library.Pause()
	return nil
}

// ResumeHashing implements api.HashingPauser.
func (n *Node) ResumeHashing(context.Context) error {
	n.library.Resume()
	return nil
}
