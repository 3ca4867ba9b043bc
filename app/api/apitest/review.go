package apitest

import (
	"context"

	"hinny/app/api"
)

// ReviewFolder implements api.Reviewer.
func (m *Memory) ReviewFolder(_ context.Context, path string) (api.Review, error) {
	if r, ok := m.Reviews[path]; ok {
		return r, nil
	}
	return api.Review{}, missing("folder", path)
}
