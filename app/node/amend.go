package node

import (
	"context"
	"strings"

	"hinny/app/api"
	"hinny/share"
)

var _ api.Renamer = (*Node)(nil)

// Rename implements api.Renamer.
func (n *Node) Rename(_ context.Context, root share.RootHash, name string) error {
	if strings.TrimSpace(name) == "" {
		return &api.Error{Code: api.CodeUsage, Message: "a file needs a name"}
	}
	if _, list := n.collections.wish(root); list {
		return &api.Error{Code: api.CodeUsage, Message: "a collection keeps its name; rename its folder on the disk"}
	}
	if old, ok := n.endedBefore(root); ok {
		return n.renameFinished(old, name)
	}
	err := n.steer(root, func(root share.RootHash) error { return n.network.Transfers().Rename(root, name) })
	if d, ok := n.network.Transfers().Download(root); err == nil && ok && d.Path != "" {
		n.finished.Move(root, d.Path)
	}
	return err
}

var _ api.Checker = (*Node)(nil)

// Recheck implements api.Checker.
func (n *Node) Recheck(_ context.Context, root share.RootHash) error {
	if _, ok := n.endedBefore(root); ok && n.finished.Check(root) {
		return nil
	}
	return n.steer(root, n.network.Transfers().Recheck)
}
