package ui

import (
	"context"
	"slices"
	"sync/atomic"
	"time"
)

// beat is the least time between two draws of changes: as often as the eye
// follows numbers, and seldom enough to leave the cores to the node.
const beat = 100 * time.Millisecond

// Loop brings changed models to the screen. It posts one function at a time to
// the window's goroutine, and no second one before the first has run: a slow
// window falls behind in pictures, never in memory. While nothing changes it
// sleeps: to look ten times a second took a fifteenth of what an idle window did.
type Loop struct {
	do      func(func()) // runs a function on the window's goroutine, later or now
	drawn   func()       // called after the parts were updated, on that goroutine
	screens []*Screen
	wake    chan struct{} // buffered by one: something may have to be drawn
	posted  atomic.Bool
}

// Screen is one part of the window in the Loop.
type Screen struct {
	loop    *Loop
	update  func()
	dirty   atomic.Bool
	visible atomic.Bool
}

// NewLoop returns a Loop over do, which is fyne.Do outside of tests.
func NewLoop(do func(func())) *Loop {
	return &Loop{do: do, drawn: func() {}, wake: make(chan struct{}, 1)}
}

// Add puts a part of the window into the Loop before Run; its update, set before
// Run too, is called on the window's goroutine.
func (l *Loop) Add() *Screen {
	s := &Screen{loop: l, update: func() {}}
	l.screens = append(l.screens, s)
	return s
}

// Invalidate says that there is something new to draw. It is safe for
// concurrent use and does not block.
func (s *Screen) Invalidate() {
	s.dirty.Store(true)
	s.loop.look()
}

// SetVisible says whether the part can be seen; if not, it is not drawn.
func (s *Screen) SetVisible(visible bool) {
	s.visible.Store(visible)
	s.loop.look()
}

// wanted reports whether the part must be drawn.
func (s *Screen) wanted() bool { return s.visible.Load() && s.dirty.Load() }

// look wakes Run if anything must be drawn.
func (l *Loop) look() {
	if !l.wanted() {
		return
	}
	select {
	case l.wake <- struct{}{}:
	default:
	}
}

func (l *Loop) wanted() bool { return slices.ContainsFunc(l.screens, (*Screen).wanted) }

// Run posts draws until ctx ends: the first change at once, those that follow
// together, a beat later.
func (l *Loop) Run(ctx context.Context) error {
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-l.wake:
		}
		if l.wanted() && l.posted.CompareAndSwap(false, true) {
			l.do(l.draw)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(beat):
		}
	}
}

// draw runs on the window's goroutine.
func (l *Loop) draw() {
	defer func() {
		l.posted.Store(false)
		l.look() // what changed meanwhile found a draw posted
	}()
	for _, s := range l.screens {
		if s.wanted() {
			s.dirty.Store(false) // before it looks: a change during the look counts for the next
			s.update()
		}
	}
	l.drawn()
}
