package api

import (
	"context"
	"net/http"
)

// FolderName is what others are to see instead of the path of a shared folder.
type FolderName struct {
	Path string `json:"path"`
	Name string `json:"name"`
}

// Namer is a Backend whose shared folders can be given other names.
type Namer interface {
	// NameFolder gives a shared folder its name; browse and search show it as
	// soon as the folder was looked at again, which hashes nothing.
	NameFolder(ctx context.Context, n FolderName) (Folder, error)
}

var _ Namer = (*Client)(nil)

// NameFolder implements Namer.
func (c *Client) NameFolder(ctx context.Context, n FolderName) (Folder, error) {
	return ask[Folder](ctx, c, cmdNameFolder, n)
}

// serveNaming serves the naming of a backend that can name.
func serveNaming(mux *http.ServeMux, b Backend) {
	if n, ok := b.(Namer); ok {
		answer(mux, cmdNameFolder, n.NameFolder)
	}
}
