package api

import (
	"context"
	"net/http"

	"hinny/share"
)

// Sequencer is a Backend whose downloads can come in the order of the file, for
// somebody who watches or reads it meanwhile. The others get the rarest chunks
// first, which is better for everybody else.
type Sequencer interface {
	// SetSequential says whether a download comes in order, or all files of a
	// collection that was ordered.
	SetSequential(ctx context.Context, root share.RootHash, sequential bool) error
}

var _ Sequencer = (*Client)(nil)

// sequence is what SetSequential sends.
type sequence struct {
	Root       share.RootHash `json:"root"`
	Sequential bool           `json:"sequential"`
}

// SetSequential implements Sequencer.
func (c *Client) SetSequential(ctx context.Context, root share.RootHash, sequential bool) error {
	return tell(ctx, c, cmdSequential, sequence{root, sequential})
}

// Renamer is a Backend whose downloads can be called otherwise.
type Renamer interface {
	// Rename says what the file of a download shall be called; the name is made
	// safe. A complete one is renamed where it lies, and nothing is overwritten.
	Rename(ctx context.Context, root share.RootHash, name string) error
}

var _ Renamer = (*Client)(nil)

// renaming is what Rename sends.
type renaming struct {
	Root share.RootHash `json:"root"`
	Name string         `json:"name"`
}

// Rename implements Renamer.
func (c *Client) Rename(ctx context.Context, root share.RootHash, name string) error {
	return tell(ctx, c, cmdRename, renaming{root, name})
}

// serveSequence serves the order and the names of downloads of a backend that can change
// them.
func serveSequence(mux *http.ServeMux, b Backend) {
	if s, ok := b.(Sequencer); ok {
		answer(mux, cmdSequential, func(ctx context.Context, in sequence) (nothing, error) {
			return nothing{}, s.SetSequential(ctx, in.Root, in.Sequential)
		})
	}
	if r, ok := b.(Renamer); ok {
		answer(mux, cmdRename, func(ctx context.Context, in renaming) (nothing, error) {
			return nothing{}, r.Rename(ctx, in.Root, in.Name)
		})
	}
}
