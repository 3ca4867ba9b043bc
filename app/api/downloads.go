package api

import (
	"context"
	"net/http"
)

// Mover is a Backend whose downloads can be sent to another folder.
type Mover interface {
	// SetDownloads has what is ordered from now on go to this folder, given by
	// its full path, in this run and the next ones, and shares it. The folder is
	// made where there is none. What is ordered already keeps its folder.
	SetDownloads(ctx context.Context, folder string) error
}

var _ Mover = (*Client)(nil)

// SetDownloads implements Mover.
func (c *Client) SetDownloads(ctx context.Context, folder string) error {
	_, err := ask[nothing](ctx, c, cmdSetDownloads, text{folder})
	return err
}

// serveDownloads serves the downloads folder of a backend that can change it.
func serveDownloads(mux *http.ServeMux, b Backend) {
	if m, ok := b.(Mover); ok {
		answer(mux, cmdSetDownloads, onText(m.SetDownloads))
	}
}
