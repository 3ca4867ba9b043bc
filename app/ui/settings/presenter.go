package settings

import (
	"context"
	"time"

	"hinny/app/api"
	"hinny/app/ui/actor"
	"hinny/app/ui/note"
)

// idle is how often the presenter does nothing: it works on demand only.
const idle = time.Hour

// Model is what is known of the node's limits.
type Model struct {
	Limits api.Limits
	Loaded bool
	Err    error
}

// Presenter knows and changes the node's limits. Its methods are safe for
// concurrent use and return at once.
type Presenter struct {
	node  api.Limiter    // nil: this node has no limits
	mover api.Mover      // nil: this node sends downloads where it wants
	own   api.Introducer // nil: this node calls itself nothing
	tell  note.Tell
	actor *actor.Actor
	view  *actor.View[Model]
}

// New returns a Presenter that calls changed after each new Model. A node that
// is no api.Limiter has no limits; the downloads of one that is no api.Mover go
// where they go.
func New(node any, changed func(), tell note.Tell) *Presenter {
	limiter, _ := node.(api.Limiter)
	mover, _ := node.(api.Mover)
	own, _ := node.(api.Introducer)
	return &Presenter{node: limiter, mover: mover, own: own, tell: tell, actor: actor.New(), view: actor.NewView[Model](changed)}
}

// Run works until ctx ends.
func (p *Presenter) Run(ctx context.Context) error {
	return p.actor.Run(ctx, idle, func() {})
}

// View returns the newest Model.
func (p *Presenter) View() Model { return p.view.Get() }

// CanLimit reports whether this node has limits at all.
func (p *Presenter) CanLimit() bool { return p.node != nil }

// Ask asks the node what holds now.
func (p *Presenter) Ask() { p.change(api.LimitsChange{}) }

// Set puts limits in force.
func (p *Presenter) Set(l api.Limits) {
	p.change(api.LimitsChange{Up: &l.Up, Down: &l.Down, PeerUp: &l.PeerUp, PeerDown: &l.PeerDown, Slots: &l.Slots, LAN: &l.LAN})
}

// CanMove reports whether downloads can be sent elsewhere.
func (p *Presenter) CanMove() bool { return p.mover != nil }

// Move has downloads go to a folder from now on, and tells when they do or why
// they cannot.
func (p *Presenter) Move(folder string) {
	if p.mover != nil {
		p.choose(folder, p.mover.SetDownloads, note.Moved)
	}
}

// CanIntroduce reports whether others can be told a name.
func (p *Presenter) CanIntroduce() bool { return p.own != nil }

// Introduce has others see a name from the next start on, and tells when they
// will or why they cannot.
func (p *Presenter) Introduce(name string) {
	if p.own != nil {
		p.choose(name, p.own.SetDisplayName, note.Introduced)
	}
}

// choose puts a text in force, and tells done or why it cannot be.
func (p *Presenter) choose(text string, set func(ctx context.Context, text string) error, done note.What) {
	p.actor.Do(func() {
		p.actor.Go(func(ctx context.Context) {
			switch err := set(ctx, text); {
			case err == nil:
				p.tell(note.Note{What: done, Name: text})
			case ctx.Err() == nil:
				p.tell(note.Note{What: note.Failed, Name: text, Err: err})
			}
		})
	})
}

func (p *Presenter) change(c api.LimitsChange) {
	if p.node == nil {
		return
	}
	p.actor.Do(func() {
		p.actor.Go(func(ctx context.Context) {
			limits, err := p.node.Limit(ctx, c)
			if err != nil && ctx.Err() == nil {
				p.tell(note.Note{What: note.Failed, Err: err})
			}
			p.actor.Post(func() {
				model := Model{Limits: limits, Loaded: err == nil, Err: err}
				p.view.Set(model)
			})
		})
	})
}
