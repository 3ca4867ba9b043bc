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

// serveSequence serves the order of downloads of a backend that has it.
func serveSequence(mux *http.ServeMux, b Backend) {
	if s, ok := b.(Sequencer); ok {
		answer(mux, cmdSequential, func(ctx context.Context, in sequence) (nothing, error) {
			return nothing{}, s.SetSequential(ctx, in.Root, in.Sequential)
		})
	}
}
