package uitest

import (
	"context"
	"slices"

	"hinny/app/api"
)

var _ api.Saver = (*Node)(nil)

// SaveSearch implements api.Saver.
func (n *Node) SaveSearch(_ context.Context, text string) error {
	_, err := seen(n, func() bool {
		n.Saved = append(n.Saved, api.SavedSearch{Text: text})
		return true
	})
	return err
}

// ForgetSearch implements api.Saver.
func (n *Node) ForgetSearch(_ context.Context, text string) error {
	_, err := seen(n, func() bool {
		n.Saved = slices.DeleteFunc(n.Saved, func(s api.SavedSearch) bool { return s.Text == text })
		return true
	})
	return err
}

// SavedSearches implements api.Saver.
func (n *Node) SavedSearches(context.Context) ([]api.SavedSearch, error) {
	return seen(n, func() []api.SavedSearch { return slices.Clone(n.Saved) })
}

// LookedAt implements api.Saver.
func (n *Node) LookedAt(_ context.Context, text string) error {
	_, err := seen(n, func() bool {
		for i := range n.Saved {
			if n.Saved[i].Text == text {
				n.Saved[i].New = nil
			}
		}
		return true
	})
	return err
}
