package uitest

import (
	"context"

	"hinny/app/api"
	"hinny/share"
)

var _ api.Holder = (*Node)(nil)

// Holdings implements api.Holder: the first provider of an active download
// holds all of it, each other less.
func (n *Node) Holdings(_ context.Context, root share.RootHash) ([]api.Holding, error) {
	return seen(n, func() (list []api.Holding) {
		for _, t := range n.Downloads {
			if t.Root != root || t.State != api.StateActive {
				continue
			}
			for i, p := range t.Details {
				held := make([]byte, len(t.Map))
				for at := range held {
					if i > 0 && (at/(40+7*i))%(i+1) > 0 {
						continue
					}
					if held[at] = api.MapHolders; t.Map[at]&api.MapHave != 0 {
						held[at] = api.MapHave
					}
				}
				list = append(list, api.Holding{Peer: p.Peer, Map: held})
			}
		}
		return list
	})
}
