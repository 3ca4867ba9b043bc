package node

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

func quiet() *slog.Logger { return slog.New(slog.DiscardHandler) }

func TestServicesStopWithTheContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		stopped := 0
		wait := Service{"waiter", func(ctx context.Context) error {
			<-ctx.Done()
			stopped++
			return fmt.Errorf("wait: %w", ctx.Err())
		}}
		done := make(chan error, 1)
		go func() { done <- Supervise(ctx, quiet(), wait) }()
		synctest.Wait()
		cancel()
		if err := <-done; err != nil || stopped != 1 {
			t.Errorf("%v after %d stops", err, stopped)
		}
	})
}

func TestFailedServiceIsStartedAgainWithGrowingPauses(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		var starts []time.Duration
		began := time.Now()
		var log bytes.Buffer
		err := Supervise(ctx, slog.New(slog.NewTextHandler(&log, nil)), Service{"clumsy", func(context.Context) error {
			starts = append(starts, time.Since(began))
			switch len(starts) {
			case 10:
				cancel()
			case 5:
				return nil // an end without an error is a failure as well
			}
			return errors.New("tripped")
		}})
		if err != nil {
			t.Fatal(err)
		}
		want := []int{0, 1, 3, 7, 15, 31, 63, 123, 183, 243}
		if got := fmt.Sprint(seconds(starts)); got != fmt.Sprint(want) {
			t.Errorf("started after %v s, want %v", got, want)
		}
		// Told: tripped, then the end without an error, then tripped again.
		if told := strings.Count(log.String(), "started again"); told != 3 {
			t.Errorf("told %d times:\n%s", told, log.String())
		}
	})
}

func seconds(times []time.Duration) (rounded []int) {
	for _, d := range times {
		rounded = append(rounded, int(d/time.Second))
	}
	return rounded
}

func TestServiceThatRanLongBeginsAtTheShortestPause(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		var ended, started []time.Time
		_ = Supervise(ctx, quiet(), Service{"lasting", func(context.Context) error {
			started = append(started, time.Now())
			if len(started) == 5 {
				cancel()
				return nil
			}
			<-time.After(2 * mostPause)
			ended = append(ended, time.Now())
			return errors.New("tired")
		}})
		for i, end := range ended {
			if pause := started[i+1].Sub(end); pause != leastPause {
				t.Errorf("pause %d is %v", i, pause)
			}
		}
	})
}

func TestFatalFailureStopsEverything(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		otherStopped := false
		err := Supervise(
			t.Context(), quiet(),
			Service{"other", func(ctx context.Context) error { <-ctx.Done(); otherStopped = true; return nil }},
			once("doomed", func(context.Context) error { return errors.New("the disk is gone") }),
		)
		if !errors.Is(err, ErrFatal) || !strings.Contains(err.Error(), "doomed") || !strings.Contains(err.Error(), "the disk is gone") {
			t.Errorf("%v", err)
		}
		if !otherStopped {
			t.Error("the other service still runs")
		}
		if err := Supervise(t.Context(), quiet(), once("brief", func(context.Context) error { return nil })); !errors.Is(err, errEnded) {
			t.Errorf("%v", err)
		}
	})
}
