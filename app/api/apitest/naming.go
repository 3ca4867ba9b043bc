package apitest

import (
	"context"
	"slices"

	"hinny/app/api"
)

var _ api.Namer = (*Memory)(nil)

// NameFolder implements api.Namer.
func (m *Memory) NameFolder(_ context.Context, n api.FolderName) (api.Folder, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	at := slices.IndexFunc(m.folders, func(f api.Folder) bool { return f.Path == n.Path })
	if at < 0 {
		return api.Folder{}, missing("shared folder", n.Path)
	}
	m.folders[at].Name = n.Name
	return m.folders[at], nil
}
