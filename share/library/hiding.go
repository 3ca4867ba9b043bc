package library

import (
	"context"
	"path/filepath"
	"strings"

	"hinny/share/catalog"
)

// Exclusion is one pattern that hides files, and what it hides.
type Exclusion struct {
	Pattern string
	Hidden  int    // files and folders in the ticked folders; a folder counts once
	Example string // a path of one of them; empty if there is none
	Default bool   // it is one of DefaultExclusions
}

// tally is what each pattern of a set hides in one ticked folder, as the last
// look at all of the folder found it.
type tally struct {
	by     *exclusions
	hidden []Exclusion // beside the patterns of by; only counts and examples

	special int    // how many links, pipes, sockets and devices there are, which are never shared
	example string // a path of one of them
}

func newTally(by *exclusions) *tally {
	return &tally{by: by, hidden: make([]Exclusion, len(by.patterns))}
}

// noteSpecial counts what is neither a folder nor an ordinary file.
func (t *tally) noteSpecial(path string) {
	if t.special++; t.example == "" || path < t.example {
		t.example = path
	}
}

// note counts what one pattern hides.
func (t *tally) note(c reason, path string) {
	if c.pattern == fixed {
		return
	}
	if h := &t.hidden[c.pattern]; h.Hidden == 0 || path < h.Example {
		h.Example = path
	}
	t.hidden[c.pattern].Hidden++
}

// Exclusions returns the patterns and what they hide. Counting says that some
// folder was not looked at as a whole yet since the patterns changed.
func (l *Library) Exclusions() (list []Exclusion, counting bool) {
	defaults := map[string]bool{}
	for _, pattern := range DefaultExclusions() {
		defaults[pattern] = true
	}
	now := l.hiding.Load()
	for _, pattern := range now.patterns {
		list = append(list, Exclusion{Pattern: pattern, Default: defaults[strings.ToLower(pattern)]})
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, folder := range l.folders {
		t := l.tallies[folder.Path]
		if t == nil || t.by != now {
			counting = true
			continue
		}
		for i, h := range t.hidden {
			if list[i].Hidden += h.Hidden; list[i].Example == "" {
				list[i].Example = h.Example
			}
		}
	}
	return list, counting
}

// SetExclusions puts other patterns in the place of those that hide files. What
// they hide cannot be opened any more when it returns and leaves the catalog
// soon after; what is no longer hidden is hashed. A pattern that is none is an
// ErrPattern that names it, and nothing changes.
func (l *Library) SetExclusions(patterns []string) error {
	next, err := newExclusions(patterns)
	if err != nil {
		return err
	}
	l.commit.Lock()
	defer l.commit.Unlock()
	next.left = l.hiding.Load().left
	l.hide(next)
	return nil
}

// hide puts a set in force. It runs with commit held: what is entered at this
// moment obeys one set or the other.
func (l *Library) hide(next *exclusions) {
	l.hiding.Store(next)
	l.rehide.Store(true)
	l.handles.drop(func(path string) bool {
		folder, ticked := l.folderOf(path)
		return ticked && next.hides(folder.Path, path)
	})
	l.rescan()
}

// skipped reports whether a path inside a ticked folder is hidden now, going by
// itself alone.
func (l *Library) skipped(path string) bool {
	_, hidden := l.hiding.Load().skip(path)
	return hidden
}

// setTally remembers what is hidden in a folder, after all of it was looked at, or
// that nothing is known of it. Links and pipes are no reason to trouble anybody:
// they are logged, once for as many as there are.
func (l *Library) setTally(folder string, t *tally) {
	l.mu.Lock()
	before := l.tallies[folder]
	if l.tallies[folder] = t; t == nil {
		delete(l.tallies, folder)
	}
	l.mu.Unlock()
	if t != nil && t.special > 0 && (before == nil || before.special != t.special) {
		l.log.Info("links, pipes and devices are neither followed nor shared", "folder", folder, "count", t.special, "example", t.example)
	}
}

// conceal forgets what new patterns hide before anything is looked at: hiding a
// file must not wait for a walk through a million others. What it fails to
// forget, the walk does.
func (l *Library) conceal(ctx context.Context) error {
	now := l.hiding.Load()
	for _, folder := range l.Folders() {
		for after := ""; ctx.Err() == nil; {
			files := l.catalog.After(folder.Path, after, catalog.MaxList)
			if len(files) == 0 {
				break
			}
			after = files[len(files)-1].Path
			var hidden []string
			for _, f := range files {
				if now.hides(folder.Path, f.Path) {
					hidden = append(hidden, f.Path)
				}
			}
			if err := l.drop(now, hidden); err != nil {
				return err
			}
		}
	}
	return nil
}

// drop takes files out of the catalog that a set of patterns hides, if it still
// does.
func (l *Library) drop(by *exclusions, hidden []string) error {
	l.commit.Lock()
	defer l.commit.Unlock()
	if len(hidden) == 0 || l.hiding.Load() != by {
		return nil
	}
	return l.disk.store(nil, hidden)
}

// hidden tells whether an entry of a directory is hidden, counts it, and no
// longer watches it.
func (s *scan) hidden(name, dir string) bool {
	c, hidden := s.tally.by.match(name)
	if !hidden && len(s.tally.by.left) == 0 {
		return false
	}
	path := filepath.Join(dir, name)
	if !hidden {
		if c, hidden = s.tally.by.skip(path); !hidden {
			return false
		}
	}
	s.tally.note(c, path)
	if s.l.watches.has(path) {
		s.l.watches.remove(path)
	}
	return true
}
