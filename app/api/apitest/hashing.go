package apitest

import (
	"context"

	"hinny/app/api"
)

var _ api.HashingPauser = (*Memory)(nil)

// PauseHashing implements api.HashingPauser.
func (m *Memory) PauseHashing(context.Context) error { return m.setPaused(true) }

// ResumeHashing implements api.HashingPauser.
func (m *Memory) ResumeHashing(context.Context) error { return m.setPaused(false) }

func (m *Memory) setPaused(paused bool) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.paused = paused
	return nil
}
