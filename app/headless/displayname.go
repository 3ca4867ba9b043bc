package main

import (
	"context"
	"strings"

	"hinny/app/api"
)

const nameHelp = `Without NAME it prints the name. Others see it from the next start of the node
on, beside the user ID, which alone says for sure who somebody is. An empty
NAME, "", takes it away.`

// called is what --json prints of the own name.
type called struct {
	Name string `json:"name"`
}

// ownName shows or changes what this peer calls itself.
func ownName(ctx context.Context, s *session, args []string) error {
	if len(args) == 0 {
		now, err := s.node().Status(ctx)
		if err != nil {
			return err
		}
		switch {
		case s.json:
			s.object(called{now.DisplayName})
		case now.DisplayName == "":
			s.say("You have no name; give yourself one with: hinnyd name NAME")
		default:
			s.say("%s", now.DisplayName)
		}
		return nil
	}
	name := strings.Join(args, " ")
	err := api.NewClient(s.home).SetDisplayName(ctx, name)
	if name == "" {
		return s.did(err, "Others see no name of yours after the next start.")
	}
	return s.did(err, "Others see you as %s after the next start.", name)
}
