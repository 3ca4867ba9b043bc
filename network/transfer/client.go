package transfer

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"sync"
	"sync/atomic"
	"time"

	"github.com/libp2p/go-libp2p/core/network"
	"github.com/libp2p/go-libp2p/core/peer"
	"golang.org/x/time/rate"

	"hinny/network/limit"
	"hinny/network/wire"
	"hinny/share"
)

// maxCancelled bounds the cancellations of requests that were answered before
// they came; beyond it all are forgotten, and cost at most a chunk each.
const maxCancelled = maxList

// client is our serving side towards one peer.
type client struct {
	m      *Manager
	peer   peer.ID
	name   string // the same in text
	stream network.Stream
	out    *outbox
	local  bool   // on the local network
	net    string // see networkOf
	slot   slot
	turn   chan struct{} // a place for the one stream that waits for what may be sent next
	gifts  atomic.Int64  // bytes that rode in an Opened
	fresh  *rate.Limiter // lists of sections that are made for it

	mu        sync.Mutex
	sessions  map[uint32]*served  // guarded by mu
	cancelled map[uint32]struct{} // guarded by mu
	streams   int                 // guarded by mu; data streams
}

// serveControl is the handler of ControlID.
func (m *Manager) serveControl(stream network.Stream) {
	if !m.enter() {
		_ = stream.Reset()
		return
	}
	defer m.group.Done()
	c := &client{
		m: m, peer: stream.Conn().RemotePeer(), name: stream.Conn().RemotePeer().String(), stream: stream, out: newOutbox(stream),
		local: isLocal(stream.Conn().RemoteMultiaddr()), net: networkOf(stream.Conn().RemoteMultiaddr()),
		turn: make(chan struct{}, 1), fresh: newFresh(), sessions: map[uint32]*served{}, cancelled: map[uint32]struct{}{},
	}
	if err := m.admit(c); err != nil {
		m.log.Info("a peer is not served", "peer", c.peer.String(), "reason", err)
		_ = stream.Reset()
		return
	}
	stop := context.AfterFunc(m.context(), func() { _ = stream.Reset() })
	defer stop()
	var writer sync.WaitGroup
	writer.Go(c.out.run)
	if err := c.read(); errors.Is(err, errGarbage) {
		m.log.Warn("a peer breaks the protocol; its streams are reset", "peer", c.peer.String(), "error", err)
	}
	m.dismiss(c)
	m.slots.leave(c)
	_ = stream.Reset()
	c.out.close()
	writer.Wait()
	c.closeAll()
}

// read takes what the asker says until the stream ends. A stream without a
// session has to open one in time.
func (c *client) read() error {
	reader := wire.NewReader(c.stream, maxFrame)
	for {
		var deadline time.Time
		if c.idle() {
			deadline = time.Now().Add(idleLink + controlTimeout)
		}
		_ = c.stream.SetReadDeadline(deadline)
		frame, err := decodeFrame(reader)
		if err != nil {
			return err
		}
		if err := c.handle(frame); err != nil {
			return err
		}
	}
}

func (c *client) idle() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.sessions) == 0
}

func (c *client) handle(frame *wire.TransferFrame) error {
	switch body := frame.GetBody().(type) {
	case *wire.TransferFrame_Open:
		c.out.await() // the answer may hold a small file
		return c.open(body.Open)
	case *wire.TransferFrame_Cancel:
		c.cancel(body.Cancel.GetRequests())
	case *wire.TransferFrame_Close:
		c.drop(body.Close.GetSession())
	}
	return nil
}

// mayEnclose reports whether a small file of n bytes may ride in an Opened. The
// first few need no slot; who wants many is served like everybody else. Under a
// limit they are asked for and wait their turn.
func (c *client) mayEnclose(n int) bool {
	if !c.m.limiter.Open(limit.Up, string(c.peer), c.local) {
		return false
	}
	return c.gifts.Add(int64(n)) <= maxGifts || c.m.slots.holds(c)
}

func (c *client) cancel(ids []uint32) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.cancelled)+len(ids) > maxCancelled {
		clear(c.cancelled)
	}
	for _, id := range ids {
		c.cancelled[id] = struct{}{}
	}
}

// wanted reports whether a request was not cancelled.
func (c *client) wanted(id uint32) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, gone := c.cancelled[id]; gone {
		delete(c.cancelled, id)
		return false
	}
	return true
}

// open begins a session.
func (c *client) open(o *wire.TransferOpen) error {
	root, err := share.RootHashFromBytes(o.GetRoot())
	if err != nil {
		return fmt.Errorf("%w: %w", errGarbage, err)
	}
	s := &served{c: c, id: o.GetSession(), root: root, wantManifest: o.GetWantManifest(), downloading: o.GetDownloading(), defers: o.GetDefers()}
	c.mu.Lock()
	_, twice := c.sessions[s.id]
	full := len(c.sessions) >= c.m.limits.Sessions
	if !twice && !full {
		c.sessions[s.id] = s
	}
	c.mu.Unlock()
	if twice {
		return fmt.Errorf("%w: opens session %d twice", errGarbage, s.id)
	}
	if full {
		c.out.send(refusedFrame(s.id, wire.TransferRefused_BUSY))
		return nil
	}
	if err := s.start(); err != nil {
		c.forget(s.id)
		code := wire.TransferRefused_NOT_FOUND
		if errors.Is(err, share.ErrChanged) {
			code = wire.TransferRefused_CHANGED
		}
		c.out.send(refusedFrame(s.id, code))
		return nil
	}
	c.m.audience.join(s)
	if s.downloading {
		c.m.interested(root, c.peer)
	}
	c.m.exchange(s)
	return nil
}

func (c *client) session(id uint32) *served {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.sessions[id]
}

func (c *client) forget(id uint32) *served {
	c.mu.Lock()
	defer c.mu.Unlock()
	s := c.sessions[id]
	delete(c.sessions, id)
	return s
}

func (c *client) drop(id uint32) {
	if s := c.forget(id); s != nil {
		c.m.audience.leave(s)
		s.close()
	}
}

func (c *client) closeAll() {
	for _, s := range c.all() {
		c.drop(s.id)
	}
}

func (c *client) all() []*served {
	c.mu.Lock()
	defer c.mu.Unlock()
	list := make([]*served, 0, len(c.sessions))
	for s := range maps.Values(c.sessions) {
		list = append(list, s)
	}
	return list
}
