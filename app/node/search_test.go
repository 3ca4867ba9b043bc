package node

import (
	"context"
	"testing"
	"testing/synctest"
	"time"
)

// TestEveryWishForMoreIsPassedOnOnce: wishes reach the flood in their number,
// each after the patience has begun anew, and a closed channel wishes nothing.
func TestEveryWishForMoreIsPassedOnOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		wishes, passed, ended := make(chan struct{}, 3), make(chan struct{}), make(chan struct{})
		wished := 0
		go func() {
			defer close(ended)
			passOn(ctx, wishes, passed, func() { wished++ })
		}()
		for range 3 {
			wishes <- struct{}{}
		}
		synctest.Wait()
		if wished != 1 {
			t.Errorf("%d wishes are taken while nobody hears the first", wished)
		}
		for range 3 {
			<-passed
		}
		close(wishes)
		<-ended
		if wished != 3 {
			t.Errorf("%d of 3 wishes are passed on", wished)
		}
	})
}

func TestNoWishOutlivesItsSearch(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		wishes := make(chan struct{}, 1)
		wishes <- struct{}{}
		passOn(ctx, wishes, make(chan struct{}), func() {}) // nobody hears it
		passOn(ctx, nil, make(chan struct{}), func() { t.Error("who cannot wish wishes") })
	})
}
