package node

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"time"

	"hinny/app/api"
	"hinny/network"
	"hinny/network/limit"
	"hinny/share/statefile"
)

const (
	// scheduleName is where the schedule of the limits is remembered.
	scheduleName = "schedule.json"
	// maxSchedule holds more periods than the schedule may have.
	maxSchedule = 1 << 18
)

var _ api.Scheduler = (*Node)(nil)

// weekOf reads the periods of a schedule.
func weekOf(s api.Schedule) (week limit.Schedule, err error) {
	for i, p := range s.Periods {
		w := limit.Window{Rates: limit.Rates{Up: p.Up, Down: p.Down}}
		var problems [3]error
		w.Days, problems[0] = limit.ParseDays(p.Days)
		w.From, problems[1] = limit.ParseTime(p.From)
		w.To, problems[2] = limit.ParseTime(p.To)
		if err := errors.Join(problems[:]...); err != nil {
			return limit.Schedule{}, fmt.Errorf("period %d of the schedule: %w", i+1, err)
		}
		week.Windows = append(week.Windows, w)
	}
	return week, week.Check()
}

// loadSchedule puts the schedule of the last run in force.
func (n *Node) loadSchedule() error {
	path := n.inHome(scheduleName)
	var plan api.Schedule
	err := statefile.ReadJSON(path, maxSchedule, &plan)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	var week limit.Schedule
	if err == nil {
		week, err = weekOf(plan)
	}
	if err != nil {
		return fmt.Errorf("read the schedule of the limits in %s: %w; correct the file, or move it away to have none", path, err)
	}
	n.limits.mu.Lock()
	defer n.limits.mu.Unlock()
	n.limits.plan, n.limits.week = plan, week
	n.enforce(time.Now())
	return nil
}

// SetSchedule implements api.Scheduler.
func (n *Node) SetSchedule(_ context.Context, plan api.Schedule) (api.Scheduled, error) {
	week, err := weekOf(plan)
	if err != nil {
		return api.Scheduled{}, told(api.CodeUsage, err)
	}
	plan.Periods = slices.Clone(plan.Periods)
	for i, w := range week.Windows { // as everybody writes them
		p := &plan.Periods[i]
		p.Days, p.From, p.To = limit.DayNames(w.Days), limit.TimeText(w.From), limit.TimeText(w.To)
	}
	n.limits.mu.Lock()
	defer n.limits.mu.Unlock()
	if err := statefile.WriteJSON(n.inHome(scheduleName), plan); err != nil {
		return api.Scheduled{}, told(api.CodeFailed, fmt.Errorf("remember the schedule of the limits: %w", err))
	}
	n.limits.plan, n.limits.week = plan, week
	now := time.Now()
	n.enforce(now)
	return n.scheduled(now), nil
}

// Schedule implements api.Scheduler.
func (n *Node) Schedule(context.Context) (api.Scheduled, error) {
	n.limits.mu.Lock()
	defer n.limits.mu.Unlock()
	return n.scheduled(time.Now()), nil
}

// scheduled describes the schedule at a time. Callers hold limits.mu.
func (n *Node) scheduled(now time.Time) api.Scheduled {
	open, l := n.limits.at(now)
	plan := n.limits.plan
	plan.Periods = append([]api.Period{}, plan.Periods...) // never null
	return api.Scheduled{Schedule: plan, Open: open, Now: l}
}

// at returns which period is open at a time, and what holds then. Callers hold
// l.mu.
func (l *limits) at(now time.Time) (open int, holds api.Limits) {
	open, holds = -1, l.now
	if l.plan.On {
		open = l.week.Open(now)
	}
	if open >= 0 {
		holds.Up, holds.Down = l.plan.Periods[open].Up, l.plan.Periods[open].Down
	}
	return open, holds
}

// enforce puts in force what holds at a time. Callers hold limits.mu.
func (n *Node) enforce(now time.Time) {
	if _, holds := n.limits.at(now); holds != n.limits.inForce {
		n.limits.inForce = holds
		n.network.Limit(network.Limits(holds))
	}
}

// followSchedule looks at the clock at each full minute, the finest grain of a
// period, so that a clock that is set or a computer that slept does no harm.
func (n *Node) followSchedule(ctx context.Context) error {
	for {
		now := time.Now()
		minute := time.NewTimer(now.Truncate(time.Minute).Add(time.Minute).Sub(now))
		select {
		case <-ctx.Done():
			minute.Stop()
			return nil
		case <-minute.C:
		}
		n.limits.mu.Lock()
		before, _ := n.limits.at(now)
		now = time.Now()
		n.enforce(now)
		after, holds := n.limits.at(now)
		n.limits.mu.Unlock()
		if before != after {
			n.log.Info("other limits hold now", "period", after+1, "up", holds.Up, "down", holds.Down)
		}
	}
}
