package ticks

import (
	"path/filepath"
	"strings"

	"hinny/app/api"
)

// Entry is one line of the tree: a folder.
type Entry struct {
	ID      string // of the line: a folder may be in the tree twice, below a drive and as one
	Path    string
	Depth   int
	Open    bool   // what is in it follows
	Bare    bool   // it is known that no folder is in it
	Refused string // why it cannot be shared, in words
	Home    bool   // it is the home folder of the person
	Err     error  // why what is in it cannot be listed
	State
}

// State says whether a folder is shared.
type State struct {
	Shared bool       // as a whole, or except for what is left out in it
	Half   bool       // a part of it is shared: all but what is left out, or only some of the folders in it
	Of     string     // the ticked folder that it is, or that it lies in; empty: in none
	Left   bool       // it is left out of that one
	Above  string     // it lies in this folder, which is left out
	Ticked api.Folder // if it is a ticked folder itself
}

// Own reports whether a folder is ticked itself.
func (s State) Own() bool { return s.Ticked.Path != "" }

// Fixed reports whether a tick cannot be changed here.
func (e Entry) Fixed() bool { return !e.Shared && (e.Refused != "" || e.Above != "") }

// stateOf finds out what the ticked folders mean for a path.
func stateOf(path string, ticked []api.Folder) (s State) {
	for _, f := range ticked {
		switch {
		case path == f.Path || within(path, f.Path):
			s.Of, s.Shared = f.Path, true
			if path == f.Path {
				s.Ticked = f
			}
			for _, left := range f.Without {
				switch {
				case within(path, left):
					if s.Shared = false; s.Above == "" {
						s.Above = left
					}
				case path == left:
					s.Shared, s.Left = false, true
				case within(left, path):
					s.Half = true
				}
			}
			s.Half = s.Half && s.Shared
			return s
		case within(f.Path, path):
			s.Half = true
		}
	}
	return s
}

// within reports whether a path lies below a folder.
func within(path, folder string) bool {
	separator := string(filepath.Separator)
	return strings.HasPrefix(path, strings.TrimSuffix(folder, separator)+separator) && path != folder
}
