package api

import (
	"context"
	"time"

	"hinny/share"
)

// SavedSearch is a search that the node repeats by itself.
type SavedSearch struct {
	Text  string    `json:"text"`
	Asked time.Time `json:"asked"` // when the network was asked last; zero: not yet
	New   []News    `json:"new"`   // found since it was looked at last, oldest first
}

// News is one content that a saved search did not find before.
type News struct {
	Root share.RootHash `json:"root"`
	Name string         `json:"name"`
	Size int64          `json:"size"`
	When time.Time      `json:"when"`
}

// Saver is a Backend that repeats searches by itself.
type Saver interface {
	// SaveSearch has a search repeated from now on. What its first run finds is
	// not news.
	SaveSearch(ctx context.Context, text string) error
	// ForgetSearch ends that.
	ForgetSearch(ctx context.Context, text string) error
	// SavedSearches returns all of them, as they were saved.
	SavedSearches(ctx context.Context) ([]SavedSearch, error)
	// LookedAt says that the news of a search were seen; then they are none.
	LookedAt(ctx context.Context, text string) error
}

var _ Saver = (*Client)(nil)

// SaveSearch implements Saver.
func (c *Client) SaveSearch(ctx context.Context, query string) error {
	return tell(ctx, c, cmdSaveSearch, text{query})
}

// ForgetSearch implements Saver.
func (c *Client) ForgetSearch(ctx context.Context, query string) error {
	return tell(ctx, c, cmdForgetSearch, text{query})
}

// SavedSearches implements Saver.
func (c *Client) SavedSearches(ctx context.Context) ([]SavedSearch, error) {
	return ask[[]SavedSearch](ctx, c, cmdSavedSearches, nothing{})
}

// LookedAt implements Saver.
func (c *Client) LookedAt(ctx context.Context, query string) error {
	return tell(ctx, c, cmdLookedAt, text{query})
}

// onText serves a command that takes a text and has no answer.
func onText(do func(context.Context, string) error) func(context.Context, text) (nothing, error) {
	return func(ctx context.Context, in text) (nothing, error) { return nothing{}, do(ctx, in.Text) }
}
