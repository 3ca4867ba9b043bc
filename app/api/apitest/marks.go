package apitest

import (
	"context"
	"slices"

	"hinny/app/api"
	"hinny/share"
)

// Mark implements api.Marker.
func (m *Memory) Mark(_ context.Context, to api.Marked) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.marks = slices.DeleteFunc(m.marks, func(old api.Marked) bool { return old.Root == to.Root })
	if to.Mark != api.MarkNone {
		m.marks = slices.Insert(m.marks, 0, to)
	}
	return nil
}

// Marks implements api.Marker.
func (m *Memory) Marks(context.Context) ([]api.Marked, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Clone(m.marks), nil
}

func (m *Memory) markOf(root share.RootHash) api.Mark {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, marked := range m.marks {
		if marked.Root == root {
			return marked.Mark
		}
	}
	return api.MarkNone
}
