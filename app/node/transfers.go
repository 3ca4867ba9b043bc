package node

import (
	"context"
	"fmt"

	"hinny/app/api"
	"hinny/share"
)

func noDownload(root share.RootHash) error {
	return &api.Error{Code: api.CodeNotFound, Message: fmt.Sprintf("no download of %s; see: hinnyd transfers", root)}
}

// Get implements api.Backend.
func (n *Node) Get(_ context.Context, r api.GetRequest) (api.Transfer, error) {
	return api.Transfer{}, &api.Error{Code: api.CodeFailed, Message: "this version cannot download yet"}
}

// Transfers implements api.Backend.
func (n *Node) Transfers(context.Context) ([]api.Transfer, error) { return []api.Transfer{}, nil }

// Transfer implements api.Backend.
func (n *Node) Transfer(_ context.Context, root share.RootHash) (api.Transfer, error) {
	return api.Transfer{}, noDownload(root)
}

// Pause implements api.Backend.
func (n *Node) Pause(_ context.Context, root share.RootHash) error { return noDownload(root) }

// Resume implements api.Backend.
func (n *Node) Resume(_ context.Context, root share.RootHash) error { return noDownload(root) }

// Cancel implements api.Backend.
func (n *Node) Cancel(_ context.Context, root share.RootHash) error { return noDownload(root) }

// Uploads implements api.Backend.
func (n *Node) Uploads(context.Context) ([]api.Upload, error) { return []api.Upload{}, nil }
