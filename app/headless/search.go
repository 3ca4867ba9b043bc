package main

import (
	"cmp"
	"context"
	"flag"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"hinny/app/api"
	"hinny/app/words"
	"hinny/share"
)

const searchHelp = `All words must be in the name; accents, case and order do not matter, and the
last word may be the beginning of one. "a phrase" in quotes (for the shell:
'"a phrase"'), -without, type:video, ext:flac, size:>10MB, size:1GB..2GB.
peer:anna or peer:12D3... asks that contact or user ID alone, -peer:anna leaves
it out. Because -without begins with a dash, flags of this command have two dashes.`

// maxSearch bounds --timeout: nobody hits back after the life of a query.
const maxSearch = 10 * time.Minute

// redraw is how often the table of a running search is drawn anew at most.
const redraw = 200 * time.Millisecond

func setupSearch(flags *flag.FlagSet) action {
	timeout := flags.Duration("timeout", api.DefaultSearchTimeout, "how `long` to listen for answers")
	more := flags.Int("more", 0, "how many `times` to ask further when enough peers answered, or all rounds are over")
	hidden := flags.Bool("hidden", false, "show what is marked as hidden, too")
	least := flags.Int("min-providers", 0, "show only what so `many` peers have")
	fresh := flags.Bool("new", false, "leave out what is here or ordered")
	return func(ctx context.Context, s *session, args []string) error {
		text := strings.TrimSpace(strings.Join(args, " "))
		if text == "" {
			return usagef("search: for what? give a word; see: hinnyd help search")
		}
		if *timeout <= 0 || *timeout > maxSearch {
			return usagef("search: --timeout %v is not between 0 and %v", *timeout, maxSearch)
		}
		if *more < 0 || *more > maxMore {
			return usagef("search: --more %d is not between 0 and %d", *more, maxMore)
		}
		if *least < 0 {
			return usagef("search: --min-providers %d is below 0", *least)
		}
		show, err := s.wanted(ctx, api.Wish{Least: *least, Absent: *fresh})
		if err != nil {
			return err
		}
		further := newFurther(*more)
		request := api.SearchRequest{Text: text, Timeout: *timeout, Progress: further.see, More: further.wish}
		if s.json {
			return s.node().Search(ctx, request, only(show, func(r api.Result) bool { s.object(r); return s.broken == nil }))
		}
		return s.search(ctx, request, func(r api.Result) bool { return (r.Mark != api.MarkHidden || *hidden) && show(r) })
	}
}

// search shows the results to a person: on a terminal as one table that grows
// in place, elsewhere as lines in the order they come; only those that show lets
// through.
func (s *session) search(ctx context.Context, request api.SearchRequest, show func(api.Result) bool) error {
	list := resultList{at: map[share.RootHash]int{}}
	var drawn int
	var last time.Time
	var far api.SearchProgress
	see := request.Progress
	request.Progress = func(p api.SearchProgress) {
		if far = p; see != nil {
			see(p)
		}
	}
	err := s.node().Search(ctx, request, only(show, func(r api.Result) bool {
		fresh := list.add(r)
		switch {
		case !s.screen.is && fresh:
			s.print(s.resultLine(r))
		case s.screen.is && time.Since(last) >= redraw:
			_, height := s.screen.size()
			drawn, last = s.redraw(list, drawn, height-2), time.Now()
		}
		return s.broken == nil
	}))
	if ctx.Err() != nil {
		err = nil // Ctrl-C: what was found is what is shown
	}
	if err != nil {
		return err
	}
	if s.screen.is {
		s.redraw(list, drawn, len(list.results))
	} else {
		for _, r := range list.improved() {
			s.print("again: " + s.resultLine(r))
		}
	}
	if far.Rounds > 0 {
		// Not a result: it goes where a pipe does not take it for one.
		_, _ = fmt.Fprintf(s.err, "%s.\n", words.Asked(far.Reached, far.Rounds, far.Words))
		if far.Also != "" {
			_, _ = fmt.Fprintf(s.err, "Few fit that, so this was searched for, too: %s\n", words.Name(far.Also))
		}
	}
	if len(list.results) == 0 {
		s.say("Nothing found.")
		return nil
	}
	s.say("%s from %s. Download one with: hinnyd get ROOT", words.Plural(len(list.results), "result", "results"),
		words.Plural(list.providers(), "peer", "peers"))
	return nil
}

