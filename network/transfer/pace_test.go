package transfer

import (
	"testing"
	"time"

	"hinny/share/meter"
)

func TestBlocksAreWhatAPeerTakesInAMoment(t *testing.T) {
	for rate, block := range map[float64]int{
		0: firstBlock, 1_000: leastBlock, 60_000: leastBlock, 125_000: 31_250, 400_000: 100_000,
		1 << 20: maxBlock, 5_000_000: maxBlock, 1e12: maxBlock,
	} {
		if got := blockFor(rate); got != block {
			t.Errorf("at %.0f bytes a second blocks have %d bytes, want %d", rate, got, block)
		}
	}
}

// TestAFastPeerGetsTheLargestBlocksAtOnce: from the second on.
func TestAFastPeerGetsTheLargestBlocksAtOnce(t *testing.T) {
	var m meter.Meter
	now := time.Unix(1_000_000, 0)
	m.Add(now, firstBlock)
	if got := blockFor(m.Rate(now.Add(time.Millisecond))); got != maxBlock {
		t.Errorf("the second block has %d bytes", got)
	}
}
