package transfer

import (
	"slices"
	"sync"
	"time"

	"hinny/share"
)

// A chunk that was promised to one of a file's peers is kept from the others for
// as long as it takes to arrive there and be passed on. It is promised once, so
// that a peer that passes nothing on costs the others this much, and once.
const (
	// passedOn is how long after it was sent: enough where eight share
	// 10 Mbit/s.
	passedOn = 5 * time.Second
	// queuedFor is how long it may wait to be sent. With 40 Mbit/s and 32
	// peers that ask for two chunks each it takes 3.4 s; while that counted as
	// the time to pass it on, the source sent the file 1.31 times.
	queuedFor = 15 * time.Second
)

// audience knows every session that is served, by the file it is about. The
// zero value is empty.
type audience struct {
	mu     sync.Mutex
	byRoot map[share.RootHash]*circle // guarded by mu
}

// circle is the sessions about one file, and which of them was promised what.
type circle struct {
	sessions []*served          // never changed in place
	promised map[uint32]promise // by chunk
}

// promise is a chunk that a session was promised first.
type promise struct {
	to    *served
	until time.Time // it is kept from others
}

func (a *audience) join(s *served) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.byRoot == nil {
		a.byRoot = map[share.RootHash]*circle{}
	}
	c := a.byRoot[s.root]
	if c == nil {
		c = &circle{promised: map[uint32]promise{}}
		a.byRoot[s.root] = c
	}
	c.sessions = append(slices.Clip(c.sessions), s)
}

// leave also forgets what s was promised: it may not have got it.
func (a *audience) leave(s *served) {
	a.mu.Lock()
	defer a.mu.Unlock()
	c := a.byRoot[s.root]
	if c == nil {
		return
	}
	c.sessions = slices.DeleteFunc(slices.Clone(c.sessions), func(other *served) bool { return other == s })
	if len(c.sessions) == 0 {
		delete(a.byRoot, s.root)
		return
	}
	for chunk, p := range c.promised {
		if p.to == s {
			delete(c.promised, chunk)
		}
	}
}

// of returns the sessions about a file, to be read only.
func (a *audience) of(root share.RootHash) []*served {
	a.mu.Lock()
	defer a.mu.Unlock()
	if c := a.byRoot[root]; c != nil {
		return c.sessions
	}
	return nil
}

// promise reports whether s is sent a chunk that it asks for. Otherwise another
// is being sent it, who passes it on, so that each chunk leaves us once before
// any does twice. That is for a source of the whole file: were a part of it held
// back as well, 32 peers would take 1.38 times F/u instead of 1.21, because each
// chunk went round one by one.
func (a *audience) promise(s *served, chunk uint32, now time.Time) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	c := a.byRoot[s.root]
	if c == nil || len(c.sessions) < 2 {
		return true
	}
	p, promised := c.promised[chunk]
	if !promised {
		if s.downloading {
			c.promised[chunk] = promise{to: s, until: now.Add(queuedFor)}
		}
		return true
	}
	return p.to == s || !s.defers || !now.Before(p.until)
}

// answered notes that s was sent a chunk, or that it was not and others may have
// it from now on.
func (a *audience) answered(s *served, chunk uint32, sent bool, now time.Time) {
	a.mu.Lock()
	defer a.mu.Unlock()
	c := a.byRoot[s.root]
	if c == nil {
		return
	}
	if sent {
		now = now.Add(passedOn)
	}
	if p := c.promised[chunk]; p.to == s && now.Before(p.until) {
		c.promised[chunk] = promise{to: s, until: now}
	}
}
