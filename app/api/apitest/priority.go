package apitest

import (
	"context"

	"hinny/app/api"
	"hinny/share"
)

var _ api.Prioritizer = (*Memory)(nil)

// SetPriority implements api.Prioritizer.
func (m *Memory) SetPriority(_ context.Context, root share.RootHash, p api.Priority) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	for i := range m.transfers {
		if m.transfers[i].Root == root {
			m.transfers[i].Priority = p
			return nil
		}
	}
	return missing("download of", root)
}
