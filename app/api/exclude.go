package api

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
)

// Exclusion is one pattern that hides files of shared folders, and what it hides.
type Exclusion struct {
	Pattern string `json:"pattern"`           // of a name, case aside: * is any text, ? one character, [ab] one of these
	Hidden  int    `json:"hidden"`            // files and folders; a folder counts once
	Example string `json:"example,omitempty"` // the path of one of them
	Default bool   `json:"default,omitempty"` // it hides files of everybody who changed nothing
}

// Exclusions are all patterns that hide files.
type Exclusions struct {
	Patterns []Exclusion `json:"patterns"`
	Counting bool        `json:"counting,omitempty"` // what they hide is not fully known yet
}

// ExclusionChange is what shall be different: a reset comes first, then what is
// removed, then what is added. Without anything in it nothing changes.
type ExclusionChange struct {
	Reset  bool     `json:"reset,omitempty"` // to the defaults
	Remove []string `json:"remove,omitempty"`
	Add    []string `json:"add,omitempty"`
}

// None reports whether nothing shall be different.
func (c ExclusionChange) None() bool { return !c.Reset && len(c.Remove) == 0 && len(c.Add) == 0 }

// Apply returns the patterns after the change. Removing one that is not there
// is an error of CodeNotFound.
func (c ExclusionChange) Apply(now, defaults []string) ([]string, error) {
	next := slices.Clone(now)
	if c.Reset {
		next = slices.Clone(defaults)
	}
	same := func(pattern string) func(string) bool {
		return func(other string) bool { return strings.EqualFold(pattern, other) }
	}
	for _, pattern := range c.Remove {
		if !slices.ContainsFunc(next, same(pattern)) {
			return nil, &Error{Code: CodeNotFound, Message: fmt.Sprintf("no files are hidden by %q; share exclude shows the patterns", pattern)}
		}
		next = slices.DeleteFunc(next, same(pattern))
	}
	for _, pattern := range c.Add {
		if !slices.ContainsFunc(next, same(pattern)) {
			next = append(next, pattern)
		}
	}
	return next, nil
}

// Excluder is a Backend that hides files of shared folders by their names.
type Excluder interface {
	// Exclude changes what hides files and returns what does then. A pattern
	// that is none is an error of CodeUsage that names it.
	Exclude(ctx context.Context, change ExclusionChange) (Exclusions, error)
}

var _ Excluder = (*Client)(nil)

// Exclude implements Excluder.
func (c *Client) Exclude(ctx context.Context, change ExclusionChange) (Exclusions, error) {
	return ask[Exclusions](ctx, c, cmdExclude, change)
}

// serveExclusions serves the exclusions of a backend that has them.
func serveExclusions(mux *http.ServeMux, b Backend) {
	if e, ok := b.(Excluder); ok {
		answer(mux, cmdExclude, e.Exclude)
	}
}
