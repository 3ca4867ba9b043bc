package saved

import (
	"context"
	"log/slog"
	"time"
)

const (
	// Every is how long after one run of a search the next follows: files
	// appear by the day, and a search costs the network hundreds of messages.
	Every = 30 * time.Minute
	// Pause is between two runs of any searches, and before the first: a node
	// that has just started knows nobody.
	Pause = time.Minute
	// Listens is how long one run takes.
	Listens = 20 * time.Second
)

// Repeater asks for saved searches again and again.
type Repeater struct {
	List *List
	// Ask searches until ctx ends and gives the best first. ok is false where
	// nobody could be asked; then the run does not count.
	Ask func(ctx context.Context, text string) (found []Found, ok bool)
	// Told is called with each run that brought news.
	Told func(text string, news int)
	Log  *slog.Logger
}

// Run works until ctx ends.
func (r *Repeater) Run(ctx context.Context) error {
	tick := time.NewTicker(Pause)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
		if text, due := r.List.Due(time.Now().Add(-Every)); due {
			r.repeat(ctx, text)
		}
	}
}

// repeat runs one search.
func (r *Repeater) repeat(ctx context.Context, text string) {
	limited, cancel := context.WithTimeout(ctx, Listens)
	defer cancel()
	found, ok := r.Ask(limited, text)
	if !ok || ctx.Err() != nil {
		return
	}
	switch news, err := r.List.Asked(text, time.Now(), found); {
	case err != nil:
		r.Log.Warn("a saved search was repeated in vain", "query", text, "error", err)
	case news > 0:
		r.Told(text, news)
	}
}
