package search

import (
	"context"
	"log/slog"
	"time"

	"github.com/libp2p/go-libp2p/core/host"
	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/libp2p/go-libp2p/core/protocol"

	"hinny/index/query"
	"hinny/network/flood"
	"hinny/network/overlay"
	"hinny/share"
)

// ID is the protocol between neighbours.
const ID protocol.ID = "/hinny/search/1.0.0"

// Limits of one link and of the whole service.
const (
	// maxFrame is a sealed answer of 20 hits with names of 1,024 bytes, with
	// room; everything else is far smaller.
	maxFrame = 64 << 10
	// readTimeout is how long a neighbour may say nothing; pingAfter makes an
	// honest one speak twice in that time.
	readTimeout = 2 * time.Minute
	pingAfter   = 45 * time.Second
	// writeTimeout bounds one frame to a neighbour that does not read.
	writeTimeout = 30 * time.Second
	// maxInbox is what readers may post before they wait for the loop.
	maxInbox = 256
	// maxCandidates bounds candidates that wait for the loop.
	maxCandidates = 256
	// answering is how many index searches for others run at once: the library
	// belongs to its user first.
	answering = 2
	// answerTimeout is when an index search for others is given up. The index
	// answers in milliseconds; a second is a machine that is very busy.
	answerTimeout = time.Second
	// banTime is how long a peer that asked for far too much is refused, as
	// eMule does; faultTime is the same for who sent something forged, malformed
	// or too large, which might be an honest program's mistake. maxBanned bounds
	// the list, the oldest is forgiven first.
	banTime   = 2 * time.Hour
	faultTime = 10 * time.Minute
	maxBanned = 1024
	// addrLife is how long addresses learnt from gossip are kept for a dial.
	addrLife = 10 * time.Minute
)

// Answerer searches the library for others.
type Answerer interface {
	// Answer returns at most limit files that match, best first. It returns
	// early when ctx ends.
	Answer(ctx context.Context, q query.Query, limit int) ([]share.File, error)
}

// Options is what a Service needs.
type Options struct {
	Host     host.Host
	Answerer Answerer               // nil: nothing is shared
	Names    Names                  // for the digest of what is shared; nil: none is sent, and neighbours ask more than they need
	Rate     func() share.RateClass // that one more download from here may expect; nil: it is not said
	// Overheard is told the names, artists, albums and titles in answers to us
	// and in those that we pass on, by several goroutines at a time; nil: nobody
	// listens.
	Overheard func(text string)
	Log       *slog.Logger
	Flood     flood.Policy   // zero: flood.DefaultPolicy
	Overlay   overlay.Policy // zero: overlay.DefaultPolicy
}

// Hit is one file that a provider says it has. It is a claim: the content is
// verified when it is fetched.
type Hit struct {
	Root     share.RootHash
	Name     string          // as the provider calls it; not safe as a file name
	Size     int64           // bytes
	Meta     share.Meta      // what the file says of itself, within its bounds
	Rate     share.RateClass // that a download may expect, as the provider says
	Provider peer.AddrInfo
	Network  string // where the provider says it is: peers of one may be one person
}

// Report is what is known here about the flooding of one search.
type Report = flood.Report
