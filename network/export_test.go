package network

import (
	"context"

	"hinny/index/query"
)

// AskByWords lets tests look up words without a flood beside it.
func (n *Network) AskByWords(ctx context.Context, q query.Query, found func(Hit)) {
	n.askByWords(ctx, q, &telling{events: SearchEvents{Found: found}})
}
