package main

import (
	"context"
	"flag"
	"strings"
	"time"

	"hinny/app/api"
	"hinny/app/words"
)

const savedHelp = `The node repeats saved searches every half an hour by itself; this lists them
with what they found that they had not found before. --seen takes that for read.
What the first run finds is not news.`

// saveSearch has a search repeated.
func saveSearch(ctx context.Context, s *session, args []string) error {
	text, err := searchText(args, "save")
	if err != nil {
		return err
	}
	if err := api.NewClient(s.home).SaveSearch(ctx, text); err != nil {
		return err
	}
	s.done(api.SavedSearch{Text: text}, "Saved. The node asks for %q every half an hour; see: hinnyd saved", words.Name(text))
	return nil
}

// forgetSearch ends that.
func forgetSearch(ctx context.Context, s *session, args []string) error {
	text, err := searchText(args, "unsave")
	if err != nil {
		return err
	}
	if err := api.NewClient(s.home).ForgetSearch(ctx, text); err != nil {
		return err
	}
	s.done(api.SavedSearch{Text: text}, "No longer saved: %q", words.Name(text))
	return nil
}

// searchText joins the words of a search.
func searchText(args []string, command string) (string, error) {
	text := strings.TrimSpace(strings.Join(args, " "))
	if text == "" {
		return "", usagef("%s: which search? give its words; see: hinnyd help %s", command, command)
	}
	return text, nil
}

// done tells of a success: the object to a program, the sentence to a person.
func (s *session) done(object any, sentence string, values ...any) {
	if s.json {
		s.object(object)
		return
	}
	s.say(sentence, values...)
}

func setupSaved(flags *flag.FlagSet) action {
	seen := flags.Bool("seen", false, "take the news for read")
	return func(ctx context.Context, s *session, args []string) error {
		if err := none(args, "saved"); err != nil {
			return err
		}
		return listSaved(ctx, s, *seen)
	}
}

// listSaved lists the saved searches with their news.
func listSaved(ctx context.Context, s *session, seen bool) error {
	node := api.NewClient(s.home)
	list, err := node.SavedSearches(ctx)
	if err != nil {
		return err
	}
	if len(list) == 0 && !s.json {
		s.say("No search is saved; save one with: hinnyd save WORDS")
	}
	now := time.Now()
	for _, search := range list {
		s.showSaved(search, now)
		if seen && len(search.New) > 0 {
			if err := node.LookedAt(ctx, search.Text); err != nil {
				return err
			}
		}
	}
	return s.broken
}

func (s *session) showSaved(search api.SavedSearch, now time.Time) {
	if s.json {
		s.object(search)
		return
	}
	asked := "not asked yet"
	if !search.Asked.IsZero() {
		asked = "asked " + words.Ago(search.Asked, now)
	}
	s.say("%s: %d new, %s", words.Name(search.Text), len(search.New), asked)
	for _, news := range search.New {
		s.say("  %s  %7s  %s", news.Root, words.Bytes(news.Size), words.Name(news.Name))
	}
}
