package transfer

import "time"

const (
	// firstBlock is how much is written to a peer at first, before it is known how
	// fast it takes it.
	firstBlock = 64 << 10
	// leastBlock is the least: one record of TLS. A peer hears nothing of its
	// provider while a block comes, and who is silent for ten seconds loses what it
	// owes (picker.Policy.SnubAfter): with this, one that sends 2 kB a second does
	// not.
	leastBlock = 16 << 10
	// blockTime is what a block takes at the rate of the peer. The muxer hands a
	// whole message over at once and queues many, so that on a line of 1 Mbit/s
	// blocks of 256 KiB came out of two seconds of silence each, in which nothing
	// could be counted or taken back, however long writing them took.
	blockTime = 250 * time.Millisecond
)

// blockFor returns how many bytes are written at once to a peer that takes so
// many a second: a blockTime of them, within the limits of a block.
func blockFor(rate float64) int {
	if rate <= 0 {
		return firstBlock
	}
	return int(min(max(rate*blockTime.Seconds(), leastBlock), maxBlock))
}
