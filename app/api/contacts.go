package api

import (
	"context"
	"time"
)

// Contact is a peer that the person knows by a name of his own. Nobody else
// hears of it.
type Contact struct {
	Peer  string    `json:"peer"`
	Name  string    `json:"name"` // no two contacts have the same, whatever the case
	Note  string    `json:"note,omitempty"`
	Since time.Time `json:"since"` // set by the node
}

// Acquainted is a Backend that remembers contacts. Wherever it takes a peer ID
// it takes the name of a contact, too.
type Acquainted interface {
	// SetContact remembers a contact in place of what was known of that peer.
	SetContact(ctx context.Context, c Contact) error
	// ForgetContact forgets the contact with a peer ID or a name; the error for
	// one that is none has CodeNotFound.
	ForgetContact(ctx context.Context, peer string) error
	// Contacts returns all contacts by name.
	Contacts(ctx context.Context) ([]Contact, error)
}

var _ Acquainted = (*Client)(nil)

// SetContact implements Acquainted.
func (c *Client) SetContact(ctx context.Context, to Contact) error {
	return tell(ctx, c, cmdSetContact, to)
}

// ForgetContact implements Acquainted.
func (c *Client) ForgetContact(ctx context.Context, peer string) error {
	return tell(ctx, c, cmdForgetContact, text{peer})
}

// Contacts implements Acquainted.
func (c *Client) Contacts(ctx context.Context) ([]Contact, error) {
	return ask[[]Contact](ctx, c, cmdContacts, nothing{})
}
