package main

import (
	"testing"
	"testing/synctest"
	"time"
)

func TestALoopThatDoesNotEndIsLeft(t *testing.T) {
	for name, test := range map[string]struct {
		ends  time.Duration // after the window closed; 0: before
		stuck bool
	}{
		"the loop ends by itself": {0, false},
		"soon after the window":   {leaveTimeout - time.Millisecond, false},
		"never":                   {time.Hour, true},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				l, left := newLeaving(), false
				go l.watch(func() { left = true })
				if test.ends > 0 {
					l.begin()
					l.begin() // a signal may come while the window closes
					time.Sleep(test.ends)
				}
				close(l.over)
				synctest.Wait()
				if left != test.stuck {
					t.Errorf("left %v, want %v", left, test.stuck)
				}
			})
		})
	}
}
