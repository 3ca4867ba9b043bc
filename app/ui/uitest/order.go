package uitest

import (
	"context"

	"hinny/app/api"
	"hinny/app/api/apitest"
	"hinny/share"
)

var _ api.Queuer = (*Node)(nil)

// Move implements api.Queuer.
func (n *Node) Move(_ context.Context, roots []share.RootHash, to api.Place) error {
	_, err := seen(n, func() bool {
		n.Downloads = apitest.Requeue(n.Downloads, roots, to)
		return true
	})
	return err
}
