package week

import (
	"context"
	"fmt"
	"slices"
	"sync/atomic"
	"time"

	"hinny/app/api"
	"hinny/app/ui/actor"
)

// interval is how often the node is asked which period is open, while somebody
// looks: the finest grain of a period.
const interval = time.Minute

// Model is what is to be seen of the schedule.
type Model struct {
	api.Scheduled
	Changes int   // counts the changes that took place, so that fields can be emptied
	Loaded  bool  // the node has answered at least once
	Err     error // why the last change did not take place
}

// Row is one period as the list shows it.
type Row struct {
	api.Period
	Key   string // stays the same wherever the period moves
	Place int    // counted from 0
	Open  bool   // its rates are in force now
}

// Rows returns the periods in the order in which they are tried.
func (m Model) Rows() []Row {
	rows, equal := make([]Row, len(m.Periods)), map[string]int{}
	for i, p := range m.Periods {
		text := fmt.Sprint(p)
		equal[text]++
		rows[i] = Row{Period: p, Key: fmt.Sprint(text, equal[text]), Place: i, Open: i == m.Open}
	}
	return rows
}

// change is what a person wants of a schedule.
type change func(to *api.Schedule)

// Presenter knows and changes the schedule. Its methods are safe for concurrent
// use and return at once.
type Presenter struct {
	node  api.Scheduler // nil: this node has no schedule
	actor *actor.Actor
	view  *actor.View[Model]
	shown atomic.Bool

	// Owned by the actor.
	model Model
	lane  *actor.Lane
}

// New returns a Presenter that calls changed after each new Model. A node that
// is no api.Scheduler has no schedule.
func New(node any, changed func()) *Presenter {
	scheduler, _ := node.(api.Scheduler)
	a := actor.New()
	return &Presenter{node: scheduler, actor: a, lane: actor.NewLane(a), view: actor.NewView[Model](changed)}
}

// Run works until ctx ends.
func (p *Presenter) Run(ctx context.Context) error {
	return p.actor.Run(ctx, interval, func() {
		if p.shown.Load() {
			p.ask(nil)
		}
	})
}

// View returns the newest Model.
func (p *Presenter) View() Model { return p.view.Get() }

// CanSchedule reports whether this node has a schedule at all.
func (p *Presenter) CanSchedule() bool { return p.node != nil }

// SetShown says whether the schedule is looked at, and asks for it when it is.
func (p *Presenter) SetShown(shown bool) {
	p.shown.Store(shown)
	if shown {
		p.want(nil)
	}
}

// SetOn has the schedule followed, or not.
func (p *Presenter) SetOn(on bool) { p.want(func(to *api.Schedule) { to.On = on }) }

// Add puts a period behind the others and has the schedule followed.
func (p *Presenter) Add(period api.Period) {
	p.want(func(to *api.Schedule) { to.On, to.Periods = true, append(to.Periods, period) })
}

// Remove takes periods away. One that was changed since it was shown stays.
func (p *Presenter) Remove(rows []Row) {
	p.want(func(to *api.Schedule) {
		for _, r := range rows {
			if at := find(*to, r); at >= 0 {
				to.Periods = slices.Delete(to.Periods, at, at+1)
			}
		}
	})
}

// Raise has a period tried before the one above it.
func (p *Presenter) Raise(r Row) {
	p.want(func(to *api.Schedule) {
		if at := find(*to, r); at > 0 {
			to.Periods[at-1], to.Periods[at] = to.Periods[at], to.Periods[at-1]
		}
	})
}

// find returns the place of a period, -1 if it is gone.
func find(in api.Schedule, r Row) int {
	same := func(p api.Period) bool {
		return slices.Equal(p.Days, r.Days) && p.From == r.From && p.To == r.To && p.Up == r.Up && p.Down == r.Down
	}
	if r.Place < len(in.Periods) && same(in.Periods[r.Place]) {
		return r.Place
	}
	return slices.IndexFunc(in.Periods, same)
}

func (p *Presenter) want(c change) {
	if p.node != nil {
		p.actor.Do(func() { p.ask(c) })
	}
}

// ask has the node change something, or nothing.
func (p *Presenter) ask(c change) {
	if c == nil && p.lane.Busy() {
		return // the answer comes
	}
	p.lane.Do(func(ctx context.Context) func() {
		now, err := p.node.Schedule(ctx)
		if err == nil && c != nil {
			wanted := now.Schedule
			wanted.Periods = slices.Clone(wanted.Periods)
			c(&wanted)
			now, err = p.node.SetSchedule(ctx, wanted)
		}
		return func() { p.answered(c, now, err) }
	})
}

// answered shows what holds. The reason why a change did not take place stands
// beside the list until another does.
func (p *Presenter) answered(c change, now api.Scheduled, err error) {
	switch {
	case err != nil:
		p.model.Err = err
	case c != nil:
		p.model.Err, p.model.Changes = nil, p.model.Changes+1
	}
	if err == nil {
		p.model.Scheduled, p.model.Loaded = now, true
	}
	p.view.Set(p.model)
}
