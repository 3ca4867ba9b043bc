package status

import (
	"context"
	"slices"
	"sync"
	"time"

	"hinny/app/api"
	"hinny/app/ui/actor"
	"hinny/app/ui/note"
)

const (
	look    = time.Second      // between two looks at the node; each may cost a picture
	stay    = 8 * time.Second  // how long a note can be read
	stayBad = 20 * time.Second // a failure needs more time
	maxWait = 32               // notes that wait for the window
)

// Node is what the line needs of a node.
type Node interface {
	Status(ctx context.Context) (api.Status, error)
}

// Model is what is to be seen in the line.
type Model struct {
	Status api.Status
	Loaded bool
	Err    error     // the node does not answer
	Note   note.Note // the last thing that happened, until it is old
}

// Presenter decides what the line shows. Its methods are safe for concurrent
// use and return at once.
type Presenter struct {
	node  Node
	actor *actor.Actor
	view  *actor.View[Model]

	mu    sync.Mutex
	notes []note.Note // guarded by mu; for Notes

	// Owned by the actor.
	model  Model
	until  time.Time
	asking bool
}

// New returns a Presenter that calls changed after each new Model.
func New(node Node, changed func()) *Presenter {
	return &Presenter{node: node, actor: actor.New(), view: actor.NewView[Model](changed)}
}

// Run works until ctx ends.
func (p *Presenter) Run(ctx context.Context) error { return p.actor.Run(ctx, look, p.tick) }

// View returns the newest Model.
func (p *Presenter) View() Model { return p.view.Get() }

// Tell shows a note in place of the one before. It is a note.Tell.
func (p *Presenter) Tell(n note.Note) {
	p.mu.Lock()
	if len(p.notes) < maxWait {
		p.notes = append(p.notes, n)
	}
	p.mu.Unlock()
	p.actor.Do(func() {
		p.model.Note, p.until = n, time.Now().Add(stay)
		if n.What == note.Failed {
			p.until = time.Now().Add(stayBad)
		}
		p.view.Set(p.model)
	})
}

// Notes returns what was told since the last call, for things that the window
// must do, such as filling the clipboard.
func (p *Presenter) Notes() []note.Note {
	p.mu.Lock()
	defer p.mu.Unlock()
	notes := p.notes
	p.notes = nil
	return notes
}

func (p *Presenter) tick() {
	if p.model.Note.What != note.Nothing && time.Now().After(p.until) {
		p.model.Note = note.Note{}
		p.view.Set(p.model)
	}
	if p.asking {
		return
	}
	p.asking = true
	p.actor.Go(func(ctx context.Context) {
		status, err := p.node.Status(ctx)
		p.actor.Post(func() {
			p.asking = false
			p.see(status, err)
		})
	})
}

// see shows what the node said, unless it said the same before: an idle window
// draws nothing.
func (p *Presenter) see(status api.Status, err error) {
	if err != nil {
		p.model.Err = err
		p.view.Set(p.model)
		return
	}
	before := p.model
	p.model.Status, p.model.Err, p.model.Loaded = status, nil, true
	if !before.Loaded || before.Err != nil || !same(before.Status, status) {
		p.view.Set(p.model)
	}
}

// same compares what the line shows.
func same(a, b api.Status) bool {
	return a.Neighbours == b.Neighbours && a.Connections == b.Connections &&
		a.SharedFiles == b.SharedFiles && a.SharedBytes == b.SharedBytes &&
		a.Hashing == b.Hashing && a.HashingPaused == b.HashingPaused && a.HashingLeft == b.HashingLeft && a.Indexed == b.Indexed &&
		a.DownRate == b.DownRate && a.UpRate == b.UpRate && slices.Equal(a.Notices, b.Notices)
}
