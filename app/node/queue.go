package node

import (
	"context"

	"hinny/app/api"
	"hinny/network/transfer"
	"hinny/share"
)

var _ api.Queuer = (*Node)(nil)

// Move implements api.Queuer.
func (n *Node) Move(_ context.Context, roots []share.RootHash, to api.Place) error {
	place, ok := map[api.Place]transfer.Place{
		api.PlaceUp: transfer.Up, api.PlaceDown: transfer.Down, api.PlaceTop: transfer.Top, api.PlaceBottom: transfer.Bottom,
	}[to]
	if !ok {
		return &api.Error{Code: api.CodeUsage, Message: "there is no such place; there are up, down, top and bottom"}
	}
	var chosen []share.RootHash
	for _, root := range roots {
		files, err := n.unfold(root)
		if err != nil {
			return err
		}
		chosen = append(chosen, files...)
	}
	return explained(n.network.Transfers().Move(chosen, place))
}

// unfold puts the files of a collection that was ordered in its place. A download
// that ended before is none any more.
func (n *Node) unfold(root share.RootHash) ([]share.RootHash, error) {
	if w, ordered := n.collections.wish(root); ordered {
		if files, err := n.filesOf(w); err == nil {
			return files, nil
		} // else only its list is being fetched yet
	}
	if _, ended := n.endedBefore(root); ended {
		return nil, nil
	}
	if _, known := n.network.Transfers().Download(root); !known {
		return nil, noDownload(root)
	}
	return []share.RootHash{root}, nil
}
