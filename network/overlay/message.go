package overlay

import "hinny/network/flood"

// Entry is a peer with its own signed record, which tells how to reach it. The
// record is empty where only this machine knows the address.
type Entry[P comparable] struct {
	Peer   P
	Record []byte
	Group  string // the part of the internet it is in, as the driver tells them apart; empty: none, as on a LAN
}

// Kind says what a Message is.
type Kind int

// The kinds of messages.
const (
	Hello       Kind = iota + 1 // may I be your neighbour; Entries holds the sender itself
	Welcome                     // you are; Entries holds the sender, then others to try
	Bye                         // you are not, or no more; Entries holds others to try
	ForwardJoin                 // a newcomer on its walk; Entries holds it
	Shuffle                     // some peers I know, tell me some of yours
	Shuffled                    // the answer
)

// Message is what neighbours say about membership.
type Message[P comparable] struct {
	Kind    Kind
	Urgent  bool // Hello: the sender has no neighbour
	Leaf    bool // Hello, Welcome, Bye: the sender is a leaf
	TTL     int  // ForwardJoin: hops left
	Entries []Entry[P]
}

// Action is what the driver must do: one of Connect, Send, Link, Close and
// Become.
type Action[P comparable] interface{ action(P) }

// Connect dials a peer. The driver answers with State.Opened or State.Failed.
type Connect[P comparable] struct{ Entry Entry[P] }

// Send sends a message over the link to a peer.
type Send[P comparable] struct {
	To      P
	Message Message[P]
}

// Link says that a peer became a neighbour, or that it has another role now.
type Link[P comparable] struct {
	Peer P
	Role flood.Role
}

// Become says that our own role has changed.
type Become[P comparable] struct{ Role flood.Role }

// Close ends the link or the dial to a peer once what was sent has left. If it
// was a neighbour it is none any more.
type Close[P comparable] struct{ Peer P }

func (Connect[P]) action(P) {}
func (Send[P]) action(P)    {}
func (Link[P]) action(P)    {}
func (Close[P]) action(P)   {}
func (Become[P]) action(P)  {}
