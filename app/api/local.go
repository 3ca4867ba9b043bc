package api

import (
	"context"
	"net/http"
)

// LocalFolder is one folder of the machine that the node runs on, shared or not.
type LocalFolder struct {
	Path    string `json:"path"`
	Refused string `json:"refused,omitempty"` // why it cannot be shared, in words; empty if it can
	Home    bool   `json:"home,omitempty"`    // it is the home folder of the person
}

// Lister is a Backend that lists the folders of its machine, so that a person
// can choose among them.
type Lister interface {
	// LocalFolders returns the folders directly in one by their names; for an
	// empty path those to begin with: the home folder, the drives and the whole.
	LocalFolders(ctx context.Context, path string) ([]LocalFolder, error)
}

var _ Lister = (*Client)(nil)

// LocalFolders implements Lister.
func (c *Client) LocalFolders(ctx context.Context, path string) ([]LocalFolder, error) {
	return ask[[]LocalFolder](ctx, c, cmdLocalFolders, text{path})
}

// serveLocal serves the folders of a backend that lists them.
func serveLocal(mux *http.ServeMux, b Backend) {
	if l, ok := b.(Lister); ok {
		answer(mux, cmdLocalFolders, func(ctx context.Context, in text) ([]LocalFolder, error) { return l.LocalFolders(ctx, in.Text) })
	}
}
