package api

import (
	"context"
	"time"
)

// Contact is a peer that the person knows by a name of his own. Nobody else
// hears of it.
type Contact struct {
	Peer   string    `json:"peer"`
	Name   string    `json:"name"` // no two contacts have the same, whatever the case
	Note   string    `json:"note,omitempty"`
	Friend bool      `json:"friend,omitempty"` // see Befriender
	Since  time.Time `json:"since"`            // set by the node
}

// Acquainted is a Backend that remembers contacts. Wherever it takes a peer ID
// it takes the name of a contact, too.
type Acquainted interface {
	// SetContact remembers a contact in place of what was known of that peer,
	// but for Friend and Since, which stay as they are.
	SetContact(ctx context.Context, c Contact) error
	// ForgetContact forgets the contact with a peer ID or a name; the error for
	// one that is none has CodeNotFound.
	ForgetContact(ctx context.Context, peer string) error
	// Contacts returns all contacts by name.
	Contacts(ctx context.Context) ([]Contact, error)
}

// Befriender is a Backend whose contacts may have a friend slot: they are sent
// chunks before all others who wait, in up to half of the slots.
type Befriender interface {
	// SetFriend gives the contact with a peer ID or a name a friend slot, or
	// takes it away; the error for one that is no contact has CodeNotFound.
	SetFriend(ctx context.Context, peer string, friend bool) error
}

var (
	_ Acquainted = (*Client)(nil)
	_ Befriender = (*Client)(nil)
)

// friendship is the argument of SetFriend.
type friendship struct {
	Peer   string `json:"peer"`
	Friend bool   `json:"friend"`
}

// SetFriend implements Befriender.
func (c *Client) SetFriend(ctx context.Context, peer string, friend bool) error {
	return tell(ctx, c, cmdSetFriend, friendship{peer, friend})
}

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
