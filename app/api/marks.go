package api

import (
	"context"
	"time"

	"hinny/share"
)

// Mark is what a person thinks of a content.
type Mark string

// The marks.
const (
	MarkNone   Mark = ""
	MarkFake   Mark = "fake"   // it is not what its name says: last among the results
	MarkHidden Mark = "hidden" // it is not to be seen among the results
)

// Marked is one content that a person thinks something of.
type Marked struct {
	Root share.RootHash `json:"root"`
	Name string         `json:"name"` // as it was seen when it was marked
	Mark Mark           `json:"mark"`
	When time.Time      `json:"when"` // set by the node
}

// Marker is a Backend that remembers what a person thinks of contents.
type Marker interface {
	// Mark remembers a mark in place of the one before; MarkNone takes it away.
	// Searches that run keep the results they gave already.
	Mark(ctx context.Context, m Marked) error
	// Marks returns all marks, the newest first.
	Marks(ctx context.Context) ([]Marked, error)
}

var _ Marker = (*Client)(nil)

// Mark implements Marker.
func (c *Client) Mark(ctx context.Context, m Marked) error { return tell(ctx, c, cmdMark, m) }

// Marks implements Marker.
func (c *Client) Marks(ctx context.Context) ([]Marked, error) {
	return ask[[]Marked](ctx, c, cmdMarks, nothing{})
}
