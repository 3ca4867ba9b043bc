package node

import (
	"slices"
	"sync"
)

// maxNotices bounds what a person is told at a time; older ones are in the log.
const maxNotices = 20

// notices is what a person should know, oldest first. The zero value is empty.
type notices struct {
	mu    sync.Mutex
	texts []string // guarded by mu
}

func (n *notices) add(text string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.texts = slices.DeleteFunc(n.texts, func(old string) bool { return old == text })
	n.texts = append(n.texts, text)
	if len(n.texts) > maxNotices {
		n.texts = slices.Delete(n.texts, 0, len(n.texts)-maxNotices)
	}
}

func (n *notices) list() []string {
	n.mu.Lock()
	defer n.mu.Unlock()
	return slices.Clone(n.texts)
}

// tell lets a person know something that is no failure of a command.
func (n *Node) tell(text string) {
	n.notices.add(text)
	n.log.Warn(text)
}
