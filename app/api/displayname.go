package api

import (
	"context"
	"net/http"
)

// Introducer is a Backend that tells others what this peer calls itself; see
// Status.DisplayName for what it is.
type Introducer interface {
	// SetDisplayName has others see this name from the next start of the node
	// on; the empty one: none. A name that others could not see as it is, or that
	// is too long, is refused.
	SetDisplayName(ctx context.Context, name string) error
}

var _ Introducer = (*Client)(nil)

// SetDisplayName implements Introducer.
func (c *Client) SetDisplayName(ctx context.Context, name string) error {
	_, err := ask[nothing](ctx, c, cmdSetDisplayName, text{name})
	return err
}

// serveDisplayName serves a backend that introduces itself.
func serveDisplayName(mux *http.ServeMux, b Backend) {
	if i, ok := b.(Introducer); ok {
		answer(mux, cmdSetDisplayName, onText(i.SetDisplayName))
	}
}
