package uitest

import (
	"context"

	"hinny/app/api"
)

// Limit implements api.Limiter.
func (n *Node) Limit(_ context.Context, c api.LimitsChange) (api.Limits, error) {
	return seen(n, func() api.Limits {
		n.Limits = c.Apply(n.Limits)
		return n.Limits
	})
}

// Schedule implements api.Scheduler.
func (n *Node) Schedule(context.Context) (api.Scheduled, error) {
	return seen(n, func() api.Scheduled { return n.Week })
}

// SetSchedule implements api.Scheduler. Which period is open does not change.
func (n *Node) SetSchedule(_ context.Context, s api.Schedule) (api.Scheduled, error) {
	return seen(n, func() api.Scheduled {
		n.Week.Schedule = s
		return n.Week
	})
}

// sampleWeek is a slow day and a fast night, the first of which is open.
func sampleWeek() api.Scheduled {
	days := []string{"mon", "tue", "wed", "thu", "fri"}
	return api.Scheduled{
		Schedule: api.Schedule{On: true, Periods: []api.Period{
			{Days: days, From: "08:00", To: "18:00", Up: 100_000, Down: 2_000_000},
			{Days: append(days, "sat", "sun"), From: "22:00", To: "06:00"},
		}},
		Now: api.Limits{Up: 100_000, Down: 2_000_000},
	}
}
