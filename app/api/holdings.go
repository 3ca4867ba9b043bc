package api

import (
	"context"
	"net/http"

	"hinny/share"
)

// Holding is what one connected provider of a download holds.
type Holding struct {
	Peer string `json:"peer"`
	// Map is one byte a chunk, or for each of some hundred that are evenly
	// chosen: MapHave where we have it too, MapHolders where only the provider
	// does, 0 where it does not.
	Map []byte `json:"map"`
}

// Holder is a Backend that can say what the providers of a download hold.
type Holder interface {
	// Holdings returns them in the order of their IDs.
	Holdings(ctx context.Context, root share.RootHash) ([]Holding, error)
}

var _ Holder = (*Client)(nil)

// Holdings implements Holder.
func (c *Client) Holdings(ctx context.Context, root share.RootHash) ([]Holding, error) {
	return ask[[]Holding](ctx, c, cmdHoldings, rooted{root})
}

// serveHoldings serves the holdings of a backend that knows them.
func serveHoldings(mux *http.ServeMux, b Backend) {
	if h, ok := b.(Holder); ok {
		answer(mux, cmdHoldings, func(ctx context.Context, in rooted) ([]Holding, error) { return h.Holdings(ctx, in.Root) })
	}
}
