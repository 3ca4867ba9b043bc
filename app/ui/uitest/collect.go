package uitest

import (
	"context"
	"strings"

	"hinny/app/api"
)

// Collect implements api.Backend.
func (n *Node) Collect(_ context.Context, name string, paths []string) (api.Link, error) {
	return seen(n, func() api.Link {
		return api.Link{Link: "magnet:?x.type=collection&dn=" + name + "&of=" + strings.Join(paths, ","), Name: name, Files: len(paths)}
	})
}

// Collection implements api.Backend.
func (n *Node) Collection(_ context.Context, linkOrRoot string) (api.Collection, error) {
	return seen(n, func() api.Collection { return api.Collection{Name: linkOrRoot} })
}
