package node

import (
	"context"
	"fmt"

	"hinny/index/query"
)

// names lists what the library shares, for the digest that tells neighbours
// which queries are worth sending here.
type names struct{ node *Node }

// Names implements search.Names.
func (l names) Names(ctx context.Context, each func(query.Thing)) error {
	for last := ""; ctx.Err() == nil; {
		files := l.node.catalog.After("", last, announceBatch)
		if len(files) == 0 {
			return nil
		}
		for _, f := range files {
			each(query.ThingOf(f))
			last = f.Path
		}
	}
	return ctx.Err()
}

// Changed implements search.Names.
func (l names) Changed() <-chan struct{} { return l.node.catalog.Changed() }

// namesState implements network.Options.NamesState.
func (n *Node) namesState() string { return fmt.Sprint(n.catalog.Generation(), " ", n.catalog.Seq()) }
