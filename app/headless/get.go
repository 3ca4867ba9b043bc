package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"time"

	"hinny/app/api"
	"hinny/app/words"
	"hinny/share"
	"hinny/share/link"
)

const getHelp = `ROOT is 64 hexadecimal digits, as search and b3sum print them; a link begins
with magnet:. The link of a collection, as link makes it of a folder, brings the
whole folder, or what --only names. The download belongs to the node: Ctrl-C, --detach and a closed
terminal leave it running, and it goes on when the node is started again.
The exit code is 0 only when the verified file lies under its final name. While
no provider answers, the command waits for --timeout and then gives up waiting;
the download stays in the list.`

const (
	lookEvery = 50 * time.Millisecond // between two looks at a download that nothing is known of
	lineEvery = 3 * time.Second       // between two lines where there is no terminal
	// soonest and latest bound the time between two looks at a download
	// that moves. A look costs both programs about half a millisecond of a
	// processor, which a fast transfer needs for itself; the soonest ones are the
	// last three or four, and their half is by how much the end is seen late.
	soonest = 5 * time.Millisecond
	latest  = 250 * time.Millisecond
	// placing is between two looks while the file is put in place, which takes as
	// long as a disk wants.
	placing = 10 * time.Millisecond
)

// getFlags are the flags of get.
type getFlags struct {
	providers several
	out       string
	only      several
	timeout   time.Duration
	detach    bool
	priority  string
	inOrder   bool
	category  string
}

func setupGet(flags *flag.FlagSet) action {
	f := &getFlags{}
	flags.Var(&f.providers, "provider", "a `PEERID` to ask first; may be given several times")
	flags.StringVar(&f.out, "out", "", "the `DIR` for the file (default: the downloads folder)")
	flags.Var(&f.only, "only", "of a collection, the `FILE`, folder or pattern to fetch; may be given several times (default: all)")
	flags.StringVar(&f.priority, "priority", "normal", "`how` urgent: low, normal, high or first")
	flags.StringVar(&f.category, "category", "", "the `NAME` of a category to file it under; it goes to its folder")
	flags.BoolVar(&f.inOrder, "sequential", false, "fetch the chunks in the order of the file, to watch it meanwhile")
	flags.DurationVar(&f.timeout, "timeout", time.Minute, "how `long` to wait while no provider answers; 0: for ever")
	flags.BoolVar(&f.detach, "detach", false, "order the download and return at once")
	return func(ctx context.Context, s *session, args []string) error {
		target, err := one(args, "get", "ROOT_OR_LINK")
		if err != nil {
			return err
		}
		if f.out != "" {
			if f.out, err = absolute(f.out); err != nil {
				return err
			}
		}
		if _, ok := api.ParsePriority(f.priority); !ok {
			return usagef("get: %q is no priority; there are low, normal, high and first; see: hinnyd help get", f.priority)
		}
		return s.get(ctx, target, *f)
	}
}

// progress is one line of --json while a download goes on.
type progress struct {
	Root      share.RootHash `json:"root"`
	Done      int64          `json:"done"`
	Size      int64          `json:"size"`
	Rate      float64        `json:"rate"`
	Providers int            `json:"providers"`
	State     api.State      `json:"state"`
}

// complete is the last line of --json.
type complete struct {
	Root    share.RootHash   `json:"root"`
	Path    string           `json:"path"`
	Size    int64            `json:"size"`
	State   api.State        `json:"state"`
	Sources map[string]int64 `json:"sources"`
	Seconds float64          `json:"seconds"`
}

func (s *session) get(ctx context.Context, target string, f getFlags) error {
	backend := s.node()
	urgent, _ := api.ParsePriority(f.priority)
	t, err := backend.Get(ctx, api.GetRequest{
		Target: target, Size: -1, Providers: f.providers, Out: f.out, Only: f.only, Priority: urgent, Sequential: f.inOrder, Category: f.category,
	})
	if err != nil {
		return err
	}
	if f.detach {
		return s.detached(t)
	}
	if l, err := link.Parse(target); err == nil && l.Collection {
		return s.getCollection(ctx, backend, t, f)
	}
	if t, err = s.watch(ctx, backend, t, f.timeout); err != nil {
		return err
	}
	if s.json {
		s.object(complete{t.Root, t.Path, t.Size, t.State, given(t.Sources), t.Seconds})
		return nil
	}
	s.say("%s: %s in %s, verified, from %s", t.Path, words.Bytes(t.Size),
		words.Duration(time.Duration(t.Seconds*float64(time.Second))), words.Plural(len(t.Sources), "provider", "providers"))
	return nil
}

// given makes an empty object of no sources.
func given(sources map[string]int64) map[string]int64 {
	if sources == nil {
		return map[string]int64{}
	}
	return sources
}

func (s *session) detached(t api.Transfer) error {
	if s.json {
		s.object(stepOf(t))
		return nil
	}
	s.say("Ordered: %s. Watch it with: hinnyd transfers", t.Root)
	return nil
}

func stepOf(t api.Transfer) progress {
	return progress{t.Root, t.Done, t.Size, t.Rate, t.Providers, t.State}
}

// watch shows a download until it is complete. Any other end is an error.
func (s *session) watch(ctx context.Context, backend api.Backend, t api.Transfer, patience time.Duration) (api.Transfer, error) {
	view := progressView{session: s}
	defer view.end()
	answered := time.Now()
	for {
		now := time.Now()
		if t.State != api.StateSearching {
			answered = now
		}
		switch t.State {
		case api.StateComplete:
			view.show(t, now)
			return t, nil
		case api.StateFailed:
			return t, errors.New(t.Error)
		case api.StateCancelled:
			return t, fmt.Errorf("the download of %s was cancelled", t.Root.Short())
		}
		if patience > 0 && now.Sub(answered) >= patience {
			return t, fmt.Errorf("nobody who has %s answers; the download stays in the list and begins when somebody does (give it up with: hinnyd cancel %s)", t.Root, t.Root)
		}
		view.show(t, now)
		select {
		case <-ctx.Done():
			return t, fmt.Errorf("interrupted; the download goes on in the node (watch it with: hinnyd transfers, stop it with: hinnyd pause %s)", t.Root)
		case <-time.After(nextLook(t)):
		}
		next, err := backend.Transfer(ctx, t.Root)
		switch {
		case err == nil:
			t = next
		case ctx.Err() == nil:
			return t, err
		}
	}
}

// nextLook says when to look again: after half of the time that the rest takes
// at the present rate, so that the end is seen soon after it comes.
func nextLook(t api.Transfer) time.Duration {
	switch {
	case t.Size >= 0 && t.Done >= t.Size:
		return placing
	case t.Rate <= 0 || t.Size < 0:
		return lookEvery
	}
	rest := time.Duration(float64(t.Size-t.Done) / t.Rate * float64(time.Second))
	return min(max(rest/2, soonest), latest)
}
