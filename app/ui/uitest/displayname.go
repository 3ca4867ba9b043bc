package uitest

import (
	"context"

	"hinny/app/api"
)

var _ api.Introducer = (*Node)(nil)

// SetDisplayName implements api.Introducer.
func (n *Node) SetDisplayName(_ context.Context, name string) error {
	_, err := seen(n, func() struct{} {
		n.Now.DisplayName = name
		return struct{}{}
	})
	return err
}
