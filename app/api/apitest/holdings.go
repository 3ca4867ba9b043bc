package apitest

import (
	"context"

	"hinny/app/api"
	"hinny/share"
)

var _ api.Holder = (*Memory)(nil)

// Holdings implements api.Holder: one provider holds every download whole.
func (m *Memory) Holdings(ctx context.Context, root share.RootHash) ([]api.Holding, error) {
	t, err := m.Transfer(ctx, root)
	if err != nil {
		return nil, err
	}
	return []api.Holding{{Peer: "12D3KooWProvider", Map: make([]byte, len(t.Map))}}, nil
}
