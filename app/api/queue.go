package api

import (
	"context"
	"net/http"

	"hinny/share"
)

// Place is where downloads are moved among the unfinished ones of their priority.
type Place string

// The places. Up and down are one step from where they are.
const (
	PlaceUp     Place = "up"
	PlaceDown   Place = "down"
	PlaceTop    Place = "top"
	PlaceBottom Place = "bottom"
)

// ParsePlace reads what a person calls a place.
func ParsePlace(text string) (p Place, ok bool) {
	switch p = Place(text); p {
	case PlaceUp, PlaceDown, PlaceTop, PlaceBottom:
		return p, true
	}
	return "", false
}

// Queuer is a Backend whose downloads stand in a queue: by priority, and among
// those of one priority as they were ordered, or as they were moved since. Those
// that do not run yet begin in this order.
type Queuer interface {
	// Move brings unfinished downloads to a place among those of their priority;
	// the root of a collection that was ordered means all of its files. They go one
	// step together, or to one end in the order that they have. One that stands
	// there already stays, and so does what is complete.
	Move(ctx context.Context, roots []share.RootHash, to Place) error
}

var _ Queuer = (*Client)(nil)

// placing is what Move sends.
type placing struct {
	Roots []share.RootHash `json:"roots"`
	To    Place            `json:"to"`
}

// Move implements Queuer.
func (c *Client) Move(ctx context.Context, roots []share.RootHash, to Place) error {
	return tell(ctx, c, cmdMove, placing{roots, to})
}

// serveQueue serves the queue of a backend that has one.
func serveQueue(mux *http.ServeMux, b Backend) {
	if q, ok := b.(Queuer); ok {
		answer(mux, cmdMove, func(ctx context.Context, in placing) (nothing, error) {
			return nothing{}, q.Move(ctx, in.Roots, in.To)
		})
	}
}
