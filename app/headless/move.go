package main

import (
	"context"

	"hinny/app/api"
	"hinny/share"
)

const moveHelp = `Where not all downloads can run at once, they begin by priority, and those of one
priority in the order in which "hinnyd transfers" lists them: as they were ordered,
or as they were moved since. "up" and "down" are one step, "top" and "bottom" all
the way. ROOT may be a collection's: its files go together.`

// move brings downloads to another place in the queue.
func move(ctx context.Context, s *session, args []string) error {
	if len(args) < 2 {
		return usagef("move: give a ROOT and one of up, down, top and bottom; see: hinnyd help move")
	}
	last := len(args) - 1
	to, ok := api.ParsePlace(args[last])
	if !ok {
		return usagef("move: %q is no place; there are up, down, top and bottom; see: hinnyd help move", args[last])
	}
	var roots []share.RootHash
	for _, arg := range args[:last] {
		root, err := share.ParseRootHash(arg)
		if err != nil {
			return usagef("move: %v; see: hinnyd help move", err)
		}
		roots = append(roots, root)
	}
	if err := api.NewClient(s.home).Move(ctx, roots, to); err != nil {
		return err
	}
	where := map[api.Place]string{api.PlaceUp: "up", api.PlaceDown: "down", api.PlaceTop: "to the top", api.PlaceBottom: "to the bottom"}
	for _, root := range roots {
		if s.json {
			s.object(struct {
				Root share.RootHash `json:"root"`
				To   api.Place      `json:"to"`
			}{root, to})
			continue
		}
		s.say("Moved %s: %s", where[to], root)
	}
	return nil
}
