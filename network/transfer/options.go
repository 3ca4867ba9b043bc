package transfer

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"time"

	"github.com/libp2p/go-libp2p/core/host"
	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/libp2p/go-libp2p/core/protocol"

	"hinny/network/credit"
	"hinny/network/limit"
	"hinny/network/picker"
	"hinny/network/queue"
	"hinny/share"
	"hinny/share/merkle"
	"hinny/share/part"
)

// The protocols of this package.
const (
	ControlID = protocol.ID("/hinny/xfer/1.0.0")
	DataID    = protocol.ID("/hinny/data/1.0.0")
)

// Limits of the wire.
const (
	// maxFrame holds the bitfield of the largest file, 128 KiB, and the rest
	// of an Opened.
	maxFrame = 192 << 10
	// maxInline is the largest outboard or file that rides in an Opened: it
	// saves a round trip for files up to 128 MiB, and small ones entirely.
	maxInline = 32 << 10
	// maxGifts is how many bytes of small files one peer gets without a slot:
	// a list, a few pictures, no library.
	maxGifts = 1 << 20
	// maxName bounds the name a provider gives a file.
	maxName = 1024
	// maxList bounds the chunks of one Have and the requests of one Cancel.
	maxList = 4096
	// maxPeers is the most peers in one exchange, and exchangeEvery the
	// least time between two (BEP 11) after the first earlyExchanges, which
	// go out at once: a swarm that begins must find itself in seconds.
	maxPeers       = 50
	exchangeEvery  = time.Minute
	earlyExchanges = 16
	// maxIntroduced bounds who is remembered as named to one asker.
	maxIntroduced = 512
	// maxRecord bounds one signed peer record.
	maxRecord = 4 << 10
)

// Deadlines.
const (
	controlTimeout = 30 * time.Second // a control message, a dial, an answer to Open
	dataTimeout    = 20 * time.Second // progress of a block that has begun to arrive
	// slowReader is how long a block of 256 KiB may take to be taken off our
	// hands: below 9 kB/s it costs more than it gives.
	slowReader = 30 * time.Second
	// idleLink is how long a link without a session is kept for the next file.
	idleLink = 20 * time.Second
	// idleData is how long a served data stream may be quiet.
	idleData = 5 * time.Minute
)

// Limits are the numbers a user or a test may change. The zero value of each
// means its default.
type Limits struct {
	Streams   int   // data streams to one provider; default 2
	Senders   int   // providers of one file that are asked at once; default 16
	Known     int   // providers of one file that are remembered; default 64
	Downloads int   // files that are fetched at once, four small ones for each; default 32
	Clients   int   // peers that are served at once; default 128
	Sessions  int   // files one peer may have open; default 256
	Reads     int   // disk reads for others at once; default 16
	Memory    int64 // bytes of receive buffers; default 128 MiB
	Picker    picker.Policy
	Queue     queue.Policy
}

func (l Limits) withDefaults() Limits {
	for _, d := range []struct {
		field *int
		value int
	}{
		{&l.Streams, 2},
		{&l.Senders, 16},
		{&l.Known, 64},
		{&l.Downloads, 32},
		{&l.Clients, 128},
		{&l.Sessions, 256},
		{&l.Reads, 16},
	} {
		if *d.field <= 0 {
			*d.field = d.value
		}
	}
	if l.Memory < 4*share.MaxChunkSize {
		l.Memory = 128 << 20
	}
	if l.Picker == (picker.Policy{}) {
		l.Picker = picker.DefaultPolicy()
	}
	if l.Queue == (queue.Policy{}) {
		l.Queue = queue.DefaultPolicy()
	}
	return l
}

// maxDataStreams is how many data streams one peer may open to us. We open
// Limits.Streams; others may find more useful.
const maxDataStreams = 4

// Library opens complete files for serving. share.ErrNotFound means that there
// is none with this root.
type Library interface {
	Open(root share.RootHash) (Source, error)
}

// Source is one complete file. It is safe for concurrent use.
type Source interface {
	io.ReaderAt
	Manifest() *merkle.Manifest
	Name() string
	// Check returns share.ErrChanged when the file is no longer what was
	// hashed. What was read before it is only sent after it.
	Check() error
	Close()
}

// Finder finds providers by other means than the peers of the file.
type Finder interface {
	// FindProviders calls found until it has no more or ctx ends.
	FindProviders(ctx context.Context, root share.RootHash, found func(peer.AddrInfo))
	// Advertise says that this peer has chunks of root. It does not block.
	Advertise(root share.RootHash)
}

// Options wires a Manager. Finder, Credits, Limiter, Friend and Completed may be nil.
type Options struct {
	Host    host.Host
	Library Library
	Parts   *part.Store
	Finder  Finder
	Credits *credit.Book   // nil: begun anew, and forgotten at the end
	Limiter *limit.Limiter // nil: no limits
	// Friend says who is served before all others that wait; nil: nobody.
	Friend func(id string) bool
	// Completed is told of each file that lies under its final name, before
	// the download is shown as complete.
	Completed func(ctx context.Context, root share.RootHash, path string, m *merkle.Manifest)
	Log       *slog.Logger
	Limits    Limits
}

// Order is the wish for one file.
type Order struct {
	Root       share.RootHash
	Size       int64  // bytes, or -1 when not known; only shown until a provider proves it
	Name       string // wanted; empty: what a provider calls it
	Out        string // folder the finished file goes to
	Providers  []peer.AddrInfo
	Paused     bool
	Priority   Priority
	Category   string // what the person files it under; nothing here depends on it
	Sequential bool   // its chunks come in the order of the file, for somebody who watches it meanwhile
	// Turn is where it stands among the downloads of its priority, smaller first.
	// Get gives it, behind all others; see Move.
	Turn int64
}

// Errors that callers choose by.
var (
	errClosed   = errors.New("the transfer manager has ended")
	errLeft     = errors.New("we ask for nothing any more")
	errGarbage  = errors.New("breaks the protocol")
	errRefused  = errors.New("refused")
	errSizeLie  = fmt.Errorf("%w: lies about the size", errGarbage)
	errNoHolder = errors.New("holds nothing of the file")
	errBusy     = errors.New("has no slot for us now")
)
