package apitest

import (
	"context"

	"hinny/app/api"
)

var _ api.Excluder = (*Memory)(nil)

// Exclude implements api.Excluder. The only default is ".*"; each pattern hides
// one file.
func (m *Memory) Exclude(_ context.Context, change api.ExclusionChange) (api.Exclusions, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.excluded == nil {
		m.excluded = []string{".*"}
	}
	next, err := change.Apply(m.excluded, []string{".*"})
	if err != nil {
		return api.Exclusions{}, err
	}
	m.excluded = next
	out := api.Exclusions{Patterns: []api.Exclusion{}}
	for _, pattern := range next {
		out.Patterns = append(out.Patterns, api.Exclusion{Pattern: pattern, Hidden: 1, Example: "/music/" + pattern, Default: pattern == ".*"})
	}
	return out, nil
}
