package node

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"hinny/app/api"
	"hinny/network"
	"hinny/share/statefile"
)

const (
	// displayNameFile is where the display name is remembered.
	displayNameFile = "name.json"
	// maxDisplayNameFile bounds it: one name of a few words.
	maxDisplayNameFile = 1 << 12
)

// chosenName is name.json.
type chosenName struct {
	Name string `json:"name"`
}

// loadDisplayName reads the name. Without one that can be read others see the
// user ID alone, which is said.
func (n *Node) loadDisplayName() {
	path := n.inHome(displayNameFile)
	var chosen chosenName
	err := statefile.ReadJSON(path, maxDisplayNameFile, &chosen)
	if errors.Is(err, fs.ErrNotExist) {
		return
	}
	if err != nil {
		n.tell(fmt.Sprintf("Others do not see your name, because %s cannot be read (%v); choose it again.", path, err))
		return
	}
	n.displayName.set(network.DisplayName(chosen.Name))
}

var _ api.Introducer = (*Node)(nil)

// SetDisplayName implements api.Introducer.
func (n *Node) SetDisplayName(_ context.Context, name string) error {
	name = strings.TrimSpace(name)
	if seen := network.DisplayName(name); seen != name {
		return &api.Error{Code: api.CodeUsage, Message: fmt.Sprintf("others would see the name %q as %q; give one of at most %d letters on one line", name, seen, network.MaxDisplayName)}
	}
	if err := statefile.WriteJSON(n.inHome(displayNameFile), chosenName{name}); err != nil {
		return told(api.CodeFailed, fmt.Errorf("remember the name: %w", err))
	}
	n.displayName.set(name)
	return nil
}
