package uitest

import (
	"context"
	"slices"

	"hinny/app/api"
)

var _ api.Excluder = (*Node)(nil)

// sampleExclusions are some defaults, one of which hides files, and a pattern of
// the person.
func sampleExclusions() []api.Exclusion {
	return []api.Exclusion{
		{Pattern: ".*", Hidden: 1204, Example: "/home/ada/Animals/.cache", Default: true},
		{Pattern: "thumbs.db", Default: true},
		{Pattern: "node_modules", Hidden: 2, Example: "/home/ada/Animals/site/node_modules", Default: true},
		{Pattern: "*.part", Default: true},
		{Pattern: "*.iso", Hidden: 1, Example: "/home/ada/Animals/stable-tools-2.1.iso"},
	}
}

// Exclude implements api.Excluder: a new pattern hides nothing.
func (n *Node) Exclude(_ context.Context, c api.ExclusionChange) (api.Exclusions, error) {
	var wrong error
	now, err := seen(n, func() api.Exclusions {
		var defaults, patterns []string
		known := map[string]api.Exclusion{}
		for _, e := range sampleExclusions() {
			if known[e.Pattern] = e; e.Default {
				defaults = append(defaults, e.Pattern)
			}
		}
		for _, e := range n.Excluded {
			patterns = append(patterns, e.Pattern)
		}
		if patterns, wrong = c.Apply(patterns, defaults); wrong == nil && !c.None() {
			n.Excluded = nil
			for _, pattern := range patterns {
				e := known[pattern]
				e.Pattern = pattern
				n.Excluded = append(n.Excluded, e)
			}
		}
		return api.Exclusions{Patterns: slices.Clone(n.Excluded), Counting: n.Counting}
	})
	if err == nil {
		err = wrong
	}
	return now, err
}
