package main

import (
	"context"
	"flag"

	"hinny/app/api"
	"hinny/share"
)

const linkHelp = `The link of a folder names everything that is shared in it now, as one collection:
who opens it gets the folder. Several files and folders become one collection
as well. A collection does not change: make a new link when the files do.`

func setupLink(flags *flag.FlagSet) action {
	name := flags.String("name", "", "the `NAME` of the collection (default: the folder's)")
	return func(ctx context.Context, s *session, args []string) error { return s.link(ctx, *name, args) }
}

// link makes the link of a file, a folder or a hand-picked collection.
func (s *session) link(ctx context.Context, name string, args []string) error {
	if len(args) == 0 {
		return usagef("link: give the path or the root of a shared file, or folders and files; see: hinnyd help link")
	}
	targets := make([]string, len(args))
	for i, target := range args {
		targets[i] = target
		if _, notRoot := share.ParseRootHash(target); notRoot != nil {
			full, err := absolute(target)
			if err != nil {
				return err
			}
			targets[i] = full
		}
	}
	made, err := s.linkOf(ctx, name, targets)
	if err != nil {
		return err
	}
	if s.json {
		s.object(made)
		return nil
	}
	s.say("%s", made.Link)
	return nil
}

func (s *session) linkOf(ctx context.Context, name string, targets []string) (api.Link, error) {
	switch {
	case len(targets) == 1 && name == "":
		return s.node().Link(ctx, targets[0])
	case name == "":
		return api.Link{}, usagef("link: several files make a collection, which needs a name; add --name NAME")
	}
	return s.node().Collect(ctx, name, targets)
}
