package library

import (
	"errors"
	"fmt"
	"path"
	"path/filepath"
	"strings"
	"unicode/utf8"
)

const (
	// maxExclusions bounds the patterns: each name that a scan meets is compared
	// with those that are neither whole names nor extensions.
	maxExclusions = 500
	// maxPattern is the longest pattern in bytes: no file system has longer names.
	maxPattern = 255
)

// ErrPattern marks a pattern that cannot be an exclusion.
var ErrPattern = errors.New("is no pattern of names")

// exclusions decide by its name whether a file or folder is hidden, wherever in
// a ticked folder it lies, and by its path whether a folder is left out. They never change; a new set takes the place of the
// old one.
type exclusions struct {
	patterns   []string          // as a person wrote them
	exact      map[string]reason // by name, in lower case
	extensions map[string]reason // in lower case, with the dot
	globs      []glob
	left       map[string]struct{} // paths of the folders that a person left out of ticked ones
}

// glob is a pattern that is neither a name nor an extension, in lower case.
type glob struct {
	pattern string
	reason  reason
}

// reason is why a name is hidden.
type reason struct {
	why     string // ends a sentence such as "x is not shared: "
	pattern int    // its place among the patterns; fixed if none is to blame
}

// fixed stands for what is hidden whatever the patterns are.
const fixed = -1

// newExclusions makes a set of patterns ready for use. Names are compared
// without regard to case. A pattern is what path.Match takes, without a slash.
func newExclusions(patterns []string) (*exclusions, error) {
	if len(patterns) > maxExclusions {
		return nil, fmt.Errorf("%d %w: that many would slow down each look at a folder; the most is %d", len(patterns), ErrPattern, maxExclusions)
	}
	for _, pattern := range patterns {
		if err := checkPattern(pattern); err != nil {
			return nil, err
		}
	}
	return compile(patterns), nil
}

// compile is newExclusions for patterns that are known to be good.
func compile(patterns []string) *exclusions {
	e := &exclusions{exact: map[string]reason{}, extensions: map[string]reason{}}
	known, seen := map[string]string{}, map[string]bool{}
	for _, group := range defaultExclusions() {
		for _, pattern := range group.patterns {
			known[pattern] = group.why
		}
	}
	for _, pattern := range patterns {
		lower := strings.ToLower(pattern)
		if seen[lower] {
			continue
		}
		seen[lower] = true
		why := known[lower]
		if why == "" {
			why = "you chose to hide " + pattern
		}
		e.add(lower, reason{why, len(e.patterns)})
		e.patterns = append(e.patterns, pattern)
	}
	for _, pattern := range secrets() {
		e.add(pattern, reason{secretWhy, fixed})
	}
	return e
}

// add enters a pattern in lower case where it is found fastest.
func (e *exclusions) add(pattern string, c reason) {
	const special = `*?[\`
	extension, starred := strings.CutPrefix(pattern, "*")
	switch {
	case !strings.ContainsAny(pattern, special):
		e.exact[pattern] = c
	case starred && strings.LastIndexByte(extension, '.') == 0 && !strings.ContainsAny(extension, special):
		e.extensions[extension] = c
	default:
		e.globs = append(e.globs, glob{pattern, c})
	}
}

// match returns why a name is hidden, if it is.
func (e *exclusions) match(name string) (reason, bool) {
	lower := strings.ToLower(name)
	if c, hidden := e.exact[lower]; hidden {
		return c, true
	}
	if c, hidden := e.extensions[path.Ext(lower)]; hidden {
		return c, true
	}
	for _, g := range e.globs {
		if hit, err := path.Match(g.pattern, lower); err == nil && hit {
			return g.reason, true
		}
	}
	return reason{}, false
}

// hides reports whether any part of a path below a ticked folder is hidden.
func (e *exclusions) hides(folder, path string) bool {
	rel, err := filepath.Rel(folder, path)
	if err != nil || rel == "." {
		return false
	}
	for name := range strings.SplitSeq(rel, string(filepath.Separator)) {
		if _, hidden := e.match(name); hidden {
			return true
		}
	}
	return e.leftAbove(folder, path) != ""
}

// checkPattern says in words what is wrong with a pattern.
func checkPattern(pattern string) error {
	refuse := func(why string) error { return fmt.Errorf("%q %w: %s", pattern, ErrPattern, why) }
	switch {
	case pattern == "" || len(pattern) > maxPattern || !utf8.ValidString(pattern):
		return refuse(fmt.Sprintf("it must be text of 1 to %d bytes", maxPattern))
	case strings.ContainsRune(pattern, '/') || strings.ContainsRune(pattern, 0):
		return refuse("it is compared with the name of each file and folder alone, so leave out the /")
	case strings.Trim(pattern, "*") == "":
		return refuse("it would hide everything; stop sharing the folder instead")
	}
	if _, err := path.Match(strings.ToLower(pattern), ""); err != nil {
		return refuse("a [ has no ] or a \\ stands at its end; write \\[ for the character itself")
	}
	return nil
}
