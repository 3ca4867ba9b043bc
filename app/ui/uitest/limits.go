package uitest

import (
	"context"

	"hinny/app/api"
)

// Limit implements api.Limiter.
func (n *Node) Limit(_ context.Context, c api.LimitsChange) (api.Limits, error) {
	return seen(n, func() api.Limits {
		n.Limits = c.Apply(n.Limits)
		return n.Limits
	})
}
