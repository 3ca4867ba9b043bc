package api

import (
	"context"
	"net/http"

	"hinny/share"
)

// Category is what downloads can be filed under.
type Category struct {
	Name   string `json:"name"`             // no two have the same, whatever the case
	Folder string `json:"folder,omitempty"` // where its downloads go; empty: where they would go anyway
	Color  string `json:"color,omitempty"`  // one of CategoryColors; empty: none
}

// CategoryColors are the colours of categories, by name: what they look like is
// the window's business.
func CategoryColors() []string {
	return []string{"red", "orange", "green", "teal", "blue", "purple"}
}

// Categorizer is a Backend whose downloads have categories.
type Categorizer interface {
	// Categories returns all categories by name.
	Categories(ctx context.Context) ([]Category, error)
	// SetCategory adds a category, or changes the one with that name. Downloads
	// that are under way go where they would have gone.
	SetCategory(ctx context.Context, c Category) error
	// RemoveCategory forgets one; what was filed under it is not any more. The
	// error for one that is none has CodeNotFound.
	RemoveCategory(ctx context.Context, name string) error
	// Categorize files a download under a category, or under none if it is
	// empty. One that is unfinished will be finished in the category's folder.
	Categorize(ctx context.Context, root share.RootHash, category string) error
}

var _ Categorizer = (*Client)(nil)

// filing is the argument of Categorize.
type filing struct {
	Root     share.RootHash `json:"root"`
	Category string         `json:"category"`
}

// Categories implements Categorizer.
func (c *Client) Categories(ctx context.Context) ([]Category, error) {
	return ask[[]Category](ctx, c, cmdCategories, nothing{})
}

// SetCategory implements Categorizer.
func (c *Client) SetCategory(ctx context.Context, to Category) error {
	return tell(ctx, c, cmdSetCategory, to)
}

// RemoveCategory implements Categorizer.
func (c *Client) RemoveCategory(ctx context.Context, name string) error {
	return tell(ctx, c, cmdRemoveCategory, text{name})
}

// Categorize implements Categorizer.
func (c *Client) Categorize(ctx context.Context, root share.RootHash, category string) error {
	return tell(ctx, c, cmdCategorize, filing{root, category})
}

// serveCategories serves the categories of a backend that has them.
func serveCategories(mux *http.ServeMux, b Backend) {
	c, ok := b.(Categorizer)
	if !ok {
		return
	}
	answer(mux, cmdCategories, func(ctx context.Context, _ nothing) ([]Category, error) { return c.Categories(ctx) })
	answer(mux, cmdSetCategory, func(ctx context.Context, in Category) (nothing, error) { return nothing{}, c.SetCategory(ctx, in) })
	answer(mux, cmdRemoveCategory, onText(c.RemoveCategory))
	answer(mux, cmdCategorize, func(ctx context.Context, in filing) (nothing, error) {
		return nothing{}, c.Categorize(ctx, in.Root, in.Category)
	})
}
