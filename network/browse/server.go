package browse

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/libp2p/go-libp2p/core/host"
	"github.com/libp2p/go-libp2p/core/network"
	"github.com/libp2p/go-libp2p/core/protocol"

	"hinny/network/wire"
	"hinny/share"
)

// ID is the protocol, with its version.
const ID protocol.ID = "/hinny/browse/1.0.0"

// Limits of one list.
const (
	maxRequest  = 8 << 10 // bytes: a longest name and a number
	maxPage     = 1 << 20 // bytes a frame
	pageEntries = 1000    // entries a page
	pageBytes   = 512 << 10
	// maxList bounds a list: a million files are more than a library is
	// tuned for, and about 100 MB on the wire.
	maxList = 1_000_000
	// maxPause is how long one side waits for the other to move.
	maxPause = 30 * time.Second
	// maxReaders is how many lists are read from us at once.
	maxReaders = 16
	// entryOverhead bounds what an entry takes beyond its name.
	entryOverhead = 64
)

// Lister lists the shared files in the bytewise order of Rel.
type Lister interface {
	// List returns up to limit files whose Rel sorts after the given one.
	List(ctx context.Context, after string, limit int) ([]share.File, error)
}

// Options wires a Service.
type Options struct {
	Host   host.Host
	Lister Lister // nil: every request is refused, by the user's will
	Log    *slog.Logger
}

// Service answers and asks for lists.
type Service struct {
	opts    Options
	readers chan struct{} // holds one token for each list being read
}

// New returns a Service that answers nothing until Run.
func New(o Options) *Service {
	return &Service{opts: o, readers: make(chan struct{}, maxReaders)}
}

// Run answers requests until ctx ends, and waits for the answers under way,
// which end at once.
func (s *Service) Run(ctx context.Context) error {
	var running sync.WaitGroup
	var mu sync.Mutex // orders the last Add before Wait
	stopped := false
	s.opts.Host.SetStreamHandler(ID, func(stream network.Stream) {
		mu.Lock()
		if stopped {
			mu.Unlock()
			_ = stream.Reset()
			return
		}
		running.Add(1)
		mu.Unlock()
		defer running.Done()
		s.serve(ctx, stream)
	})
	<-ctx.Done()
	s.opts.Host.RemoveStreamHandler(ID)
	mu.Lock()
	stopped = true
	mu.Unlock()
	running.Wait()
	return nil
}

func (s *Service) serve(ctx context.Context, stream network.Stream) {
	stop := context.AfterFunc(ctx, func() { _ = stream.Reset() })
	defer stop()
	err := s.answer(ctx, stream)
	if err != nil {
		_ = stream.Reset()
		s.opts.Log.Debug("a list was not read to its end", "peer", stream.Conn().RemotePeer().String(), "error", err)
		return
	}
	_ = stream.Close()
}

func (s *Service) answer(ctx context.Context, stream network.Stream) error {
	_ = stream.SetDeadline(time.Now().Add(maxPause))
	var request wire.BrowseRequest
	if err := wire.NewReader(stream, maxRequest).Read(&request); err != nil {
		return fmt.Errorf("read the request: %w", err)
	}
	if s.opts.Lister == nil {
		return wire.Write(stream, &wire.BrowsePage{Status: wire.BrowsePage_REFUSED, Last: true})
	}
	select {
	case s.readers <- struct{}{}:
		defer func() { <-s.readers }()
	default:
		return wire.Write(stream, &wire.BrowsePage{Status: wire.BrowsePage_BUSY, Last: true})
	}
	left := maxList
	if limit := request.GetLimit(); limit > 0 {
		left = int(min(limit, maxList))
	}
	return s.send(ctx, stream, request.GetAfter(), left)
}

// send writes pages until the list or the limit ends.
func (s *Service) send(ctx context.Context, stream network.Stream, after string, left int) error {
	for {
		want := min(pageEntries, left)
		files, err := s.opts.Lister.List(ctx, after, want)
		if err != nil {
			s.opts.Log.Error("the shared files cannot be listed for a peer", "error", err)
			return wire.Write(stream, &wire.BrowsePage{Status: wire.BrowsePage_FAILED, Last: true})
		}
		page, last, err := fill(files[:min(len(files), want)], after)
		if err != nil {
			return err
		}
		after = last
		left -= len(page.Entries)
		page.Last = len(files) == 0 || left <= 0
		_ = stream.SetDeadline(time.Now().Add(maxPause))
		if len(page.Entries) > 0 || page.Last {
			if err := wire.Write(stream, page); err != nil {
				return fmt.Errorf("send a page: %w", err)
			}
		}
		if page.Last {
			return nil
		}
	}
}

// fill makes a page of as many files as fit and returns the name it ends
// after. Files whose names cannot be sent are passed over.
func fill(files []share.File, after string) (page *wire.BrowsePage, last string, err error) {
	page, last = &wire.BrowsePage{}, after
	room := pageBytes
	for _, file := range files {
		if file.Rel <= last {
			return nil, "", fmt.Errorf("list the shared files: %q does not sort after %q", file.Rel, last)
		}
		if checkName(file.Rel) != nil || file.Root.IsZero() {
			last = file.Rel
			continue
		}
		if room -= len(file.Rel) + entryOverhead; room < 0 {
			break
		}
		last = file.Rel
		page.Entries = append(page.Entries, &wire.BrowseEntry{Root: file.Root[:], Rel: file.Rel, Size: uint64(file.Size)})
	}
	return page, last, nil
}
