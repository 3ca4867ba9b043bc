package flood

import (
	"encoding/hex"
	"time"

	"hinny/share"
)

// IDSize is the length of a query ID in bytes: random, so that nobody meets
// another's by chance.
const IDSize = 16

// ID is the identity of one query while it floods.
type ID [IDSize]byte

// String returns the first 8 hexadecimal digits, for logs.
func (id ID) String() string { return hex.EncodeToString(id[:4]) }

// Query is the message that floods.
type Query struct {
	ID     ID
	TTL    int    // hops it may still go, this one included
	Budget int    // query messages the receiver may cause
	Want   int    // peers whose answers the searcher can use
	Wave   int    // how often the searcher went on with this ID; who answered an earlier wave only passes it on
	Text   string // index/query's written form
}

// Hit is one file that matches.
type Hit struct {
	Root share.RootHash
	Name string
	Size int64 // bytes
	Meta share.Meta
}

// Hits is the answer of one provider to one query.
type Hits struct {
	ID       ID
	Provider string // whose files they are, in the driver's words
	Hits     []Hit
	Rate     share.RateClass // that a download may expect, as the provider says
	Sealed   []byte          // the signed form, passed on as it is
}

// SearchID numbers the searches of this peer.
type SearchID uint64

// Action is what the driver must do: one of SendQuery, Answer, SendHits,
// SendStatus, SendCancel, Stop, Deliver, Drop, Silent and Disconnect.
type Action[P comparable] interface{ action(P) }

// SendQuery sends a query to a neighbour.
type SendQuery[P comparable] struct {
	To    P
	Query Query
}

// Answer asks the driver to search the library and to hand what it finds to
// State.Answered.
type Answer[P comparable] struct {
	From  P // the neighbour on whose account it is
	Query Query
}

// SendHits sends hits one hop back towards the searcher.
type SendHits[P comparable] struct {
	To   P
	Hits Hits
}

// SendStatus tells the searcher's side how many more peers were asked.
type SendStatus[P comparable] struct {
	To    P
	ID    ID
	Asked int
}

// SendCancel tells a neighbour that nobody waits for its hits any more.
type SendCancel[P comparable] struct {
	To P
	ID ID
}

// Stop says that an Answer that was not carried out yet need not be.
type Stop[P comparable] struct{ ID ID }

// Deliver hands hits to a search of our own.
type Deliver[P comparable] struct {
	Search SearchID
	Hits   Hits // without what this search was told before
}

// Drop says that a message of a neighbour went no further.
type Drop[P comparable] struct {
	From   P
	ID     ID
	Reason Reason
}

// Silent says that a neighbour took many queries and let nothing be heard of
// any: it should be replaced. Where neighbours are few it is never said.
type Silent[P comparable] struct{ Peer P }

// Disconnect says that a neighbour asks for far more than its share.
type Disconnect[P comparable] struct{ Peer P }

func (SendQuery[P]) action(P)  {}
func (Answer[P]) action(P)     {}
func (SendHits[P]) action(P)   {}
func (SendStatus[P]) action(P) {}
func (SendCancel[P]) action(P) {}
func (Stop[P]) action(P)       {}
func (Deliver[P]) action(P)    {}
func (Drop[P]) action(P)       {}
func (Silent[P]) action(P)     {}
func (Disconnect[P]) action(P) {}

// Reason is why a message was dropped.
type Reason int

// The reasons.
const (
	Duplicate Reason = iota // the ID or the provider's answer was here before
	OverRate                // the neighbour asks too fast
	BadQuery                // no hops, or a text that is too long
	Stranger                // not from a neighbour
	NotAsked                // hits to a query that neighbour was not sent
	Late                    // hits after the window
	Full                    // over a cap on hits
	Gone                    // the way back is gone
)

// String names the reason for logs.
func (r Reason) String() string {
	names := [...]string{"duplicate", "over rate", "bad query", "stranger", "not asked", "late", "full", "way back gone"}
	if r < 0 || int(r) >= len(names) {
		return "unknown"
	}
	return names[r]
}

// Report is what is known here about the flooding of one search.
type Report struct {
	Asked     int  // different neighbours asked
	Reached   int  // peers in the network whose library was searched, as far as others told
	Rounds    int  // rounds flooded
	Messages  int  // query messages this peer sent
	Budget    int  // most messages the rounds may have caused in the network
	Hits      int  // hits delivered
	Providers int  // peers they came from
	Done      bool // no further round follows unless More is called
	Started   time.Duration
}
