package picker

import "time"

// Policy is every number of the picker in one place.
type Policy struct {
	// RandomFirst is how many chunks are picked at random before rarity
	// counts, so that a newcomer soon has something others want (libtorrent's
	// initial_picker_threshold).
	RandomFirst int
	// Pipeline is how much time of a provider's rate is asked for ahead. One
	// second covers any round trip. libtorrent's three (request_queue_time)
	// make several peers ask one provider for the same chunks before they
	// hear of each other's: one source of 40 Mbit/s to eight empty peers took
	// 1.63 times the bound with three seconds and 1.29 with one, and four
	// such sources to one peer 1.17 to 1.31 and 1.09 (make bench).
	Pipeline time.Duration
	// MinDepth is the least number of chunks asked ahead, so that a link is
	// never idle between two chunks.
	MinDepth int
	// MaxDepthBytes bounds what is asked ahead of one provider.
	MaxDepthBytes int64
	// SlowAfter is how long a provider that owes something may be silent
	// before it is marked slow; four round trips if those are longer.
	SlowAfter time.Duration
	// SnubAfter is when its requests are given to others and its depth
	// becomes one.
	SnubAfter time.Duration
	// ReleaseAfter is when it is let go.
	ReleaseAfter time.Duration
	// BusyFor is how long a provider that said it is busy is left alone.
	BusyFor time.Duration
	// PromisedFor is how long a chunk is not asked of a provider again that
	// said somebody else is being sent it: about what that takes on a link of
	// 2 Mbit/s. Asking again costs 32 bytes.
	PromisedFor time.Duration
	// SplitAfter is how late a chunk may be expected for it to be left to one
	// provider although a faster one could send the end of it. A chunk of 16
	// MiB takes half an hour at 10 kB/s, a section of it less than two minutes.
	SplitAfter time.Duration
	// EndgameChunks and EndgameFraction bound the bytes the endgame may
	// waste: the smaller of the two, but at least one chunk.
	EndgameChunks   int
	EndgameFraction float64
	// EndgameCopies is how many providers may owe the same chunk.
	EndgameCopies int
	// EndgameGain is how much sooner, as a factor, a second provider must be
	// expected to deliver for it to be asked as well.
	EndgameGain float64
	// EndgameSaves is the least time that a second request, or a division of
	// what is owed, must be expected to save: on a fast network the end comes sooner than a cancellation.
	EndgameSaves time.Duration
	// FalseClaims is how many chunks a provider may claim and then not have
	// before it counts as having nothing.
	FalseClaims int
}

// DefaultPolicy returns the numbers of the protocol note, section 2.3.
func DefaultPolicy() Policy {
	return Policy{
		RandomFirst:     4,
		Pipeline:        time.Second,
		MinDepth:        2,
		MaxDepthBytes:   32 << 20,
		SlowAfter:       2 * time.Second,
		SnubAfter:       10 * time.Second,
		ReleaseAfter:    60 * time.Second,
		BusyFor:         time.Second,
		PromisedFor:     time.Second,
		SplitAfter:      20 * time.Second,
		EndgameChunks:   20,
		EndgameFraction: 0.02,
		EndgameCopies:   3,
		EndgameGain:     1.5,
		EndgameSaves:    250 * time.Millisecond,
		FalseClaims:     5,
	}
}
