package apitest

import (
	"context"
	"slices"

	"hinny/app/api"
)

// News has a saved search find something.
func (m *Memory) News(text string, news ...api.News) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for i := range m.saved {
		if m.saved[i].Text == text {
			m.saved[i].New = append(m.saved[i].New, news...)
		}
	}
}

// SaveSearch implements api.Saver.
func (m *Memory) SaveSearch(_ context.Context, text string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.saved = append(m.saved, api.SavedSearch{Text: text})
	return nil
}

// ForgetSearch implements api.Saver.
func (m *Memory) ForgetSearch(_ context.Context, text string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	at := slices.IndexFunc(m.saved, func(s api.SavedSearch) bool { return s.Text == text })
	if at < 0 {
		return missing("saved search", text)
	}
	m.saved = slices.Delete(m.saved, at, at+1)
	return nil
}

// SavedSearches implements api.Saver.
func (m *Memory) SavedSearches(context.Context) ([]api.SavedSearch, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Clone(m.saved), nil
}

// LookedAt implements api.Saver.
func (m *Memory) LookedAt(_ context.Context, text string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	for i := range m.saved {
		if m.saved[i].Text == text {
			m.saved[i].New = nil
		}
	}
	return nil
}