// wanted returns which results a wish lets through. What is ordered while the
// search runs still shows.
func (s *session) wanted(ctx context.Context, w api.Wish) (func(api.Result) bool, error) {
	here := map[share.RootHash]bool{}
	if w.Absent {
		transfers, err := s.node().Transfers(ctx)
		if err != nil {
			return nil, err
		}
		here = api.Here(transfers)
	}
	return func(r api.Result) bool { return w.Lets(len(r.Providers), r.Have || here[r.Root]) }, nil
}

// only passes on what show lets through.
func only(show func(api.Result) bool, found func(api.Result) bool) func(api.Result) bool {
	return func(r api.Result) bool { return !show(r) || found(r) }
}

// maxMore bounds --more: each asks thousands of peers.
const maxMore = 10

// further lets a search go on a number of times, each time it asks no further
// by itself.
type further struct {
	wish   chan struct{}
	times  int // left
	rounds int // when it last went on
}

func newFurther(times int) *further { return &further{wish: make(chan struct{}, 1), times: times} }

// see is told how far the search is.
func (f *further) see(p api.SearchProgress) {
	if !p.Done || f.times == 0 || p.Rounds <= f.rounds {
		return
	}
	select {
	case f.wish <- struct{}{}:
		f.times--
		f.rounds = p.Rounds
	default: // the last wish is not heard yet
	}
}

// resultList is the results so far, each root once, at its newest.
type resultList struct {
	results []api.Result
	first   []int // how many providers each had when it came
	at      map[share.RootHash]int
}

// add reports whether the root is new.
func (l *resultList) add(r api.Result) bool {
	if at, ok := l.at[r.Root]; ok {
		l.results[at] = r
		return false
	}
	l.at[r.Root] = len(l.results)
	l.results, l.first = append(l.results, r), append(l.first, len(r.Providers))
	return true
}

// improved returns the results that have more providers than when they came.
func (l *resultList) improved() (better []api.Result) {
	for i, r := range l.results {
		if len(r.Providers) > l.first[i] {
			better = append(better, r)
		}
	}
	return better
}

// providers counts the peers that hold any of the results.
func (l *resultList) providers() int {
	seen := map[string]bool{}
	for _, r := range l.results {
		for _, p := range r.Providers {
			seen[p] = true
		}
	}
	return len(seen)
}

// redraw puts the best rows in place of the drawn ones and returns how many
// lines there are now.
func (s *session) redraw(list resultList, drawn, most int) int {
	best := slices.Clone(list.results)
	slices.SortStableFunc(best, func(a, b api.Result) int { return cmp.Compare(b.Score, a.Score) })
	var out strings.Builder
	if drawn > 0 {
		fmt.Fprintf(&out, "\x1b[%dA\x1b[J", drawn) // up, and clear from there on
	}
	lines := 0
	for _, r := range best {
		row := s.resultLine(r)
		if lines += strings.Count(row, "\n"); lines > most && most < len(best) {
			lines -= strings.Count(row, "\n")
			break
		}
		out.WriteString(row)
	}
	s.print(out.String())
	return lines
}

// Columns of a result besides its name and root.
const (
	rootColumns  = 2 * share.RootHashSize
	otherColumns = 36
	leastName    = 24
)

// resultLine is one result on one line or, on a narrow terminal, on two: the
// root is 64 digits and somebody will want to copy it.
func (s *session) resultLine(r api.Result) string {
	width, _ := s.screen.size()
	have := ""
	switch {
	case r.Mark == api.MarkFake:
		have = "fake"
	case r.Have:
		have = "have"
	}
	info := fmt.Sprintf("%7s  %-8s  %5s  %-4s", words.Bytes(r.Size), r.Kind, strconv.Itoa(len(r.Providers))+"×", have)
	name := words.Name(r.Name)
	said := told(r)
	if room := width - rootColumns - otherColumns; room >= leastName {
		line := fmt.Sprintf("%s  %s  %s\n", pad(clip(name, room), room), info, r.Root)
		if said != "" {
			line += "  " + clip(said, width-2) + "\n"
		}
		return line
	}
	room := max(width-otherColumns, 10)
	if said != "" {
		said = "  " + clip(said, max(width-rootColumns-4, 10))
	}
	return fmt.Sprintf("%s  %s\n  %s%s\n", pad(clip(name, room), room), strings.TrimRight(info, " "), r.Root, said)
}

// told is what a result is said to be, and how fast it may come.
func told(r api.Result) string {
	said := words.Said(r.Meta)
	if r.Rate == 0 {
		return said
	}
	rate := words.Rate(float64(r.Rate.Rate()))
	if said == "" {
		return rate
	}
	return said + " · " + rate
}
