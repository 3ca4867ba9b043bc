package library

import (
	"context"
	"sync"
)

// gate holds the workers up while a person wants nothing hashed.
type gate struct {
	wake chan struct{} // holds a token after the gate was opened; for the keeper

	mu     sync.Mutex
	opened chan struct{} // guarded by mu; nil while the gate is open, closed when it opens
}

func newGate() gate { return gate{wake: make(chan struct{}, 1)} }

func (g *gate) shut() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.opened == nil {
		g.opened = make(chan struct{})
	}
}

func (g *gate) open() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.opened == nil {
		return
	}
	close(g.opened)
	g.opened = nil
	select {
	case g.wake <- struct{}{}:
	default: // the keeper has not looked yet
	}
}

func (g *gate) isShut() bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.opened != nil
}

// pass waits until the gate is open or ctx ends.
func (g *gate) pass(ctx context.Context) {
	g.mu.Lock()
	opened := g.opened
	g.mu.Unlock()
	if opened == nil {
		return
	}
	select {
	case <-opened:
	case <-ctx.Done():
	}
}

// Pause stops the hashing until Resume or the end of the program: a file that is
// being hashed stops where it is, and goes on there. Everything else goes on:
// what changes is noticed, what is gone forgotten, and what was moved found
// under its new name.
func (l *Library) Pause() { l.gate.shut() }

// Resume lets the hashing go on after Pause.
func (l *Library) Resume() { l.gate.open() }
