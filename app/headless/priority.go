package main

import (
	"context"

	"hinny/app/api"
	"hinny/share"
)

const priorityHelp = `Where not all downloads can run at once, those of a high priority begin before
the others, and "first" does not wait at all. ROOT may be a collection's.`

// setPriority says how urgent a download is.
func setPriority(ctx context.Context, s *session, args []string) error {
	if len(args) != 2 {
		return usagef("priority: give a ROOT and one of low, normal, high and first; see: hinnyd help priority")
	}
	which, err := share.ParseRootHash(args[0])
	if err != nil {
		return usagef("priority: %v; see: hinnyd help priority", err)
	}
	p, ok := api.ParsePriority(args[1])
	if !ok {
		return usagef("priority: %q is none; there are low, normal, high and first; see: hinnyd help priority", args[1])
	}
	if err := api.NewClient(s.home).SetPriority(ctx, which, p); err != nil {
		return err
	}
	if s.json {
		s.object(struct {
			Root     share.RootHash `json:"root"`
			Priority string         `json:"priority"`
		}{which, args[1]})
		return nil
	}
	s.say("Priority %s: %s", args[1], which)
	return nil
}
