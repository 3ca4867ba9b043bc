package node

import (
	"slices"
	"testing"
)

func TestGarbageIsCollectedLessOftenInABulkOnly(t *testing.T) {
	var done []int
	now := 100
	c := collector{
		set: func(percent int) int {
			before := now
			now = percent
			done = append(done, percent)
			return before
		},
		free: func() { done = append(done, 0) },
	}
	for _, waiting := range []int{0, bulkFiles, bulkFiles + 1, 1_000_000, bulkFiles + 1, 10, 0, bulkFiles * 2, 0} {
		c.look(waiting, false)
	}
	c.look(bulkFiles*2, true) // they were downloaded
	c.look(bulkFiles+1, false)
	c.look(bulkFiles, false)
	if want := []int{bulkPercent, 100, 0, bulkPercent, 100, 0}; !slices.Equal(done, want) {
		t.Errorf("done %d, want %d", done, want)
	}
}
