package main

import (
	"context"

	"hinny/app/api"
	"hinny/app/words"
	"hinny/share"
)

// transfers lists downloads, then, for a person, uploads.
func transfers(ctx context.Context, s *session, args []string) error {
	if err := none(args, "transfers"); err != nil {
		return err
	}
	backend := s.node()
	downloads, err := backend.Transfers(ctx)
	if err != nil {
		return err
	}
	each(s, downloads, []string{"ROOT", "STATE", "DONE", "SIZE", "RATE", "LEFT", "PROVIDERS", "NAME", ""}, downloadRow, "No downloads.")
	if s.json {
		return nil
	}
	uploads, err := backend.Uploads(ctx)
	if err != nil || len(uploads) == 0 {
		return err
	}
	s.say("")
	each(s, uploads, uploadHeader(), uploadRow, "")
	return nil
}

func downloadRow(t api.Transfer) []string {
	rate, left := "", ""
	if t.State == api.StateActive {
		rate, left = words.Rate(t.Rate), timeLeft(t)
	}
	return []string{
		t.Root.String(), string(t.State), words.Percent(t.Done, t.Size), words.Bytes(t.Size), rate, left,
		words.Count(int64(t.Providers)), words.Name(t.Name), words.Name(t.Error),
	}
}

// timeLeft is how long the rest takes at the present rate.
func timeLeft(t api.Transfer) string {
	if t.Size < 0 {
		return words.Unknown
	}
	return words.Left(t.Size-t.Done, t.Rate)
}

func pause(ctx context.Context, s *session, args []string) error {
	return s.steer(ctx, args, order{"pause", "Paused", api.StatePaused, s.node().Pause})
}

func resume(ctx context.Context, s *session, args []string) error {
	return s.steer(ctx, args, order{"resume", "Resumed", api.StateActive, s.node().Resume})
}

func recheck(ctx context.Context, s *session, args []string) error {
	return s.steer(ctx, args, order{"recheck", "Checking", api.StateChecking, api.NewClient(s.home).Recheck})
}

func cancelDownload(ctx context.Context, s *session, args []string) error {
	return s.steer(ctx, args, order{"cancel", "Cancelled", api.StateCancelled, s.node().Cancel})
}

// order is a command that changes the state of a download.
type order struct {
	name, done string
	state      api.State
	do         func(context.Context, share.RootHash) error
}

func (s *session) steer(ctx context.Context, args []string, o order) error {
	which, err := root(args, o.name)
	if err != nil {
		return err
	}
	if err := o.do(ctx, which); err != nil {
		return err
	}
	if s.json {
		s.object(struct {
			Root  share.RootHash `json:"root"`
			State api.State      `json:"state"`
		}{which, o.state})
		return nil
	}
	s.say("%s: %s", o.done, which)
	return nil
}
