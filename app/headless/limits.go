package main

import (
	"context"
	"flag"
	"fmt"
	"math"
	"strconv"
	"strings"

	"hinny/app/api"
)

const limitsHelp = `Without a flag it prints what holds. A RATE is bytes a second, such as 500k,
2.5M or 1G, with or without B and /s behind it; 0 or "none" lifts the limit.
Changes hold at once, and after a restart. Peers on the local network are not
limited unless --lan is yes. Slots are how many peers are sent to at once; the
others wait in a queue. "auto" computes them from the uplink.

"limits schedule" shows the periods of the week that have other rates. The first
one that is open takes the place of --up and --down:
  hinnyd limits schedule add --days mon-fri --from 8:00 --to 18:00 --up 100k
  hinnyd limits schedule remove 1 | on | off
A period whose end is not after its beginning ends on the next day.`

// limitFlags is what the limits command was told; empty: nothing.
type limitFlags struct{ up, down, peerUp, peerDown, slots, lan, days, from, to string }

func setupLimits(flags *flag.FlagSet) action {
	var f limitFlags
	flags.StringVar(&f.up, "up", "", "send at most `RATE` to all peers together")
	flags.StringVar(&f.down, "down", "", "fetch at most `RATE` from all peers together")
	flags.StringVar(&f.peerUp, "peer-up", "", "send at most `RATE` to any one peer")
	flags.StringVar(&f.peerDown, "peer-down", "", "fetch at most `RATE` from any one peer")
	flags.StringVar(&f.slots, "slots", "", "send to `N` peers at once, or auto")
	flags.StringVar(&f.lan, "lan", "", "`yes` or no: whether this holds on the local network, too")
	flags.StringVar(&f.days, "days", "", "of a period: `DAYS` such as mon-fri,sun")
	flags.StringVar(&f.from, "from", "", "of a period: the `TIME` at which it begins, such as 8:00")
	flags.StringVar(&f.to, "to", "", "of a period: the `TIME` at which it ends")
	return func(ctx context.Context, s *session, args []string) error {
		if len(args) > 0 && args[0] == "schedule" {
			return schedule(ctx, s, args[1:], f)
		}
		return limits(ctx, s, args, f)
	}
}

func limits(ctx context.Context, s *session, args []string, f limitFlags) error {
	if err := none(args, "limits"); err != nil {
		return err
	}
	if f.days+f.from+f.to != "" {
		return usagef("limits: --days, --from and --to belong to: hinnyd limits schedule add")
	}
	change, err := f.change()
	if err != nil {
		return usagef("limits: %v; see: hinnyd help limits", err)
	}
	now, err := api.NewClient(s.home).Limit(ctx, change)
	if err != nil {
		return err
	}
	if s.json {
		s.object(now)
		return nil
	}
	s.print(describeLimits(now))
	return nil
}

func describeLimits(l api.Limits) string {
	slots := "by the uplink"
	if l.Slots > 0 {
		slots = strconv.Itoa(l.Slots)
	}
	t := table{}
	t.row("Up", rateOf(l.Up))
	t.row("Down", rateOf(l.Down))
	t.row("Up, each peer", rateOf(l.PeerUp))
	t.row("Down, each peer", rateOf(l.PeerDown))
	t.row("Slots", slots)
	t.row("Local network", map[bool]string{true: "limited", false: "not limited"}[l.LAN])
	return t.text()
}

// change reads the flags.
func (f limitFlags) change() (c api.LimitsChange, err error) {
	for _, r := range []struct {
		name, text string
		into       **int64
	}{
		{"up", f.up, &c.Up},
		{"down", f.down, &c.Down},
		{"peer-up", f.peerUp, &c.PeerUp},
		{"peer-down", f.peerDown, &c.PeerDown},
	} {
		if r.text == "" {
			continue
		}
		n, err := parseRate(r.text)
		if err != nil {
			return c, fmt.Errorf("--%s %s: %w", r.name, r.text, err)
		}
		*r.into = &n
	}
	if f.slots != "" {
		n, err := strconv.Atoi(f.slots)
		if f.slots == "auto" {
			n, err = 0, nil
		}
		if err != nil {
			return c, fmt.Errorf("--slots %s is neither a number nor auto", f.slots)
		}
		c.Slots = &n
	}
	if f.lan != "" {
		yes := f.lan == "yes"
		if !yes && f.lan != "no" {
			return c, fmt.Errorf("--lan %s is neither yes nor no", f.lan)
		}
		c.LAN = &yes
	}
	return c, nil
}

// maxRate is more than any line carries; it keeps the arithmetic far from its
// limits.
const maxRate = 1e15

// parseRate reads bytes a second with a decimal unit.
func parseRate(text string) (int64, error) {
	if text == "none" {
		return 0, nil
	}
	number := strings.TrimSuffix(strings.TrimSuffix(strings.ToLower(text), "/s"), "b")
	factor := 1.0
	if at := strings.IndexAny(number, "kmg"); at >= 0 && at == len(number)-1 {
		factor = map[byte]float64{'k': 1e3, 'm': 1e6, 'g': 1e9}[number[at]]
		number = number[:at]
	}
	value, err := strconv.ParseFloat(number, 64)
	if err != nil || math.IsNaN(value) || value < 0 || value*factor > maxRate {
		return 0, fmt.Errorf("it is no rate; give bytes a second, such as 500k or 2.5M")
	}
	return int64(math.Round(value * factor)), nil
}
