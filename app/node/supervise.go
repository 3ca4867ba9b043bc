package node

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"
)

// Service is a part of the node with a life of its own.
type Service struct {
	Name string
	// Run lives until ctx ends. An earlier end is a failure, even without an
	// error.
	Run func(ctx context.Context) error
}

// ErrFatal in the chain of a service's error ends all services: it cannot be
// started again, or doing so would not help.
var ErrFatal = errors.New("the node cannot go on")

// errEnded is the failure of a service that returned without one.
var errEnded = errors.New("it ended by itself")

// The pause before a failed service is started again doubles from least to
// most; a service that ran for most without failing begins at least again.
const (
	leastPause = time.Second
	mostPause  = time.Minute
)

// Supervise runs the services until ctx ends or one of them fails fatally, and
// waits for all of them. A service that fails otherwise is started again after
// a pause. It returns the fatal error, if any. A panic is not caught: state
// that a bug has touched is not to be trusted.
func Supervise(ctx context.Context, log *slog.Logger, services ...Service) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var running sync.WaitGroup
	for _, service := range services {
		running.Go(func() {
			if err := keepAlive(ctx, log, service); err != nil {
				cancel(err)
			}
		})
	}
	running.Wait()
	if cause := context.Cause(ctx); errors.Is(cause, ErrFatal) {
		return cause
	}
	return nil
}

// keepAlive runs one service again and again. It returns only a fatal error.
func keepAlive(ctx context.Context, log *slog.Logger, service Service) error {
	pause, told := leastPause, ""
	for {
		began := time.Now()
		err := service.Run(ctx)
		if ctx.Err() != nil {
			// It stopped because it was told to; what it says about that is
			// not why the node ends.
			if err != nil && !errors.Is(err, context.Canceled) {
				log.Warn("a part of the node did not stop cleanly", "part", service.Name, "error", err)
			}
			return nil
		}
		if err == nil {
			err = errEnded
		}
		err = fmt.Errorf("%s: %w", service.Name, err)
		if errors.Is(err, ErrFatal) {
			return err
		}
		if time.Since(began) >= mostPause {
			pause, told = leastPause, ""
		}
		if text := err.Error(); text != told { // the same again is no news
			log.Error("a part of the node failed and is started again", "part", service.Name, "error", err)
			told = text
		}
		timer := time.NewTimer(pause)
		select {
		case <-ctx.Done():
			timer.Stop()
			return nil
		case <-timer.C:
		}
		pause = min(2*pause, mostPause)
	}
}

// once makes a service of a part that can run only once: any early end of it
// is fatal.
func once(name string, run func(ctx context.Context) error) Service {
	return Service{name, func(ctx context.Context) error {
		err := run(ctx)
		switch {
		case ctx.Err() != nil:
			return err
		case err == nil:
			err = errEnded
		}
		return fmt.Errorf("%w: %w", ErrFatal, err)
	}}
}
