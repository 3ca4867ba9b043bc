package search

import (
	"context"
	"maps"

	"hinny/share"
)

// mark asks which of the rows are being downloaded or have arrived.
func (p *Presenter) mark() {
	if p.asking {
		return
	}
	p.asking = true
	p.actor.Go(func(ctx context.Context) {
		transfers, err := p.node.Transfers(ctx)
		p.actor.Post(func() {
			p.asking = false
			if err != nil {
				return // the status bar tells when the node is gone
			}
			marks := make(map[share.RootHash]mark, len(transfers))
			for _, t := range transfers {
				if p.desk.front == nil {
					break
				}
				if _, shown := p.desk.front.rows[t.Root]; shown {
					marks[t.Root] = markOf(t)
				}
			}
			if !maps.Equal(marks, p.marks) {
				p.marks = marks
				p.show()
			}
		})
	})
}
