package network

import (
	"context"
	"log/slog"
	"time"

	"hinny/index/query"
	"hinny/network/search"
)

const (
	// wordsPause is the least time between two choices of our own words, and
	// wordsShare how many times longer than a choice the pause after it is: it
	// takes at most a two-hundredth of one processor.
	wordsPause = 10 * time.Minute
	wordsShare = 200
)

// wordTeller keeps the DHT told of the rarest words of the library.
type wordTeller struct {
	names search.Names
	state func() string // names the state of the library; nil: nobody can tell
	tell  func(words []string)
	dir   string // of the wordBook
	log   *slog.Logger
}

// tellWords keeps the DHT told of our rarest words until ctx ends.
func (n *Network) tellWords(ctx context.Context) error {
	if n.opts.Names == nil {
		<-ctx.Done()
		return nil
	}
	w := wordTeller{names: n.opts.Names, state: n.opts.NamesState, tell: n.finder.AdvertiseWords, dir: n.opts.Dir, log: n.log}
	w.run(ctx)
	return nil
}

// run begins with the words of the last run: they are chosen again only if the
// library is not the same, and then not at the start, when there is enough to do.
func (w wordTeller) run(ctx context.Context) {
	book, pause := readWords(w.dir, w.log), wordsPause
	if book.state != "" {
		w.tell(book.words)
	}
	for first := true; ; first = false {
		changed := w.names.Changed() // before reading, so that nothing falls in between
		switch state := w.now(); {
		case state != "" && state == book.state: // as it was
		case first && book.state != "":
			changed = closed()
		default:
			began := time.Now()
			book = w.choose(ctx, book, state)
			pause = max(wordsPause, wordsShare*time.Since(began))
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(pause):
		}
		select {
		case <-ctx.Done():
			return
		case <-changed:
		}
	}
}

// now names the state of the library; empty if nobody can tell.
func (w wordTeller) now() string {
	if w.state == nil {
		return ""
	}
	return w.state()
}

func closed() <-chan struct{} {
	c := make(chan struct{})
	close(c)
	return c
}

// choose reads all names, tells the DHT of the rarest words and keeps them.
func (w wordTeller) choose(ctx context.Context, before wordBook, state string) wordBook {
	count := map[string]int{}
	if err := w.names.Names(ctx, func(t query.Thing) { countWords(count, t) }); err != nil {
		if ctx.Err() == nil {
			w.log.Warn("the names of the library cannot be read; its rare words are not looked up", "error", err)
		}
		return before
	}
	book := wordBook{state: state, words: rarest(count)}
	w.tell(book.words)
	book.write(w.dir, w.log)
	return book
}
