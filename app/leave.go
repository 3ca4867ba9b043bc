package main

import (
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"fyne.io/fyne/v2"
)

// leaveTimeout is how long Fyne may take from the close of the window to the end
// of its loop. Fyne 2.8.1 now and then takes for ever: an event that is queued
// while the loop ends is run by nobody (runGL in internal/driver/glfw/loop.go),
// and WaitForEvents waits for it. What is left then is a program without a
// window that takes every later start for its own.
const leaveTimeout = 3 * time.Second

// leaving is the end of the window.
type leaving struct {
	begun chan struct{} // closed when the window closes, or is to
	over  chan struct{} // closed when its loop has ended
	begin func()        // closes begun, once
}

func newLeaving() *leaving {
	l := &leaving{begun: make(chan struct{}), over: make(chan struct{})}
	l.begin = sync.OnceFunc(func() { close(l.begun) })
	return l
}

// show opens the window and returns when its loop has ended. Where the loop does
// not end, stuck is called.
func (l *leaving) show(window fyne.Window, stuck func()) {
	window.SetOnClosed(l.begin)
	go l.watch(stuck)
	window.ShowAndRun()
	close(l.over)
}

// watch calls stuck if the loop goes on for leaveTimeout after the window.
func (l *leaving) watch(stuck func()) {
	select {
	case <-l.begun:
	case <-l.over:
		return
	}
	select {
	case <-l.over:
	case <-time.After(leaveTimeout):
		stuck()
	}
}

// exit ends the program, with the words of an error if there is one.
func exit(err error, stderr io.Writer) {
	if err != nil {
		fmt.Fprintln(stderr, "hinny:", err)
		os.Exit(1)
	}
	os.Exit(0)
}
