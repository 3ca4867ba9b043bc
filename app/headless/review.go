package main

import (
	"context"
	"strings"

	"hinny/app/api"
	"hinny/app/words"
)

// reviewShown is how many examples of a group fit a line.
const reviewShown = 3

// reviewFolder says what sharing a folder would make public.
func reviewFolder(ctx context.Context, s *session, dir string) error {
	reviewer, ok := s.node().(api.Reviewer)
	if !ok {
		return usagef("share review: this node cannot; is it of another version?")
	}
	r, err := reviewer.ReviewFolder(ctx, dir)
	if err != nil {
		return err
	}
	if s.json {
		s.object(r)
		return nil
	}
	s.print(reviewText(r))
	return nil
}

// reviewText is a review as a person reads it.
func reviewText(r api.Review) string {
	if r.Refused != "" {
		return words.Name(r.Refused) + "\n"
	}
	var out strings.Builder
	out.WriteString("Shared, " + words.Name(r.Path) + " would show to others as \"" + words.Name(r.Name) + "\" with " +
		words.Plural(r.Files, "file", "files") + ", " + words.Bytes(r.Bytes) + ".\n")
	if r.Cut {
		out.WriteString("It has more files than were looked at.\n")
	}
	part := func(title string, t table) {
		if len(t.rows) > 0 {
			out.WriteString("\n" + title + "\n" + t.text())
		}
	}
	part("By kind:", groupTable(r.Kinds, true))
	largest := table{}
	for _, f := range r.Largest {
		largest.row("  "+words.Bytes(f.Size), words.Name(f.Rel))
	}
	part("The largest:", largest)
	part("Please look at these, which you may not mean to share:", groupTable(r.Surprising, true))
	part("Stays hidden:", groupTable(r.Hidden, false))
	return out.String()
}

// groupTable has a row for each group.
func groupTable(groups []api.ReviewGroup, sizes bool) (t table) {
	for _, g := range groups {
		size := ""
		if sizes {
			size = words.Bytes(g.Bytes)
		}
		var examples []string
		for _, rel := range g.Examples[:min(len(g.Examples), reviewShown)] {
			examples = append(examples, words.Name(rel))
		}
		if g.Count > len(examples) && len(examples) > 0 {
			examples = append(examples, "…")
		}
		t.row("  "+words.Count(int64(g.Count)), size, g.Why, strings.Join(examples, ", "))
	}
	return t
}
