package uitest

import (
	"context"

	"hinny/app/api"
)

var _ api.Mover = (*Node)(nil)

// SetDownloads implements api.Mover.
func (n *Node) SetDownloads(_ context.Context, folder string) error {
	_, err := seen(n, func() struct{} {
		n.Now.Downloads = folder
		return struct{}{}
	})
	return err
}
