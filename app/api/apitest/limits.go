package apitest

import (
	"context"

	"hinny/app/api"
)

// Limit implements api.Limiter.
func (m *Memory) Limit(_ context.Context, change api.LimitsChange) (api.Limits, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.limits = change.Apply(m.limits)
	return m.limits, nil
}
