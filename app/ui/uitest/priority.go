package uitest

import (
	"context"

	"hinny/app/api"
	"hinny/share"
)

var _ api.Prioritizer = (*Node)(nil)

// SetPriority implements api.Prioritizer.
func (n *Node) SetPriority(_ context.Context, root share.RootHash, p api.Priority) error {
	_, err := seen(n, func() bool {
		for i := range n.Downloads {
			if n.Downloads[i].Root == root {
				n.Downloads[i].Priority = p
			}
		}
		return true
	})
	return err
}
