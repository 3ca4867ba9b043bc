package main

import (
	"context"
	"errors"
	"flag"
	"slices"
	"time"

	"hinny/app/api"
	"hinny/app/words"
)

const logHelp = `It prints what the running node remembers of what happened to it since it
started, oldest first. The node's own log, for engineers, is what "hinnyd run"
writes to standard error.`

// levels are from what matters least to what matters most.
func levels() []api.Level { return []api.Level{api.LevelInfo, api.LevelWarning, api.LevelError} }

func setupLog(flags *flag.FlagSet) action {
	follow := flags.Bool("follow", false, "go on with what happens from now on, until Ctrl-C")
	level := flags.String("level", string(api.LevelInfo), "print from this `LEVEL` on: info, warning or error")
	return func(ctx context.Context, s *session, args []string) error {
		if err := none(args, "log"); err != nil {
			return err
		}
		least := slices.Index(levels(), api.Level(*level))
		if least < 0 {
			return usagef("log: there is no level %q; give info, warning or error", *level)
		}
		return printLog(ctx, s, *follow, least)
	}
}

func printLog(ctx context.Context, s *session, follow bool, least int) error {
	printed := false
	err := api.NewClient(s.home).Log(ctx, api.LogRequest{Follow: follow}, func(e api.Entry) bool {
		if slices.Index(levels(), e.Level) >= least {
			printed = true
			s.printEntry(e)
		}
		return s.broken == nil
	})
	if follow && errors.Is(err, context.Canceled) {
		return nil // a person has seen enough
	}
	if err == nil && !printed && !s.json {
		s.say("Nothing happened yet.")
	}
	return err
}

func (s *session) printEntry(e api.Entry) {
	if s.json {
		s.object(e)
		return
	}
	text := words.Name(e.Text)
	if e.Times > 1 {
		text += " (" + words.Count(int64(e.Times)) + " times)"
	}
	s.say("%s  %-7s  %s", e.Time.Local().Format(time.DateTime), e.Level, text)
}
