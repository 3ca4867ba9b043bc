package together_test

import (
	"sync"
	"testing"
	"testing/synctest"

	"hinny/share/together"
)

func TestWhoComesWhileABatchRunsIsInTheNext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var batches [][]int
		gate := make(chan struct{})
		g := together.New(3, func(items []int) {
			<-gate
			batches = append(batches, items) // one batch at a time, or the race detector tells
		})
		var callers sync.WaitGroup
		for i := range 8 {
			callers.Go(func() { g.Do(i) })
			synctest.Wait() // so that they come in order
		}
		close(gate)
		callers.Wait()
		want := []int{1, 3, 3, 1}
		if len(batches) != len(want) {
			t.Fatalf("the batches are %v", batches)
		}
		next := 0
		for i, batch := range batches {
			if len(batch) != want[i] {
				t.Errorf("batch %d is %v, want %d items", i, batch, want[i])
			}
			for _, item := range batch {
				if item != next {
					t.Errorf("item %d came in place of %d", item, next)
				}
				next++
			}
		}
	})
}

func TestDoReturnsAfterItsOwnItemWasRun(t *testing.T) {
	g := together.New(16, func(items []*bool) {
		for _, done := range items {
			*done = true
		}
	})
	var callers sync.WaitGroup
	for range 200 {
		callers.Go(func() {
			done := false
			if g.Do(&done); !done {
				t.Error("it returned before its item was run")
			}
		})
	}
	callers.Wait()
}
