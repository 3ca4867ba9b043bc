package uitest

import (
	"context"

	"hinny/app/api"
)

var _ api.Marker = (*Node)(nil)

// Mark implements api.Marker: searches answer with the mark from then on.
func (n *Node) Mark(_ context.Context, m api.Marked) error {
	_, err := seen(n, func() bool {
		for i := range n.Answers {
			if n.Answers[i].Root == m.Root {
				n.Answers[i].Mark = m.Mark
			}
		}
		return true
	})
	return err
}

// Marks implements api.Marker.
func (n *Node) Marks(context.Context) ([]api.Marked, error) {
	return seen(n, func() (list []api.Marked) {
		for _, a := range n.Answers {
			if a.Mark != api.MarkNone {
				list = append(list, api.Marked{Root: a.Root, Name: a.Name, Mark: a.Mark})
			}
		}
		return list
	})
}
