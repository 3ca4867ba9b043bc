package apitest

import (
	"context"
	"strings"

	"hinny/app/api"
)

// Collect implements api.Backend: the link of a collection is held under its
// name.
func (m *Memory) Collect(_ context.Context, name string, paths []string) (api.Link, error) {
	if name == "" && len(paths) == 1 {
		name = paths[0]
	}
	if link, ok := m.Held[name]; ok {
		return link, nil
	}
	return api.Link{}, missing("shared file", strings.Join(paths, ", "))
}

// Collection implements api.Backend.
func (m *Memory) Collection(_ context.Context, linkOrRoot string) (api.Collection, error) {
	for _, c := range m.Lists {
		if strings.Contains(linkOrRoot, c.Root.String()) {
			return c, nil
		}
	}
	return api.Collection{}, missing("list of the collection", linkOrRoot)
}
