package api

import (
	"context"
	"net/http"
)

// HashingPauser is a Backend whose hashing a person can stop for a while.
type HashingPauser interface {
	// PauseHashing stops the hashing until ResumeHashing or the end of the
	// node; Status.HashingPaused tells. Twice is as good as once.
	PauseHashing(ctx context.Context) error
	ResumeHashing(ctx context.Context) error
}

var _ HashingPauser = (*Client)(nil)

// PauseHashing implements HashingPauser.
func (c *Client) PauseHashing(ctx context.Context) error {
	return tell(ctx, c, cmdPauseHashing, nothing{})
}

// ResumeHashing implements HashingPauser.
func (c *Client) ResumeHashing(ctx context.Context) error {
	return tell(ctx, c, cmdResumeHashing, nothing{})
}

// serveHashing serves the pause of a backend that has one.
func serveHashing(mux *http.ServeMux, b Backend) {
	if p, ok := b.(HashingPauser); ok {
		answer(mux, cmdPauseHashing, func(ctx context.Context, _ nothing) (nothing, error) { return nothing{}, p.PauseHashing(ctx) })
		answer(mux, cmdResumeHashing, func(ctx context.Context, _ nothing) (nothing, error) { return nothing{}, p.ResumeHashing(ctx) })
	}
}
