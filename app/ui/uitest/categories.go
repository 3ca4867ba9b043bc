package uitest

import (
	"context"
	"slices"

	"hinny/app/api"
	"hinny/share"
)

var _ api.Categorizer = (*Node)(nil)

// Categories implements api.Categorizer.
func (n *Node) Categories(context.Context) ([]api.Category, error) {
	return seen(n, func() []api.Category { return slices.Clone(n.Filed) })
}

// SetCategory implements api.Categorizer.
func (n *Node) SetCategory(_ context.Context, c api.Category) error {
	_, err := seen(n, func() bool {
		n.Filed = slices.DeleteFunc(n.Filed, func(old api.Category) bool { return old.Name == c.Name })
		n.Filed = append(n.Filed, c)
		return true
	})
	return err
}

// RemoveCategory implements api.Categorizer.
func (n *Node) RemoveCategory(_ context.Context, name string) error {
	_, err := seen(n, func() bool {
		n.Filed = slices.DeleteFunc(n.Filed, func(c api.Category) bool { return c.Name == name })
		return true
	})
	return err
}

// Categorize implements api.Categorizer.
func (n *Node) Categorize(_ context.Context, root share.RootHash, category string) error {
	_, err := seen(n, func() bool {
		for i := range n.Downloads {
			if n.Downloads[i].Root == root {
				n.Downloads[i].Category = category
			}
		}
		return true
	})
	return err
}
