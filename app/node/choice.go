package node

import "sync"

// choice is a text that a person chose and may change while the node runs.
type choice struct {
	mu   sync.RWMutex
	text string // guarded by mu
}

func (c *choice) get() string {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.text
}

func (c *choice) set(text string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.text = text
}
