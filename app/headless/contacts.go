package main

import (
	"context"
	"strings"
	"time"

	"hinny/app/api"
	"hinny/app/words"
)

const contactHelp = `A contact is a peer with a name that you give it. Commands that take a PEERID take
the name as well: hinnyd browse Ada. Nobody else hears of names and notes.
Giving a contact again changes its name and note. A friend is served before all
others that wait for a slot, in up to half of the slots.`

const contactUse = "contact: add PEERID NAME [NOTE], remove PEERID_OR_NAME, friend PEERID_OR_NAME yes|no or list? see: hinnyd help contact"

// contact names peers, forgets and lists them.
func contact(ctx context.Context, s *session, args []string) error {
	if len(args) == 0 {
		return usagef(contactUse)
	}
	what, rest := args[0], args[1:]
	switch what {
	case "add":
		return addContact(ctx, s, rest)
	case "remove":
		return removeContact(ctx, s, rest)
	case "friend":
		return setFriend(ctx, s, rest)
	case "list":
		return listContacts(ctx, s, rest)
	}
	return usagef("contact: no such thing as %q; see: hinnyd help contact", what)
}

func addContact(ctx context.Context, s *session, args []string) error {
	if len(args) < 2 {
		return usagef(contactUse)
	}
	c := api.Contact{Peer: args[0], Name: args[1], Note: strings.Join(args[2:], " ")}
	if err := api.NewClient(s.home).SetContact(ctx, c); err != nil {
		return err
	}
	if s.json {
		s.object(c)
		return nil
	}
	s.say("%s is %s from now on.", words.Short(c.Peer), words.Name(c.Name))
	return nil
}

func removeContact(ctx context.Context, s *session, args []string) error {
	who, err := one(args, "contact remove", "PEERID_OR_NAME")
	if err != nil {
		return err
	}
	if err := api.NewClient(s.home).ForgetContact(ctx, who); err != nil {
		return err
	}
	if s.json {
		s.object(struct{}{})
		return nil
	}
	s.say("%s is no contact any more.", words.Name(who))
	return nil
}

// setFriend gives a contact a friend slot, or takes it away.
func setFriend(ctx context.Context, s *session, args []string) error {
	if len(args) != 2 || args[1] != "yes" && args[1] != "no" {
		return usagef("contact friend: give a PEERID_OR_NAME, and yes or no; see: hinnyd help contact")
	}
	if err := api.NewClient(s.home).SetFriend(ctx, args[0], args[1] == "yes"); err != nil {
		return err
	}
	switch {
	case s.json:
		s.object(struct{}{})
	case args[1] == "yes":
		s.say("%s is served before all others from now on.", words.Name(args[0]))
	default:
		s.say("%s waits like all others from now on.", words.Name(args[0]))
	}
	return nil
}

func listContacts(ctx context.Context, s *session, args []string) error {
	if err := none(args, "contact list"); err != nil {
		return err
	}
	list, err := api.NewClient(s.home).Contacts(ctx)
	if err != nil {
		return err
	}
	now := time.Now()
	each(s, list, []string{"NAME", "SINCE", "FRIEND", "PEER", "NOTE"}, func(c api.Contact) []string {
		return []string{words.Name(c.Name), words.Ago(c.Since, now), map[bool]string{true: "yes"}[c.Friend], c.Peer, words.Name(c.Note)}
	}, "There are no contacts; name a peer with: hinnyd contact add PEERID NAME")
	return nil
}
