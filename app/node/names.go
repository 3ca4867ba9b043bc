package node

import "context"

// names lists what the library shares, for the digest that tells neighbours
// which queries are worth sending here.
type names struct{ node *Node }

// Names implements search.Names.
func (l names) Names(ctx context.Context, each func(rel string)) error {
	for last := ""; ctx.Err() == nil; {
		files := l.node.catalog.After("", last, announceBatch)
		if len(files) == 0 {
			return nil
		}
		for _, f := range files {
			each(f.Rel)
			last = f.Path
		}
	}
	return ctx.Err()
}

// Changed implements search.Names.
func (l names) Changed() <-chan struct{} { return l.node.catalog.Changed() }
