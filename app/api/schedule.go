package api

import "context"

// Period is a part of the week with rates of its own.
type Period struct {
	Days []string `json:"days"` // "mon" to "sun": the days on which it begins
	From string   `json:"from"` // local time, such as "22:00"
	To   string   `json:"to"`   // likewise, at most "24:00"; not after From: on the next day
	Up   int64    `json:"up"`   // bytes a second; 0: no limit
	Down int64    `json:"down"` // bytes a second; 0: no limit
}

// Schedule is the week: the first period that is open takes the place of the
// rates of the Limits; slots and the local network stay as they are there.
type Schedule struct {
	On      bool     `json:"on"`
	Periods []Period `json:"periods"`
}

// Scheduled is a Schedule and what follows from it now.
type Scheduled struct {
	Schedule
	Open int    `json:"open"` // the period that is open, counted from 0; -1: none, or the schedule is off
	Now  Limits `json:"now"`  // what is in force
}

// Scheduler is a Backend whose limits follow the week.
type Scheduler interface {
	// SetSchedule puts a schedule in force at once and remembers it.
	SetSchedule(ctx context.Context, s Schedule) (Scheduled, error)
	// Schedule returns what was set.
	Schedule(ctx context.Context) (Scheduled, error)
}

var _ Scheduler = (*Client)(nil)

// SetSchedule implements Scheduler.
func (c *Client) SetSchedule(ctx context.Context, s Schedule) (Scheduled, error) {
	return ask[Scheduled](ctx, c, cmdSetSchedule, s)
}

// Schedule implements Scheduler.
func (c *Client) Schedule(ctx context.Context) (Scheduled, error) {
	return ask[Scheduled](ctx, c, cmdSchedule, nothing{})
}
