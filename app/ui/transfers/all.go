package transfers

import (
	"context"
	"slices"

	"hinny/app/api"
	"hinny/app/ui/note"
	"hinny/share"
)

// PauseAll stops every download that has not ended, filtered out or not.
func (p *Presenter) PauseAll() {
	p.all(p.node.Pause, api.StateSearching, api.StateActive, api.StateQueued, api.StateChecking)
}

// ResumeAll lets every paused download go on.
func (p *Presenter) ResumeAll() { p.all(p.node.Resume, api.StatePaused) }

// all gives a command for each download in one of the states now.
func (p *Presenter) all(command func(context.Context, share.RootHash) error, states ...api.State) {
	p.actor.Do(func() {
		p.actor.Go(func(ctx context.Context) {
			downloads, err := p.node.Transfers(ctx)
			if err != nil && ctx.Err() == nil {
				p.tell(note.Note{What: note.Failed, Err: err})
			}
			for _, t := range downloads {
				if !slices.Contains(states, t.State) {
					continue
				}
				if err := command(ctx, t.Root); err != nil && ctx.Err() == nil {
					p.tell(note.Note{What: note.Failed, Name: t.Name, Err: err})
				}
			}
			p.actor.Post(p.pull)
		})
	})
}
