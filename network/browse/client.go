package browse

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/libp2p/go-libp2p/core/network"
	"github.com/libp2p/go-libp2p/core/peer"

	"hinny/network/wire"
)

// Errors of the other side that a person can act on.
var (
	// ErrRefused means that the peer's user does not show the list.
	ErrRefused = errors.New("the peer does not let others browse its files")
	// ErrBusy means that too many lists are being read from the peer.
	ErrBusy = errors.New("the peer is busy with other lists; try again in a moment")
	// ErrFailed means that the peer could not read its own list.
	ErrFailed = errors.New("the peer cannot read its list now; try again later")
)

// Browse asks a peer for its list and calls found with each file, in the
// bytewise order of Rel, until found returns false, the list or ctx ends. A
// list that breaks the protocol ends in ErrBadList; what came before it has
// already been given to found.
func (s *Service) Browse(ctx context.Context, id peer.ID, found func(Entry) bool) error {
	stream, err := s.opts.Host.NewStream(network.WithAllowLimitedConn(ctx, "browse"), id, ID)
	if err != nil {
		return fmt.Errorf("ask %s for its files: %w", id, err)
	}
	defer func() { _ = stream.Reset() }() // frees the stream, however it ended
	stop := context.AfterFunc(ctx, func() { _ = stream.Reset() })
	defer stop()
	err = s.read(stream, found)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		return fmt.Errorf("read the files of %s: %w", id, err)
	}
	return nil
}

func (s *Service) read(stream network.Stream, found func(Entry) bool) error {
	_ = stream.SetDeadline(time.Now().Add(maxPause))
	if err := wire.Write(stream, &wire.BrowseRequest{}); err != nil {
		return err
	}
	if err := stream.CloseWrite(); err != nil {
		return err
	}
	reader := wire.NewReader(stream, maxPage)
	list := list{found: found}
	for {
		_ = stream.SetReadDeadline(time.Now().Add(maxPause))
		page := &wire.BrowsePage{}
		if err := reader.Read(page); err != nil {
			if errors.Is(err, io.EOF) {
				err = io.ErrUnexpectedEOF
			}
			return err
		}
		if done, err := list.take(page); done || err != nil {
			return err
		}
	}
}

// list is a foreign list while it is read.
type list struct {
	found func(Entry) bool
	after string // the name of the last entry
	count int
}

// take checks one page and hands its entries on. It reports whether nothing
// more is wanted.
func (l *list) take(page *wire.BrowsePage) (done bool, err error) {
	switch page.GetStatus() {
	case wire.BrowsePage_OK:
	case wire.BrowsePage_REFUSED:
		return true, ErrRefused
	case wire.BrowsePage_BUSY:
		return true, ErrBusy
	default:
		return true, ErrFailed
	}
	entries := page.GetEntries()
	if len(entries) > pageEntries {
		return true, fmt.Errorf("%w: %d entries on a page, at most %d", ErrBadList, len(entries), pageEntries)
	}
	if len(entries) == 0 && !page.GetLast() {
		return true, fmt.Errorf("%w: an empty page before the last", ErrBadList)
	}
	if l.count += len(entries); l.count > maxList {
		return true, fmt.Errorf("%w: over %d files", ErrBadList, maxList)
	}
	for _, foreign := range entries {
		entry, err := parse(foreign, l.after)
		if err != nil {
			return true, err
		}
		l.after = entry.Rel
		if !l.found(entry) {
			return true, nil
		}
	}
	return page.GetLast(), nil
}
