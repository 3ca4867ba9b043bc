package main

import (
	"context"

	"hinny/app/api"
	"hinny/share"
)

const sequentialHelp = `A download comes rarest chunk first, which is best for everybody who fetches the
same file. With "on" it comes in the order of the file, so that a film can be
watched while it comes; what is here lies in .incoming in the downloads folder.
ROOT may be a collection's.`

// setSequential says in which order the chunks of a download come.
func setSequential(ctx context.Context, s *session, args []string) error {
	if len(args) != 2 || args[1] != "on" && args[1] != "off" {
		return usagef("sequential: give a ROOT and on or off; see: hinnyd help sequential")
	}
	which, err := share.ParseRootHash(args[0])
	if err != nil {
		return usagef("sequential: %v; see: hinnyd help sequential", err)
	}
	if err := api.NewClient(s.home).SetSequential(ctx, which, args[1] == "on"); err != nil {
		return err
	}
	if s.json {
		s.object(struct {
			Root       share.RootHash `json:"root"`
			Sequential bool           `json:"sequential"`
		}{which, args[1] == "on"})
		return nil
	}
	s.say("In the order of the file %s: %s", args[1], which)
	return nil
}
