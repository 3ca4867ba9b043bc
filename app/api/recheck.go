package api

import (
	"context"
	"net/http"

	"hinny/share"
)

// Checker is a Backend that can read again what is on the disk of a download.
type Checker interface {
	// Recheck begins to verify what is here of a download and returns; its state
	// is StateChecking meanwhile. What is damaged of an unfinished one is fetched
	// again; a complete one that is damaged is StateFailed then, with the reason.
	Recheck(ctx context.Context, root share.RootHash) error
}

var _ Checker = (*Client)(nil)

// Recheck implements Checker.
func (c *Client) Recheck(ctx context.Context, root share.RootHash) error {
	return tell(ctx, c, cmdRecheck, rooted{root})
}

// serveRecheck serves the checks of a backend that has them.
func serveRecheck(mux *http.ServeMux, b Backend) {
	if k, ok := b.(Checker); ok {
		answer(mux, cmdRecheck, onRoot(k.Recheck))
	}
}
