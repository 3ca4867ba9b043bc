package library

import (
	"context"
	"strings"

	"hinny/app/api"
	"hinny/app/ui/note"
)

// Review asks what sharing a folder would make public and gives the answer to
// show, which is called on another goroutine. A node that cannot say it shares
// the folder at once.
func (p *Presenter) Review(path string, show func(api.Review)) {
	reviewer, ok := p.node.(api.Reviewer)
	if !ok {
		p.Add(path)
		return
	}
	path = strings.TrimSpace(path)
	p.tell(note.Note{What: note.Looking, Name: path})
	p.actor.Do(func() {
		p.actor.Go(func(ctx context.Context) {
			r, err := reviewer.ReviewFolder(ctx, path)
			switch {
			case ctx.Err() != nil:
			case err != nil:
				p.tell(note.Note{What: note.Failed, Name: path, Err: err})
			default:
				show(r)
			}
		})
	})
}
