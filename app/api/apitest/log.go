package apitest

import (
	"context"

	"hinny/app/api"
)

var _ api.Logger = (*Memory)(nil)

// Log implements api.Logger: it gives Entries and then, if it is to follow,
// waits.
func (m *Memory) Log(ctx context.Context, r api.LogRequest, found func(api.Entry) bool) error {
	for _, e := range m.Entries {
		if e.Seq > r.After && !found(e) {
			return nil
		}
	}
	if !r.Follow {
		return nil
	}
	<-ctx.Done()
	return ctx.Err()
}
