package hiding

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"hinny/app/api"
	"hinny/app/ui/actor"
	"hinny/app/ui/order"
)

// interval is how often the counts are asked for while the node counts.
const interval = time.Second

// Model is what is to be seen of the patterns.
type Model struct {
	Patterns []api.Exclusion
	Order    order.Order
	Counting bool  // what they hide is not fully known yet
	Changes  int   // counts the changes that took place, so that a field can be emptied
	Loaded   bool  // the node has answered at least once
	Err      error // why the last change did not take place
}

// Own reports whether the patterns are others than everybody begins with, as far
// as is known: a default that was taken away is not seen here.
func (m Model) Own() bool {
	return slices.ContainsFunc(m.Patterns, func(e api.Exclusion) bool { return !e.Default })
}

// The columns.
const (
	ByPattern = "pattern"
	ByHidden  = "hidden"
	ByExample = "example"
	ByOrigin  = "origin"
)

func columns() order.Columns[api.Exclusion] {
	return order.Columns[api.Exclusion]{
		ByPattern: func(a, b api.Exclusion) int { return order.Names(a.Pattern, b.Pattern) },
		ByHidden:  func(a, b api.Exclusion) int { return cmp.Compare(a.Hidden, b.Hidden) },
		ByExample: func(a, b api.Exclusion) int { return order.Names(a.Example, b.Example) },
		ByOrigin:  func(a, b api.Exclusion) int { return cmp.Compare(rank(a), rank(b)) },
	}
}

// rank puts what the person chose before the defaults.
func rank(e api.Exclusion) int {
	if e.Default {
		return 1
	}
	return 0
}

// Presenter knows and changes the patterns. Its methods are safe for concurrent
// use and return at once.
type Presenter struct {
	node  api.Excluder // nil: this node has no patterns
	actor *actor.Actor
	view  *actor.View[Model]
	shown atomic.Bool

	// Owned by the actor.
	model Model
	lane  *actor.Lane
}

// New returns a Presenter that calls changed after each new Model. A node that
// is no api.Excluder has no patterns.
func New(node any, changed func()) *Presenter {
	excluder, _ := node.(api.Excluder)
	a := actor.New()
	return &Presenter{node: excluder, actor: a, lane: actor.NewLane(a), view: actor.NewView[Model](changed)}
}

// Run works until ctx ends.
func (p *Presenter) Run(ctx context.Context) error {
	return p.actor.Run(ctx, interval, func() {
		if p.shown.Load() && p.model.Counting {
			p.ask(api.ExclusionChange{})
		}
	})
}

// View returns the newest Model.
func (p *Presenter) View() Model { return p.view.Get() }

// CanHide reports whether this node has patterns at all.
func (p *Presenter) CanHide() bool { return p.node != nil }

// SetShown says whether the list is looked at, and asks for it when it is.
func (p *Presenter) SetShown(shown bool) {
	p.shown.Store(shown)
	if shown {
		p.change(api.ExclusionChange{})
	}
}

// Add hides what a pattern fits.
func (p *Presenter) Add(pattern string) {
	if pattern = strings.TrimSpace(pattern); pattern != "" {
		p.change(api.ExclusionChange{Add: []string{pattern}})
	}
}

// Remove no longer hides what patterns fit.
func (p *Presenter) Remove(patterns []string) { p.change(api.ExclusionChange{Remove: patterns}) }

// Reset hides what everybody begins with.
func (p *Presenter) Reset() { p.change(api.ExclusionChange{Reset: true}) }

// Sort orders the patterns.
func (p *Presenter) Sort(by order.Order) {
	p.actor.Do(func() {
		p.model.Order = by
		p.show()
	})
}

func (p *Presenter) change(c api.ExclusionChange) {
	if p.node != nil {
		p.actor.Do(func() { p.ask(c) })
	}
}

// ask has the node change something, or nothing.
func (p *Presenter) ask(c api.ExclusionChange) {
	if c.None() && p.lane.Busy() {
		return // the answer comes
	}
	p.lane.Do(func(ctx context.Context) func() {
		now, err := p.node.Exclude(ctx, c)
		return func() { p.answered(c, now, err) }
	})
}

// answered shows what holds after a change. The reason why one did not take
// place stands beside the list until another does.
func (p *Presenter) answered(c api.ExclusionChange, now api.Exclusions, err error) {
	if err != nil {
		p.model.Err = err
	} else {
		p.model.Patterns, p.model.Counting, p.model.Loaded = now.Patterns, now.Counting, true
		if !c.None() {
			p.model.Err = nil
			p.model.Changes++
		}
	}
	p.show()
}

// show makes a new Model.
func (p *Presenter) show() {
	model := p.model
	model.Patterns = slices.Clone(model.Patterns)
	columns().Sort(model.Patterns, model.Order, func(api.Exclusion, api.Exclusion) int { return 0 })
	p.view.Set(model)
}
