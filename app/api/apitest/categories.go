package apitest

import (
	"context"
	"slices"
	"strings"

	"hinny/app/api"
	"hinny/share"
)

var _ api.Categorizer = (*Memory)(nil)

// Categories implements api.Categorizer.
func (m *Memory) Categories(context.Context) ([]api.Category, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Clone(m.categories), nil
}

// SetCategory implements api.Categorizer.
func (m *Memory) SetCategory(_ context.Context, c api.Category) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.categories = slices.DeleteFunc(m.categories, func(old api.Category) bool { return strings.EqualFold(old.Name, c.Name) })
	m.categories = append(m.categories, c)
	return nil
}

// RemoveCategory implements api.Categorizer.
func (m *Memory) RemoveCategory(_ context.Context, name string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	before := len(m.categories)
	m.categories = slices.DeleteFunc(m.categories, func(c api.Category) bool { return strings.EqualFold(c.Name, name) })
	if len(m.categories) == before {
		return &api.Error{Code: api.CodeNotFound, Message: "there is no category " + name}
	}
	return nil
}

// Categorize implements api.Categorizer.
func (m *Memory) Categorize(_ context.Context, root share.RootHash, category string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	for i := range m.transfers {
		if m.transfers[i].Root == root {
			m.transfers[i].Category = category
			return nil
		}
	}
	return missing("download of", root)
}
