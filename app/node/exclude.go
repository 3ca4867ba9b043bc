package node

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"hinny/app/api"
	"hinny/share/library"
	"hinny/share/statefile"
)

const (
	// exclusionsName is where the patterns are remembered that hide files. There
	// is no such file while they are the defaults.
	exclusionsName = "exclusions.json"
	// maxExclusionsFile bounds the file: 500 patterns of 255 bytes, and what
	// JSON makes of strange characters.
	maxExclusionsFile = 1 << 20
)

var _ api.Excluder = (*Node)(nil)

// loadExclusions hides what was hidden in the last run. It must be known before
// anything is shared: what somebody hid is not shown because a file is damaged.
func (n *Node) loadExclusions() error {
	path := n.inHome(exclusionsName)
	var patterns []string
	err := statefile.ReadJSON(path, maxExclusionsFile, &patterns)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err == nil {
		err = n.library.SetExclusions(patterns)
	}
	if err != nil {
		return fmt.Errorf("read what hides files in %s: %w; correct the file, or move it away to have the defaults", path, err)
	}
	return nil
}

// Exclude implements api.Excluder.
func (n *Node) Exclude(_ context.Context, change api.ExclusionChange) (api.Exclusions, error) {
	n.ticking.Lock()
	defer n.ticking.Unlock()
	if !change.None() {
		if err := n.changeExclusions(change); err != nil {
			return api.Exclusions{}, err
		}
	}
	list, counting := n.library.Exclusions()
	out := api.Exclusions{Patterns: make([]api.Exclusion, 0, len(list)), Counting: counting}
	for _, e := range list {
		out.Patterns = append(out.Patterns, api.Exclusion(e))
	}
	return out, nil
}

// changeExclusions puts a change in force and remembers it.
func (n *Node) changeExclusions(change api.ExclusionChange) error {
	list, _ := n.library.Exclusions()
	before := make([]string, 0, len(list))
	for _, e := range list {
		before = append(before, e.Pattern)
	}
	next, err := change.Apply(before, library.DefaultExclusions())
	if err != nil {
		return err
	}
	if err := n.library.SetExclusions(next); err != nil {
		return told(api.CodeUsage, err)
	}
	if err := n.rememberExclusions(next, change); err != nil {
		return told(api.CodeFailed, errors.Join(err, n.library.SetExclusions(before)))
	}
	return nil
}

// rememberExclusions writes exclusions.json, or takes it away where the
// defaults hold: they may be better ones in another version.
func (n *Node) rememberExclusions(patterns []string, change api.ExclusionChange) error {
	path := n.inHome(exclusionsName)
	if change.Reset && len(change.Remove)+len(change.Add) == 0 {
		if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("forget what hides files: %w", err)
		}
		return nil
	}
	if err := statefile.WriteJSON(path, patterns); err != nil {
		return fmt.Errorf("remember what hides files: %w", err)
	}
	return nil
}
