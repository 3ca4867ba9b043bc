package uitest

import (
	"context"
	"testing"
	"testing/synctest"
	"time"
)

// Start runs a part of the window in a synctest bubble until the test ends.
func Start(t *testing.T, run func(context.Context) error) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- run(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Errorf("Run ended with: %v", err)
		}
	})
	synctest.Wait()
}

// Pass lets time pass in a synctest bubble, until all is quiet again.
func Pass(d time.Duration) {
	<-time.After(d)
	synctest.Wait()
}
