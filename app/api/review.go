package api

import "context"

// Review is what sharing a folder would make public, before it is shared.
// Paths in it are relative to the folder, with slashes.
type Review struct {
	Path       string        `json:"path"`
	Name       string        `json:"name"`              // what others would see instead of the path
	Refused    string        `json:"refused,omitempty"` // why it cannot be shared; then nothing was looked at
	Files      int           `json:"files"`             // that would be shared
	Bytes      int64         `json:"bytes"`
	Kinds      []ReviewGroup `json:"kinds"`      // what would be shared; Why is a share.Kind
	Largest    []ReviewFile  `json:"largest"`    // the largest first
	Surprising []ReviewGroup `json:"surprising"` // would be shared and was perhaps not meant, by why
	Hidden     []ReviewGroup `json:"hidden"`     // would not be shared, by why; a folder counts once
	Cut        bool          `json:"cut"`        // it has more than was looked at
}

// ReviewGroup is some of the files of a Review.
type ReviewGroup struct {
	Why      string   `json:"why"`
	Count    int      `json:"count"`
	Bytes    int64    `json:"bytes"`
	Examples []string `json:"examples"` // the first few
}

// ReviewFile is one file of a Review.
type ReviewFile struct {
	Rel  string `json:"rel"`
	Size int64  `json:"size"`
}

// Reviewer is a Backend that can say what sharing a folder would make public.
type Reviewer interface {
	// ReviewFolder looks at a folder and shares nothing. It takes seconds for a
	// million files.
	ReviewFolder(ctx context.Context, path string) (Review, error)
}

var _ Reviewer = (*Client)(nil)

// ReviewFolder implements Reviewer.
func (c *Client) ReviewFolder(ctx context.Context, path string) (Review, error) {
	return ask[Review](ctx, c, cmdReviewFolder, text{path})
}
