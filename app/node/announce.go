package node

import (
	"context"
	"fmt"

	"hinny/share"
)

const (
	// announceBatch is how many files or changes are read from the catalog at a
	// time.
	announceBatch = 1000
	// maxAnnounced is how many files the announcer tells of: twice as many as
	// the network advertises. Beyond, a file is found by search alone.
	maxAnnounced = 40_000
)

// announce tells the network of everything the library holds, now and as it
// changes, so that a root is found by those no search reaches.
func (n *Node) announce(ctx context.Context) error {
	a := announcer{node: n, roots: map[uint64]share.RootHash{}, after: n.catalog.Seq()}
	a.begin(ctx)
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

// announcer remembers the root of each file it told of: a removal names the
// file only.
type announcer struct {
	node  *Node
	roots map[uint64]share.RootHash
	after uint64
}

// begin tells of what is there already.
func (a *announcer) begin(ctx context.Context) {
	last := ""
	for ctx.Err() == nil && len(a.roots) < maxAnnounced {
		files := a.node.catalog.After("", last, announceBatch)
		if len(files) == 0 {
			return
		}
		for _, f := range files {
			a.apply(share.Change{File: f})
			last = f.Path
		}
	}
}

func (a *announcer) catchUp(ctx context.Context) error {
	for ctx.Err() == nil {
		changes, last, err := a.node.catalog.ChangesOf(a.after, announceBatch, a.follows)
		if err != nil {
			return fmt.Errorf("follow the catalog: %w", err)
		}
		for _, change := range changes {
			a.apply(change)
		}
		if last == a.after {
			return nil
		}
		a.after = last
	}
	return nil
}

// follows reports whether a change of a file may have to be told.
func (a *announcer) follows(id uint64) bool {
	_, told := a.roots[id]
	return told || len(a.roots) < maxAnnounced
}

func (a *announcer) apply(change share.Change) {
	id := change.File.ID
	old, known := a.roots[id]
	switch {
	case change.Removed:
		delete(a.roots, id)
	case known || len(a.roots) < maxAnnounced:
		a.roots[id] = change.File.Root
		a.node.network.Advertise(change.File.Root)
	}
	if known && old != change.File.Root && !a.node.have(old) {
		a.node.network.Withdraw(old)
	}
}
