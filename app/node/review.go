package node

import (
	"context"
	"errors"
	"io/fs"

	"hinny/app/api"
	"hinny/share/library"
)

var _ api.Reviewer = (*Node)(nil)

// ReviewFolder implements api.Reviewer.
func (n *Node) ReviewFolder(ctx context.Context, path string) (api.Review, error) {
	r, err := n.library.Review(ctx, path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return api.Review{}, told(api.CodeNotFound, err)
	case err != nil:
		return api.Review{}, told(api.CodeRefused, err)
	}
	out := api.Review{
		Path: r.Path, Name: r.Name, Refused: r.Refused, Files: r.Files, Bytes: r.Bytes, Cut: r.Cut,
		Kinds: reviewGroups(r.Kinds), Surprising: reviewGroups(r.Surprising), Hidden: reviewGroups(r.Hidden),
	}
	for _, f := range r.Largest {
		out.Largest = append(out.Largest, api.ReviewFile(f))
	}
	return out, nil
}

func reviewGroups(groups []library.Group) (out []api.ReviewGroup) {
	for _, g := range groups {
		out = append(out, api.ReviewGroup(g))
	}
	return out
}
