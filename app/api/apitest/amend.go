package apitest

import (
	"context"

	"hinny/app/api"
	"hinny/share"
)

var _ api.Renamer = (*Memory)(nil)

// Rename implements api.Renamer.
func (m *Memory) Rename(_ context.Context, root share.RootHash, name string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	for i := range m.transfers {
		if m.transfers[i].Root == root {
			m.transfers[i].Name = name
			return nil
		}
	}
	return missing("download of", root)
}

var _ api.Checker = (*Memory)(nil)

// Recheck implements api.Checker.
func (m *Memory) Recheck(_ context.Context, root share.RootHash) error {
	return m.set(root, api.StateChecking)
}

var _ api.Sequencer = (*Memory)(nil)

// SetSequential implements api.Sequencer.
func (m *Memory) SetSequential(_ context.Context, root share.RootHash, sequential bool) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	for i := range m.transfers {
		if m.transfers[i].Root == root {
			m.transfers[i].Sequential = sequential
			return nil
		}
	}
	return missing("download of", root)
}
