package uitest

import (
	"context"

	"hinny/app/api"
)

var (
	_ api.Namer         = (*Node)(nil)
	_ api.HashingPauser = (*Node)(nil)
)

// NameFolder implements api.Namer.
func (n *Node) NameFolder(_ context.Context, to api.FolderName) (api.Folder, error) {
	return seen(n, func() (named api.Folder) {
		for i := range n.Shared {
			if n.Shared[i].Path == to.Path {
				n.Shared[i].Name = to.Name
				named = n.Shared[i]
			}
		}
		return named
	})
}

// PauseHashing implements api.HashingPauser.
func (n *Node) PauseHashing(context.Context) error { return n.pauseHashing(true) }

// ResumeHashing implements api.HashingPauser.
func (n *Node) ResumeHashing(context.Context) error { return n.pauseHashing(false) }

func (n *Node) pauseHashing(pause bool) error {
	_, err := seen(n, func() bool {
		n.Now.HashingPaused = pause
		return true
	})
	return err
}
