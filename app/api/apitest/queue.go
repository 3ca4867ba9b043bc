package apitest

import (
	"context"
	"slices"

	"hinny/app/api"
	"hinny/share"
)

var _ api.Queuer = (*Memory)(nil)

// Move implements api.Queuer.
func (m *Memory) Move(_ context.Context, roots []share.RootHash, to api.Place) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, root := range roots {
		if m.find(root) == nil {
			return missing("download of", root)
		}
	}
	m.transfers = Requeue(m.transfers, roots, to)
	return nil
}

// Requeue moves downloads as a node does where all have the same priority and
// those that are moved stand together. What ended comes first, and the others have
// their places in the queue.
func Requeue(list []api.Transfer, roots []share.RootHash, to api.Place) []api.Transfer {
	var ended, moved, others []api.Transfer
	at := 0 // how many of the others stand before those that are moved
	for _, t := range list {
		switch {
		case t.State == api.StateComplete || t.State == api.StateCancelled:
			ended = append(ended, t)
		case slices.Contains(roots, t.Root):
			at, moved = len(others), append(moved, t)
		default:
			others = append(others, t)
		}
	}
	switch to {
	case api.PlaceUp:
		at = max(at-1, 0)
	case api.PlaceDown:
		at = min(at+1, len(others))
	case api.PlaceTop:
		at = 0
	case api.PlaceBottom:
		at = len(others)
	}
	queue := slices.Insert(others, at, moved...)
	for i := range queue {
		queue[i].Queue = i + 1
	}
	return append(ended, queue...)
}
