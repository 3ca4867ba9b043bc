package library

import (
	"context"
	"strings"

	"hinny/app/api"
	"hinny/app/ui/note"
)

// CanName reports whether this node's folders can be given names.
func (p *Presenter) CanName() bool {
	_, ok := p.node.(api.Namer)
	return ok
}

// Name changes what others see instead of the path of a folder.
func (p *Presenter) Name(path, name string) {
	namer, ok := p.node.(api.Namer)
	if !ok {
		return
	}
	p.actor.Do(func() {
		p.actor.Go(func(ctx context.Context) {
			folder, err := namer.NameFolder(ctx, api.FolderName{Path: path, Name: strings.TrimSpace(name)})
			p.done(note.Note{What: note.Named, Name: folder.Name, Err: err})
		})
	})
}

// PauseHashing has no file hashed until it is told to go on.
func (p *Presenter) PauseHashing(pause bool) {
	pauser, ok := p.node.(api.HashingPauser)
	if !ok {
		return
	}
	p.actor.Do(func() {
		p.actor.Go(func(ctx context.Context) {
			do := pauser.ResumeHashing
			if pause {
				do = pauser.PauseHashing
			}
			if err := do(ctx); err != nil {
				p.tell(note.Note{What: note.Failed, Err: err})
			}
			p.actor.Post(p.ask)
		})
	})
}
