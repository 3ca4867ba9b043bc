package library

import (
	"slices"
	"sync"
)

// maxNotices bounds what is shown to a person; the log has it all.
const maxNotices = 20

// notices are the things a person should know, each told once while it is
// true.
type notices struct {
	mu    sync.Mutex
	texts []string // guarded by mu; oldest first
}

// add keeps a notice and reports whether it is new.
func (n *notices) add(text string) bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	if slices.Contains(n.texts, text) {
		return false
	}
	if len(n.texts) == maxNotices {
		n.texts = n.texts[1:]
	}
	n.texts = append(n.texts, text)
	return true
}

// remove drops a notice that is no longer true.
func (n *notices) remove(text string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.texts = slices.DeleteFunc(n.texts, func(old string) bool { return old == text })
}

func (n *notices) list() []string {
	n.mu.Lock()
	defer n.mu.Unlock()
	return slices.Clone(n.texts)
}

// tell shows a person something once and logs it.
func (l *Library) tell(text string) {
	if l.notices.add(text) {
		l.log.Warn(text)
	}
}
