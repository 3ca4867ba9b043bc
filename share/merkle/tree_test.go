package merkle

import (
	"math/rand/v2"
	"testing"

	"lukechampine.com/blake3/guts"
)

// TestSubtreesAreTheSameHoweverTheyAreWritten cuts the same bytes into pieces
// of any number of stripes, with and without vectors.
func TestSubtreesAreTheSameHoweverTheyAreWritten(t *testing.T) {
	data := content(2 * mib)
	rng := rand.New(rand.NewPCG(3, 4))
	for range 60 {
		size := 1 + rng.IntN(len(data))
		if rng.IntN(2) == 0 {
			size = max(1, size/stripeSize) * stripeSize
		}
		whole := newSubtree(256 * mib)
		whole.wide = false // the library alone
		whole.write(data[:size])
		want := whole.sum(guts.FlagRoot)

		pieces := newSubtree(256 * mib)
		for rest := data[:size]; len(rest) > 0; {
			n := min(len(rest), (1+rng.IntN(40))*stripeSize)
			pieces.write(rest[:n])
			rest = rest[n:]
		}
		if pieces.sum(guts.FlagRoot) != want {
			t.Errorf("%d bytes in pieces have another hash", size)
		}
	}
}
