package apitest

import (
	"context"

	"hinny/app/api"
)

var _ api.Introducer = (*Memory)(nil)

// SetDisplayName implements api.Introducer.
func (m *Memory) SetDisplayName(_ context.Context, name string) error {
	if err := m.broken(name); err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.Now.DisplayName = name
	return nil
}
