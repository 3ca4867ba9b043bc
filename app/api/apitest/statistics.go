package apitest

import (
	"context"

	"hinny/app/api"
)

var _ api.Counter = (*Memory)(nil)

// Statistics implements api.Counter: the history is of the span that was asked
// for, or none.
func (m *Memory) Statistics(_ context.Context, r api.StatisticsRequest) (api.Statistics, error) {
	if r.Span == "centuries" {
		return api.Statistics{}, &api.Error{Code: api.CodeUsage, Message: "there is no history of centuries"}
	}
	s := m.Counted
	if r.Span == "" {
		s.Step, s.History = 0, nil
	}
	return s, nil
}
