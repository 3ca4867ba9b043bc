package ui

import (
	"context"
	"sync/atomic"
	"time"
)

// beat is how often the window looks for changes: as often as the eye follows
// numbers, and seldom enough to leave the cores to the node.
const beat = 100 * time.Millisecond

// Loop brings changed models to the screen. It posts one function at a time to
// the window's goroutine, and no second one before the first has run: a slow
// window falls behind in pictures, never in memory.
type Loop struct {
	do      func(func()) // runs a function on the window's goroutine, later or now
	drawn   func()       // called after the parts were updated, on that goroutine
	screens []*Screen
	posted  atomic.Bool
}

// Screen is one part of the window in the Loop.
type Screen struct {
	update  func()
	dirty   atomic.Bool
	visible atomic.Bool
}

// NewLoop returns a Loop over do, which is fyne.Do outside of tests.
func NewLoop(do func(func())) *Loop { return &Loop{do: do, drawn: func() {}} }

// Add puts a part of the window into the Loop before Run; its update, set before
// Run too, is called on the window's goroutine.
func (l *Loop) Add() *Screen {
	s := &Screen{update: func() {}}
	l.screens = append(l.screens, s)
	return s
}

// Invalidate says that there is something new to draw. It is safe for
// concurrent use and does not block.
func (s *Screen) Invalidate() { s.dirty.Store(true) }

// SetVisible says whether the part can be seen; if not, it is not drawn.
func (s *Screen) SetVisible(visible bool) { s.visible.Store(visible) }

// wanted reports whether the part must be drawn.
func (s *Screen) wanted() bool { return s.visible.Load() && s.dirty.Load() }

// Run beats until ctx ends.
func (l *Loop) Run(ctx context.Context) error {
	ticker := time.NewTicker(beat)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-ticker.C:
			l.beat()
		}
	}
}

func (l *Loop) beat() {
	wanted := false
	for _, s := range l.screens {
		wanted = wanted || s.wanted()
	}
	if wanted && l.posted.CompareAndSwap(false, true) {
		l.do(l.draw)
	}
}

// draw runs on the window's goroutine.
func (l *Loop) draw() {
	defer l.posted.Store(false)
	for _, s := range l.screens {
		if s.wanted() {
			s.dirty.Store(false) // before it looks: a change during the look counts for the next
			s.update()
		}
	}
	l.drawn()
}
