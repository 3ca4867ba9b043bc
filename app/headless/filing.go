package main

import (
	"context"
	"flag"
	"strings"

	"hinny/app/api"
	"hinny/app/words"
	"hinny/share"
)

const categoryHelp = `A category has a name, and a folder to which its downloads go. Adding it again
changes it. An unfinished download that is filed under another one is finished in
that one's folder; give "" to file it under none.

    hinnyd category add Films --folder ~/Films --color blue
    hinnyd get LINK --category Films
`

const categoryUse = "category: add NAME, remove NAME, set ROOT NAME or list? see: hinnyd help category"

func setupCategory(flags *flag.FlagSet) action {
	var c api.Category
	flags.StringVar(&c.Folder, "folder", "", "the `DIR` for its downloads (default: where they go anyway)")
	flags.StringVar(&c.Color, "color", "", "its `COLOR` in the window: "+strings.Join(api.CategoryColors(), ", "))
	return func(ctx context.Context, s *session, args []string) error {
		if len(args) == 0 {
			return usagef(categoryUse)
		}
		what, rest := args[0], args[1:]
		node := api.NewClient(s.home)
		switch what {
		case "add":
			return s.addCategory(ctx, node, c, rest)
		case "remove":
			name, err := one(rest, "category remove", "NAME")
			if err == nil {
				err = node.RemoveCategory(ctx, name)
			}
			return s.did(err, "There is no category %s any more.", words.Name(name))
		case "set":
			return s.categorize(ctx, node, rest)
		case "list":
			if err := none(rest, "category list"); err != nil {
				return err
			}
			list, err := node.Categories(ctx)
			if err != nil {
				return err
			}
			each(s, list, []string{"CATEGORY", "COLOR", "FOLDER"}, func(c api.Category) []string {
				return []string{words.Name(c.Name), c.Color, words.Name(c.Folder)}
			}, "There are no categories; add one with: hinnyd category add NAME --folder DIR")
			return nil
		}
		return usagef("category: no such thing as %q; see: hinnyd help category", what)
	}
}

func (s *session) addCategory(ctx context.Context, node api.Categorizer, c api.Category, args []string) (err error) {
	if c.Name, err = one(args, "category add", "NAME"); err != nil {
		return err
	}
	if c.Folder != "" {
		if c.Folder, err = absolute(c.Folder); err != nil {
			return err
		}
	}
	return s.did(node.SetCategory(ctx, c), "Downloads can be filed under %s.", words.Name(c.Name))
}

func (s *session) categorize(ctx context.Context, node api.Categorizer, args []string) error {
	if len(args) != 2 {
		return usagef("category set: give a ROOT and a NAME; see: hinnyd help category")
	}
	which, err := share.ParseRootHash(args[0])
	if err != nil {
		return usagef("category set: %v; see: hinnyd help category", err)
	}
	err = node.Categorize(ctx, which, args[1])
	if args[1] == "" {
		return s.did(err, "It is under no category: %s", which)
	}
	return s.did(err, "It is under %s: %s", words.Name(args[1]), which)
}

// rename calls a download otherwise.
func rename(ctx context.Context, s *session, args []string) error {
	if len(args) != 2 || strings.TrimSpace(args[1]) == "" {
		return usagef("rename: give a ROOT and a NAME; see: hinnyd help rename")
	}
	which, err := share.ParseRootHash(args[0])
	if err != nil {
		return usagef("rename: %v; see: hinnyd help rename", err)
	}
	return s.did(api.NewClient(s.home).Rename(ctx, which, args[1]), "It is called %s: %s", words.Name(args[1]), which)
}

// did says what was done unless it failed.
func (s *session) did(err error, format string, args ...any) error {
	switch {
	case err != nil:
		return err
	case s.json:
		s.object(struct{}{})
	default:
		s.say(format, args...)
	}
	return nil
}
