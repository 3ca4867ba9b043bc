package main

import (
	"context"

	"hinny/app/api"
	"hinny/app/words"
)

const shareHelp = `share remove leaves out a folder inside a shared one, which stays shared; share add
takes it in again:

    hinnyd share add ~/Music
    hinnyd share remove ~/Music/Private

share exclude lists the patterns that hide files and folders of shared folders,
and what each hides. A pattern is compared with the name of each file and
folder, case aside: * stands for any text, ? for one character, [ab] for one of
these. Quote it, so that the shell leaves it alone:

    hinnyd share exclude add '*.iso'
    hinnyd share exclude remove '*.part'
    hinnyd share exclude reset

Changes hold at once. Keys, passwords and wallets are hidden in any case.
`

// exclude shows and changes the patterns that hide files.
func exclude(ctx context.Context, s *session, args []string) error {
	change, err := exclusionChange(args)
	if err != nil {
		return err
	}
	now, err := api.NewClient(s.home).Exclude(ctx, change)
	if err != nil {
		return err
	}
	if !change.None() && !s.json {
		s.say("Files are hidden by %s now.", words.Plural(len(now.Patterns), "pattern", "patterns"))
		return nil
	}
	each(s, now.Patterns, []string{"PATTERN", "HIDES", "SUCH AS"}, exclusionRow, "No pattern hides files; have the usual ones with: hinnyd share exclude reset")
	if now.Counting && !s.json {
		s.say("The shared folders are being looked at; some counts are still to come.")
	}
	return nil
}

func exclusionChange(args []string) (change api.ExclusionChange, err error) {
	if len(args) == 0 {
		return change, nil
	}
	what, patterns := args[0], args[1:]
	switch {
	case what == "reset":
		change.Reset = true
		return change, none(patterns, "share exclude reset")
	case what != "add" && what != "remove":
		return change, usagef("share exclude: no such thing as %q; add PATTERN, remove PATTERN or reset? see: hinnyd help share", what)
	case len(patterns) == 0:
		return change, usagef("share exclude %s: give a PATTERN; see: hinnyd help share", what)
	case what == "add":
		change.Add = patterns
	default:
		change.Remove = patterns
	}
	return change, nil
}

func exclusionRow(e api.Exclusion) []string {
	return []string{words.Name(e.Pattern), words.Count(int64(e.Hidden)), words.Name(e.Example)}
}
