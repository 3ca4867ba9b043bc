package main

import (
	"context"
	"time"

	"hinny/app/api"
	"hinny/app/words"
	"hinny/share"
)

const markHelp = `"fake" is what is not what its name says: searches show it last. "hidden" is not
shown any more. "none" takes the mark away. Marks stay after a restart; nobody
else hears of them. hinnyd marks lists them.`

// setMark remembers what a person thinks of a content.
func setMark(ctx context.Context, s *session, args []string) error {
	if len(args) != 2 {
		return usagef("mark: give a ROOT and one of fake, hidden and none; see: hinnyd help mark")
	}
	root, err := share.ParseRootHash(args[0])
	if err != nil {
		return usagef("mark: %v; see: hinnyd help mark", err)
	}
	m := api.Marked{Root: root, Mark: api.Mark(args[1])}
	switch m.Mark {
	case "none":
		m.Mark = api.MarkNone
	case api.MarkFake, api.MarkHidden:
	default:
		return usagef("mark: %q is no mark; there are fake, hidden and none; see: hinnyd help mark", args[1])
	}
	if err := api.NewClient(s.home).Mark(ctx, m); err != nil {
		return err
	}
	if s.json {
		s.object(m)
		return nil
	}
	s.say("Marked as %s: %s", args[1], root)
	return nil
}

// listMarks lists what was marked.
func listMarks(ctx context.Context, s *session, args []string) error {
	if err := none(args, "marks"); err != nil {
		return err
	}
	list, err := api.NewClient(s.home).Marks(ctx)
	if err != nil {
		return err
	}
	now := time.Now()
	each(s, list, []string{"MARK", "WHEN", "ROOT", "NAME"}, func(m api.Marked) []string {
		return []string{string(m.Mark), words.Ago(m.When, now), m.Root.String(), words.Name(m.Name)}
	}, "Nothing is marked.")
	return nil
}
