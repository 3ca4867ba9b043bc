package network

import (
	"context"
	"fmt"

	"hinny/index/query"
	"hinny/share"
)

// maxAtOne bounds the files of one peer that a search at it finds: its list may
// hold a million, and a person looks at the first.
const maxAtOne = 1000

// SearchAt asks one peer alone and calls found with each hit, one at a time, at
// most once for a file. It looks for the peer first if needed. A peer answers
// a query with few files; the others are found in the list of what it shares,
// by name and size only. An empty query finds all.
func (n *Network) SearchAt(ctx context.Context, id string, q query.Query, found func(Hit)) error {
	target, err := n.parseOther(id)
	if err != nil {
		return err
	}
	located, err := n.finder.FindPeer(ctx, target)
	if err != nil {
		return err
	}
	if !located.Connected {
		return fmt.Errorf("%w: %s; try again when it is on", ErrUnreachable, id)
	}
	told := map[share.RootHash]bool{}
	answered := false
	if !q.IsEmpty() {
		hits, err := n.search.Ask(ctx, target, q)
		answered = err == nil
		for _, hit := range hits {
			told[hit.Root] = true
			found(n.hitOf(hit))
		}
	}
	err = n.browse.Browse(ctx, target, func(e Entry) bool {
		if !told[e.Root] && q.Match(query.Thing{Name: e.Rel, Size: e.Size}) {
			told[e.Root] = true
			found(Hit{Root: e.Root, Name: e.Rel, Size: e.Size, Provider: id})
		}
		return len(told) < maxAtOne
	})
	if err != nil && answered && ctx.Err() == nil {
		n.log.Info("a peer answers but does not list its files", "peer", id, "error", err)
		return nil
	}
	return err
}
