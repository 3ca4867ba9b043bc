package main

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"hinny/app/api"
	"hinny/app/words"
)

// schedule shows and changes the periods of the week that have other limits.
func schedule(ctx context.Context, s *session, args []string, f limitFlags) error {
	node := api.NewClient(s.home)
	now, err := node.Schedule(ctx)
	if err != nil {
		return err
	}
	if len(args) > 0 {
		changed, err := reschedule(now.Schedule, args[0], args[1:], f)
		if err != nil {
			return err
		}
		if now, err = node.SetSchedule(ctx, changed); err != nil {
			return err
		}
	}
	if s.json {
		s.object(now)
		return nil
	}
	s.print(describeSchedule(now))
	return nil
}

// reschedule makes one change to a schedule.
func reschedule(to api.Schedule, what string, args []string, f limitFlags) (api.Schedule, error) {
	to.Periods = slices.Clone(to.Periods)
	switch what {
	case "add":
		p, err := f.period(args)
		if err != nil {
			return to, err
		}
		to.On, to.Periods = true, append(to.Periods, p)
	case "remove":
		text, err := one(args, "limits schedule remove", "number")
		if err != nil {
			return to, err
		}
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 || n > len(to.Periods) {
			return to, usagef("limits schedule remove: %s is no period; see: hinnyd limits schedule", text)
		}
		to.Periods = slices.Delete(to.Periods, n-1, n)
	case "on", "off":
		if err := none(args, "limits schedule "+what); err != nil {
			return to, err
		}
		to.On = what == "on"
	default:
		return to, usagef("limits schedule: no such thing as %q; add, remove N, on or off? see: hinnyd help limits", what)
	}
	return to, nil
}

// period reads the flags of one.
func (f limitFlags) period(args []string) (p api.Period, err error) {
	if err := none(args, "limits schedule add"); err != nil {
		return p, err
	}
	if f.days == "" || f.from == "" || f.to == "" {
		return p, usagef("limits schedule add: give --days, --from and --to; see: hinnyd help limits")
	}
	if f.slots+f.lan+f.peerUp+f.peerDown != "" {
		return p, usagef("limits schedule add: --peer-up, --peer-down, --slots and --lan hold all week; set them with: hinnyd limits")
	}
	rates, err := f.change()
	if err != nil {
		return p, usagef("limits schedule add: %v; see: hinnyd help limits", err)
	}
	p = api.Period{Days: strings.Split(f.days, ","), From: f.from, To: f.to}
	if rates.Up != nil {
		p.Up = *rates.Up
	}
	if rates.Down != nil {
		p.Down = *rates.Down
	}
	return p, nil
}

// describeSchedule tells a person the periods and what holds now.
func describeSchedule(now api.Scheduled) string {
	if len(now.Periods) == 0 {
		return "The limits are the same all week; add a period with: hinnyd limits schedule add --days mon-fri --from 8:00 --to 18:00 --up 100k\n"
	}
	t := table{}
	t.row("", "DAYS", "FROM", "TO", "UP", "DOWN", "")
	for i, p := range now.Periods {
		t.row(strconv.Itoa(i+1), strings.Join(p.Days, " "), p.From, p.To, rateOf(p.Up), rateOf(p.Down), map[bool]string{true: "now"}[i == now.Open])
	}
	state := "The schedule is off."
	if now.On {
		state = "The schedule is on."
	}
	return t.text() + fmt.Sprintf("%s Now: %s up, %s down.\n", state, rateOf(now.Now.Up), rateOf(now.Now.Down))
}

// rateOf shows a limit.
func rateOf(n int64) string {
	if n == 0 {
		return "no limit"
	}
	return words.Rate(float64(n))
}
