package transfer

import (
	"slices"
	"sync"
	"time"

	"hinny/share"
)

// promiseLife is how long a chunk that was promised to one of a file's peers is
// kept from the others: as long as it takes to arrive there and be passed on
// where eight share 10 Mbit/s. A chunk is promised once, so that a peer that
// passes nothing on costs the others this much, and once.
const promiseLife = 5 * time.Second

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
	to *served
	at time.Time
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
// any does twice.
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
			c.promised[chunk] = promise{to: s, at: now}
		}
		return true
	}
	return p.to == s || !s.defers || now.Sub(p.at) >= promiseLife
}
