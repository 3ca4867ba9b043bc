package api

import (
	"context"

	"hinny/share"
)

// Priority says which downloads come first when not all can run at once.
type Priority string

// The priorities.
const (
	PriorityLow    Priority = "low"
	PriorityNormal Priority = "" // "normal" for a person
	PriorityHigh   Priority = "high"
	PriorityFirst  Priority = "first" // does not even wait for a place
)

// ParsePriority reads what a person calls a priority.
func ParsePriority(text string) (p Priority, ok bool) {
	switch p = Priority(text); p {
	case "normal":
		return PriorityNormal, true
	case PriorityLow, PriorityNormal, PriorityHigh, PriorityFirst:
		return p, true
	}
	return PriorityNormal, false
}

// Prioritizer is a Backend whose downloads have priorities.
type Prioritizer interface {
	// SetPriority says how urgent a download is, or all files of a collection
	// that was ordered.
	SetPriority(ctx context.Context, root share.RootHash, p Priority) error
}

var _ Prioritizer = (*Client)(nil)

// urgency is what SetPriority sends.
type urgency struct {
	Root     share.RootHash `json:"root"`
	Priority Priority       `json:"priority"`
}

// SetPriority implements Prioritizer.
func (c *Client) SetPriority(ctx context.Context, root share.RootHash, p Priority) error {
	return tell(ctx, c, cmdPriority, urgency{root, p})
}
