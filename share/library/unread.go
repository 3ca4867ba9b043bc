package library

import (
	"fmt"
	"slices"
	"strings"
	"sync"
)

const (
	// maxUnread bounds the files that are remembered because they cannot be
	// read: each is looked at every pollEvery. Those beyond are tried again when
	// all is scanned.
	maxUnread = 1000
	// maxUnreadTold is how many of them a person is told of by name; the rest are
	// only counted.
	maxUnreadTold = 5
)

// unreadFile is a file that should be shared and cannot be read.
type unreadFile struct {
	candidate
	why   string
	opens bool // it can be opened, but its content not be read: the drive is at fault
}

// text tells a person of it.
func (f unreadFile) text() string {
	return fmt.Sprintf("%s cannot be read and is not shared: %s", f.path, f.why)
}

// unreadFiles are told once, and no longer than it is true.
type unreadFiles struct {
	mu    sync.Mutex
	files []unreadFile // guarded by mu; oldest first
	told  []string     // guarded by mu
}

// noteUnread remembers a file that could not be read.
func (l *Library) noteUnread(c candidate, why error) {
	opens := l.opens(c.path)
	u := &l.unread
	u.mu.Lock()
	defer u.mu.Unlock()
	f := unreadFile{candidate: c, why: why.Error(), opens: opens}
	l.log.Debug(f.text())
	if i := slices.IndexFunc(u.files, func(old unreadFile) bool { return old.path == c.path }); i >= 0 {
		u.files[i] = f
	} else if len(u.files) < maxUnread {
		u.files = append(u.files, f)
	}
	l.tellUnread()
}

// readAgain forgets of some paths that they could not be read.
func (l *Library) readAgain(is func(path string) bool) {
	u := &l.unread
	u.mu.Lock()
	defer u.mu.Unlock()
	before := len(u.files)
	u.files = slices.DeleteFunc(u.files, func(f unreadFile) bool { return is(f.path) })
	if len(u.files) != before {
		l.tellUnread()
	}
}

// tellUnread puts notices of what is true now in the place of earlier ones. It
// runs with the lock of the unread files held.
func (l *Library) tellUnread() {
	var texts []string
	for _, f := range l.unread.files[:min(len(l.unread.files), maxUnreadTold)] {
		texts = append(texts, f.text())
	}
	switch more := len(l.unread.files) - len(texts); {
	case len(l.unread.files) == maxUnread:
		texts = append(texts, fmt.Sprintf("At least %d more files cannot be read and are not shared", more))
	case more == 1:
		texts = append(texts, "1 more file cannot be read and is not shared")
	case more > 1:
		texts = append(texts, fmt.Sprintf("%d more files cannot be read and are not shared", more))
	}
	for _, old := range l.unread.told {
		if !slices.Contains(texts, old) {
			l.notices.remove(old)
		}
	}
	for i, text := range texts {
		if i < maxUnreadTold {
			l.tell(text)
		} else {
			l.notices.add(text) // the number changes too often for the log
		}
	}
	l.unread.told = texts
}

// isUnread reports whether a file could not be read.
func (l *Library) isUnread(path string) bool {
	l.unread.mu.Lock()
	defer l.unread.mu.Unlock()
	return slices.ContainsFunc(l.unread.files, func(f unreadFile) bool { return f.path == path })
}

// retryUnread has the files read again that it may be possible to read now, and
// forgets those that are not to be shared any more. Those in folders that are
// polled are left to that: a network may keep who looks at them waiting.
func (l *Library) retryUnread() {
	l.unread.mu.Lock()
	files := slices.Clone(l.unread.files)
	l.unread.mu.Unlock()
	gone := map[string]bool{}
	for _, f := range files {
		folder, ticked := l.folderOf(f.path)
		if ticked && l.isPolled(folder.Path) {
			continue
		}
		info, ok := l.eligible(folder.Path, f.path)
		if !ticked || !ok || info.IsDir() {
			gone[f.path] = true
			continue
		}
		if identify(info) != f.identity || (!f.opens && l.opens(f.path)) {
			l.touch(f.path)
		}
	}
	l.readAgain(func(path string) bool { return gone[path] })
}

// opens reports whether a file of a ticked folder can be opened.
func (l *Library) opens(path string) bool {
	folder, ticked := l.folderOf(path)
	if !ticked {
		return false
	}
	var from opener
	defer from.close()
	f, _, err := from.open(folder, path)
	if err != nil {
		return false
	}
	_ = f.Close() // nothing was read
	return true
}

// within returns what tells the paths inside a directory.
func within(dir string) func(path string) bool {
	return func(path string) bool { return strings.HasPrefix(path, inside(dir)) }
}
