package queue

import (
	"math"
	"time"
)

// Priority weighs the file a peer wants, as its sharer set it.
type Priority float64

// The priorities, with aMule's weights. There is no power share.
const (
	VeryLow Priority = 0.2
	Low     Priority = 0.6
	Normal  Priority = 0.7
	High    Priority = 0.9
	Release Priority = 1.8
)

// Credit is what has moved between a peer and us, in bytes, in its whole
// history. It counts only for the peer ID that proved itself on the
// connection.
type Credit struct {
	Given int64 // from the peer to us
	Taken int64 // from us to the peer
}

// provenBytes is how much a peer must have given before its credit counts.
const provenBytes = 1_000_000

// maxRatio and minRatio bound what credit does to a score.
const (
	minRatio = 1
	maxRatio = 10
)

// Newcomer reports whether the peer has yet to give anything worth counting.
func (c Credit) Newcomer() bool { return c.Given < provenBytes }

// Ratio is eMule's credit: twice what was given over what was taken, at most
// the root of the mebibytes given plus two, between 1 and 10. A peer ID costs
// nothing, therefore a new one is never worth more than 1.
func (c Credit) Ratio() float64 {
	if c.Newcomer() {
		return minRatio
	}
	ratio := float64(maxRatio)
	if c.Taken > 0 {
		ratio = 2 * float64(c.Given) / float64(c.Taken)
	}
	ceiling := math.Sqrt(float64(c.Given)/(1<<20) + 2)
	return min(max(min(ratio, ceiling), minRatio), maxRatio)
}

// score orders those who wait: seconds waited × credit × priority. Everybody
// has waited at least a second, so that credit counts at once.
func score(waited time.Duration, credit Credit, priority Priority) float64 {
	return max(waited.Seconds(), 1) * credit.Ratio() * float64(priority)
}
