package library

import (
	"fmt"
	"slices"
	"strings"
)

// maxTrouble bounds how many places of one folder are told of that cannot be
// read; the rest are only counted.
const maxTrouble = 5

// setTrouble remembers what cannot be read of a ticked folder, in words, after
// all of it was looked at; what is new in it is told.
func (l *Library) setTrouble(path string, trouble []error) {
	var texts []string
	for _, err := range trouble[:min(len(trouble), maxTrouble)] {
		texts = append(texts, err.Error())
	}
	l.mu.Lock()
	before := l.trouble[path]
	if l.trouble[path] = texts; texts == nil {
		delete(l.trouble, path)
	}
	shown := strings.Join(texts, "; ")
	if more := len(trouble) - len(texts); more > 0 {
		shown += fmt.Sprintf("; and %d more like these", more)
	}
	l.setErr(path, shown)
	l.mu.Unlock()
	for _, text := range before {
		if !slices.Contains(texts, text) {
			l.notices.remove(text)
		}
	}
	for _, text := range texts {
		l.tell(text)
	}
}

// addTrouble remembers what cannot be read of a ticked folder until all of it is
// looked at again, which is soon.
func (l *Library) addTrouble(path string, err error) {
	text := err.Error()
	l.mu.Lock()
	texts := l.trouble[path]
	if !slices.Contains(texts, text) && len(texts) < maxTrouble {
		texts = append(slices.Clip(texts), text)
		l.trouble[path] = texts
		l.setErr(path, strings.Join(texts, "; "))
	}
	told := slices.Contains(texts, text)
	l.mu.Unlock()
	if told {
		l.tell(text)
	}
}

// setErr shows what is wrong with a ticked folder. It runs with mu held.
func (l *Library) setErr(path, shown string) {
	for i := range l.folders {
		if l.folders[i].Path == path {
			l.folders[i].Err = shown
		}
	}
}
