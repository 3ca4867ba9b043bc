package main

import (
	"fmt"
	"strings"
	"time"

	"hinny/app/api"
	"hinny/app/words"
)

// progressView shows how one download goes on: as JSON lines, as a bar that
// is redrawn in place, or as a plain line every few seconds.
type progressView struct {
	*session
	last    progress
	shown   bool
	next    time.Time // when the next plain line is due
	trouble string    // what was last said to be in the way
}

func (v *progressView) show(t api.Transfer, now time.Time) {
	step := stepOf(t)
	v.warn(t.Error)
	switch {
	case v.json:
		if !v.shown || step != v.last {
			v.object(step)
		}
	case v.screen.is:
		width, _ := v.screen.size()
		v.print("\r" + barLine(t, width-1) + "\x1b[K")
	case !now.Before(v.next):
		v.say("%s", plainLine(t))
		v.next = now.Add(lineEvery)
	}
	v.last, v.shown = step, true
}

// warn says on standard error what is in the download's way, once for each
// trouble: the download goes on by itself when it is gone.
func (v *progressView) warn(trouble string) {
	if trouble == v.trouble {
		return
	}
	if v.trouble = trouble; trouble == "" {
		return
	}
	if v.screen.is && v.shown && !v.json {
		v.say("") // below the bar
	}
	fmt.Fprintf(v.err, "hinnyd: the download waits: %s\n", words.Name(trouble))
}

// end leaves the bar where it is and begins a new line.
func (v *progressView) end() {
	if v.shown && v.screen.is && !v.json {
		v.say("")
	}
}

// plainLine is the state of a download in words.
func plainLine(t api.Transfer) string {
	name := words.Name(t.Name)
	if name == "" {
		name = t.Root.Short()
	}
	switch t.State {
	case api.StatePaused:
		line := fmt.Sprintf("%s: paused, %s of %s", name, words.Bytes(t.Done), words.Bytes(t.Size))
		if t.Error != "" { // the disk is full
			line += ": " + words.Name(t.Error)
		}
		return line
	case api.StateSearching, api.StateQueued, api.StateFinishing, api.StateChecking:
		return fmt.Sprintf("%s: %s, %s of %s", name, stateWords(t.State), words.Bytes(t.Done), words.Bytes(t.Size))
	}
	return fmt.Sprintf("%s: %s, %s of %s, %s, %s left, %s", name, words.Percent(t.Done, t.Size), words.Bytes(t.Done),
		words.Bytes(t.Size), words.Rate(t.Rate), orNothing(timeLeft(t)), words.Plural(t.Providers, "provider", "providers"))
}

func stateWords(state api.State) string {
	switch state {
	case api.StateSearching:
		return "looking for providers"
	case api.StateQueued:
		return "waiting in the providers' queues"
	case api.StateFinishing:
		return "putting the file in place"
	case api.StateChecking:
		return "checking what is on the disk"
	}
	return string(state)
}

func orNothing(left string) string {
	if left == "" {
		return "nothing"
	}
	return left
}

// Widths of the parts of the bar, in columns.
const (
	mostName = 30
	leastMap = 10
	mostMap  = 60
)

// barLine is the state of a download with its chunk map, fitted to a width.
func barLine(t api.Transfer, width int) string {
	name := words.Name(t.Name)
	if name == "" {
		name = t.Root.Short()
	}
	tail := fmt.Sprintf(" %5s  %s/%s  ", words.Percent(t.Done, t.Size), words.Bytes(t.Done), words.Bytes(t.Size))
	if t.State == api.StateActive {
		tail += fmt.Sprintf("%s  %s left  %d×", words.Rate(t.Rate), orNothing(timeLeft(t)), t.Providers)
	} else {
		tail += stateWords(t.State)
	}
	name = clip(name, mostName)
	if room := width - columns(name) - columns(tail) - 3; room >= leastMap && len(t.Map) > 0 {
		return name + " [" + chunkMap(t.Map, min(room, mostMap)) + "]" + tail
	}
	return clip(name+tail, width)
}

// The marks of the chunk map, by what is true of the chunks a mark stands for.
const (
	markAll      = "█" // we have all of them
	markSome     = "▓" // we have some
	markFetching = "▒" // at least one is being fetched
	markHeld     = "░" // somebody connected holds all of them
	markMissing  = "·" // at least one nobody holds
)

// chunkMap draws a Transfer.Map in so many columns.
func chunkMap(chunks []byte, width int) string {
	var out strings.Builder
	for at := range width {
		from := at * len(chunks) / width
		to := max(from+1, (at+1)*len(chunks)/width)
		out.WriteString(mark(chunks[from:to]))
	}
	return out.String()
}

func mark(chunks []byte) string {
	have, fetching, orphans := 0, 0, 0
	for _, c := range chunks {
		switch {
		case c&api.MapHave != 0:
			have++
		case c&api.MapFetching != 0:
			fetching++
		case c&api.MapHolders == 0:
			orphans++
		}
	}
	switch {
	case have == len(chunks):
		return markAll
	case fetching > 0:
		return markFetching
	case have > 0:
		return markSome
	case orphans > 0:
		return markMissing
	}
	return markHeld
}
