package search

import (
	"context"

	"hinny/app/api"
	"hinny/app/ui/note"
)

// Judge remembers what the person thinks of the contents of rows: at once here,
// and in the node for every search from then on.
func (p *Presenter) Judge(rows []Row, mark api.Mark) {
	marker, ok := p.node.(api.Marker)
	if !ok || len(rows) == 0 {
		return
	}
	p.actor.Do(func() {
		p.actor.Go(func(ctx context.Context) {
			for _, r := range rows {
				if err := marker.Mark(ctx, api.Marked{Root: r.Root, Name: r.Name, Mark: mark}); err != nil {
					p.tell(note.Note{What: note.Failed, Name: r.Name, Err: err})
					return // the next would most likely fail for the same reason
				}
				p.actor.Post(func() { p.judged(r, mark) })
			}
			if mark == api.MarkHidden {
				p.tell(note.Note{What: note.Hidden, Name: rows[0].Name, Count: len(rows)})
			}
		})
	})
}

// judged shows a mark in every search that found the content.
func (p *Presenter) judged(judged Row, mark api.Mark) {
	for _, s := range p.desk.searches {
		if r, found := s.rows[judged.Root]; found {
			r.Mark = mark
			s.rows[judged.Root] = r
		}
	}
	p.show()
}
