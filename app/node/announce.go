package node

import (
	"context"
	"fmt"

	"hinny/share"
)

// announceBatch is how many changes are read from the catalog at a time.
const announceBatch = 1000

// announce tells the network of everything the library holds, now and as it
// changes, so that a root is found by those no search reaches.
func (n *Node) announce(ctx context.Context) error {
	a := announcer{node: n, roots: map[uint64]share.RootHash{}}
	for {
		changed := n.catalog.Changed() // before reading, so that nothing falls in between
		if err := a.catchUp(ctx); err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return nil
		case <-changed:
		}
	}
}

// announcer remembers the root of each file: a removal names the file only.
type announcer struct {
	node  *Node
	roots map[uint64]share.RootHash
	after uint64
}

func (a *announcer) catchUp(ctx context.Context) error {
	for ctx.Err() == nil {
		changes, err := a.node.catalog.ChangesSince(a.after, announceBatch)
		if err != nil {
			return fmt.Errorf("follow the catalog: %w", err)
		}
		if len(changes) == 0 {
			return nil
		}
		for _, change := range changes {
			a.apply(change)
			a.after = change.Seq
		}
	}
	return nil
}

func (a *announcer) apply(change share.Change) {
	id := change.File.ID
	old, known := a.roots[id]
	if !change.Removed {
		a.roots[id] = change.File.Root
		a.node.network.Advertise(change.File.Root)
	} else {
		delete(a.roots, id)
	}
	if known && old != change.File.Root && !a.node.have(old) {
		a.node.network.Withdraw(old)
	}
}
