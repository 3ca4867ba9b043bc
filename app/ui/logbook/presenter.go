package logbook

import (
	"context"
	"slices"
	"sync"
	"time"

	"hinny/app/api"
	"hinny/app/ui/actor"
	"hinny/app/ui/order"
)

const (
	// MaxRows bounds the rows, the oldest go first. It is what a node
	// remembers.
	MaxRows = 2000

	interval = 500 * time.Millisecond // between two looks at what came
	again    = 10                     // looks before a log that broke off is followed again
)

// Presenter decides what the screen shows. Its methods are safe for concurrent
// use and return at once.
type Presenter struct {
	node  api.Logger
	say   func(api.Entry) string
	actor *actor.Actor
	view  *actor.View[Model]
	inbox inbox

	// Owned by the actor.
	model     Model
	rows      []Row       // by ID
	entries   []api.Entry // what the rows tell of
	following bool
	looks     int
}

// New returns a Presenter that calls changed after each new Model; say puts an
// entry into words. Without a node the log stays empty.
func New(node api.Logger, say func(api.Entry) string, changed func()) *Presenter {
	p := &Presenter{node: node, say: say, actor: actor.New(), view: actor.NewView[Model](changed)}
	p.model.Least = api.LevelInfo
	return p
}

// Run works until ctx ends.
func (p *Presenter) Run(ctx context.Context) error { return p.actor.Run(ctx, interval, p.tick) }

// View returns the newest Model.
func (p *Presenter) View() Model { return p.view.Get() }

// Sort orders the rows.
func (p *Presenter) Sort(by order.Order) { p.change(func() { p.model.Order = by }) }

// Filter shows only rows that have all words of a text.
func (p *Presenter) Filter(text string) { p.change(func() { p.model.Filter = text }) }

// Show shows only rows of a level and of those that matter more.
func (p *Presenter) Show(least api.Level) { p.change(func() { p.model.Least = least }) }

func (p *Presenter) change(do func()) {
	p.actor.Do(func() {
		do()
		p.show()
	})
}

// inbox gathers entries between two looks. Whoever follows the log fills it and
// the presenter empties it.
type inbox struct {
	mu      sync.Mutex
	entries []api.Entry // guarded by mu
}

func (b *inbox) put(e api.Entry) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.entries) == MaxRows {
		b.entries = slices.Delete(b.entries, 0, 1)
	}
	b.entries = append(b.entries, e)
	return true
}

func (b *inbox) take() []api.Entry {
	b.mu.Lock()
	defer b.mu.Unlock()
	entries := b.entries
	b.entries = nil
	return entries
}

func (p *Presenter) tick() {
	if entries := p.inbox.take(); len(entries) > 0 || p.following && !p.model.Loaded {
		p.model.Loaded, p.model.Err = true, nil
		p.take(entries)
		p.show()
	}
	if p.looks--; !p.following && p.looks <= 0 && p.node != nil {
		p.follow()
	}
}

// follow reads the log from its beginning, because the node may be another one
// than before.
func (p *Presenter) follow() {
	p.following, p.looks = true, again
	p.rows, p.entries = nil, nil
	p.inbox.take()
	p.actor.Go(func(ctx context.Context) {
		err := p.node.Log(ctx, api.LogRequest{Follow: true}, p.inbox.put)
		p.actor.Post(func() {
			p.following, p.looks = false, again
			if err != nil && (p.model.Err == nil || p.model.Err.Error() != err.Error()) {
				p.model.Err = err
				p.show()
			}
		})
	})
}

// take adds entries, or replaces those that happened again.
func (p *Presenter) take(entries []api.Entry) {
	for _, e := range entries {
		row := p.row(e)
		at, known := slices.BinarySearchFunc(p.rows, e.ID, func(r Row, id uint64) int { return int(r.ID) - int(id) })
		if known {
			p.rows[at], p.entries[at] = row, e
			continue
		}
		p.rows, p.entries = slices.Insert(p.rows, at, row), slices.Insert(p.entries, at, e)
	}
	if over := len(p.rows) - MaxRows; over > 0 {
		p.rows, p.entries = slices.Delete(p.rows, 0, over), slices.Delete(p.entries, 0, over)
	}
}

func (p *Presenter) row(e api.Entry) Row {
	return Row{e.ID, e.Time, e.Level, p.say(e), e.Times, e.Root}
}

// Reword puts everything into words once more, because they are other ones now.
func (p *Presenter) Reword() {
	p.change(func() {
		for i, e := range p.entries {
			p.rows[i] = p.row(e)
		}
	})
}

// show makes a new Model.
func (p *Presenter) show() {
	model := p.model
	model.Total, model.Rows = len(p.rows), through(p.rows, p.model.Least, p.model.Filter)
	model.About = about(p.rows)
	columns().Sort(model.Rows, model.Order, newest)
	p.view.Set(model)
}
