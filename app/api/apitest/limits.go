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

// SetSchedule implements api.Scheduler. No period is ever open.
func (m *Memory) SetSchedule(ctx context.Context, s api.Schedule) (api.Scheduled, error) {
	m.mu.Lock()
	m.schedule = s
	m.mu.Unlock()
	return m.Schedule(ctx)
}

// Schedule implements api.Scheduler.
func (m *Memory) Schedule(context.Context) (api.Scheduled, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return api.Scheduled{Schedule: m.schedule, Open: -1, Now: m.limits}, nil
}
