package apitest

import (
	"context"

	"hinny/app/api"
)

var _ api.Mover = (*Memory)(nil)

// SetDownloads implements api.Mover.
func (m *Memory) SetDownloads(_ context.Context, folder string) error {
	if err := m.broken(folder); err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.Now.Downloads = folder
	return nil
}
