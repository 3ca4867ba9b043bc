package node

import (
	"context"
	"fmt"
)

// names lists what the library shares, for the digest that tells neighbours
// which queries are worth sending here.
type names struct{ node *Node }

// Names implements search.Names.
func (l names) Names(ctx context.Context, each func(rel string)) error {
	for after := uint64(0); ctx.Err() == nil; {
		changes, err := l.node.catalog.ChangesSince(after, announceBatch)
		if err != nil {
			return fmt.Errorf("list the names of the library: %w", err)
		}
		if len(changes) == 0 {
			return nil
		}
		for _, change := range changes {
			if !change.Removed {
				each(change.File.Rel)
			}
			after = change.Seq
		}
	}
	return ctx.Err()
}

// Changed implements search.Names.
func (l names) Changed() <-chan struct{} { return l.node.catalog.Changed() }
