package transfer

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"github.com/libp2p/go-libp2p/core/network"
	"github.com/libp2p/go-libp2p/core/peer"

	"hinny/network/wire"
	"hinny/share/merkle"
)

// link is our asking side towards one provider: the control stream and the
// data streams, for all files we fetch from it.
type link struct {
	m     *Manager
	peer  peer.ID
	ready chan struct{} // closed when control is open or err is set
	local bool          // the provider is on the local network; set before ready

	mu       sync.Mutex
	control  *outbox             // guarded by mu; nil until ready
	sessions map[uint32]*session // guarded by mu
	asked    map[uint32]*request // guarded by mu
	pipes    []*pipe             // guarded by mu
	next     uint32              // guarded by mu; the last request or session number
	idle     *time.Timer         // guarded by mu; runs while there is no session
	place    place               // guarded by mu; ours in the provider's queue
	err      error               // guarded by mu; why the link ended
	opening  sync.Mutex          // held while the data streams are opened
	end      context.CancelFunc  // ends run
	retire   func(*link)         // takes the link off the manager's list
	context  context.Context     // of run; ends with the link
}

// request is one chunk, some sections of one, or an outboard that was asked for.
type request struct {
	id      uint32
	session *session
	kind    kind
	index   int
	from    int // of kindSections: the first section
	upto    int // and the first that was not asked for
	head    int // of kindSections: the length of the list in front of the bytes
	want    int
	got     int
	pipe    *pipe
	buf     *[]byte
	done    chan fetched // of an outboard or a proof; nil for ordinary chunks
	moved   atomic.Int64 // bytes that have come, told now and then

	// list is what verifies the sections of the chunk: of kindSections it comes
	// first, of kindChunk it may come with what somebody else sends.
	list   atomic.Pointer[merkle.Sections]
	handed int // owned by the pipe: sections that the download was given
}

// fetched is what came of a request somebody waits for.
type fetched struct {
	buf *[]byte
	err error
}

func newLink(ctx context.Context, m *Manager, p peer.ID) *link {
	l := &link{
		m: m, peer: p, ready: make(chan struct{}), retire: m.forgetLink,
		sessions: map[uint32]*session{}, asked: map[uint32]*request{},
	}
	l.context, l.end = context.WithCancel(ctx)
	return l
}

// run connects, opens the control stream and reads it until the link ends.
func (l *link) run() {
	defer l.end()
	stream, err := l.connect()
	if err != nil {
		l.fail(err)
		return
	}
	control := newOutbox(stream)
	l.local = isLocal(stream.Conn().RemoteMultiaddr())
	stop := context.AfterFunc(l.context, func() { _ = stream.Reset() })
	defer stop()
	var writer sync.WaitGroup
	writer.Go(control.run)
	l.mu.Lock()
	l.control = control
	l.mu.Unlock()
	close(l.ready)

	err = l.read(stream)
	l.fail(err)
	_ = stream.Reset()
	control.close()
	writer.Wait()
}

func (l *link) connect() (network.Stream, error) {
	ctx, cancel := context.WithTimeout(l.context, controlTimeout)
	defer cancel()
	stream, err := l.m.host.NewStream(ctx, l.peer, ControlID)
	if err != nil {
		return nil, fmt.Errorf("reach %s: %w", l.peer, err)
	}
	return stream, nil
}

// read takes what the server says until the stream ends.
func (l *link) read(stream network.Stream) error {
	reader := wire.NewReader(stream, maxFrame)
	for {
		frame, err := decodeFrame(reader)
		if err != nil {
			return err
		}
		l.handle(frame)
	}
}

func (l *link) handle(frame *wire.TransferFrame) {
	switch body := frame.GetBody().(type) {
	case *wire.TransferFrame_Opened:
		if s := l.session(body.Opened.GetSession()); s != nil {
			s.d.opened(s, body.Opened)
		}
	case *wire.TransferFrame_Refused:
		if s := l.session(body.Refused.GetSession()); s != nil {
			l.close(s, fmt.Errorf("%w: %s", errRefused, body.Refused.GetCode()))
		}
	case *wire.TransferFrame_Have:
		if s := l.session(body.Have.GetSession()); s != nil {
			s.d.gained(s, body.Have.GetChunks())
		}
	case *wire.TransferFrame_Sent:
		if s := l.session(body.Sent.GetSession()); s != nil {
			s.d.coming(s, body.Sent.GetChunks())
		}
	case *wire.TransferFrame_Queue:
		l.queued(body.Queue.GetSession(), placeOf(body.Queue))
	case *wire.TransferFrame_Grant:
		l.queued(body.Grant.GetSession(), place{})
	case *wire.TransferFrame_Revoke:
		l.m.log.Debug("a provider ends our turn", "peer", l.peer.String(), "reason", body.Revoke.GetReason())
	case *wire.TransferFrame_Peers:
		if s := l.session(body.Peers.GetSession()); s != nil {
			l.m.introduced(s, body.Peers.GetRecords())
		}
	case *wire.TransferFrame_Close:
		if s := l.session(body.Close.GetSession()); s != nil {
			l.close(s, fmt.Errorf("%w: closed by the provider", errRefused))
		}
	}
}

func (l *link) session(id uint32) *session {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.sessions[id]
}

// queued notes where we stand in the provider's queue: for one session or, as
// session 0, for all.
func (l *link) queued(id uint32, at place) {
	l.mu.Lock()
	sessions := make([]*session, 0, len(l.sessions))
	for _, s := range l.sessions {
		if id == 0 || s.id == id {
			sessions = append(sessions, s)
		}
	}
	if id == 0 {
		l.place = at
	}
	l.mu.Unlock()
	for _, s := range sessions {
		s.d.queued(s, at)
	}
}

// open begins a session. The answer comes through download.opened. Callers hold
// the download's lock.
func (l *link) open(s *session, o *wire.TransferOpen) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.err != nil {
		return l.err
	}
	if l.idle != nil {
		l.idle.Stop()
		l.idle = nil
	}
	l.next++
	s.id, o.Session, s.place = l.next, l.next, l.place
	l.sessions[s.id] = s
	l.control.send(&wire.TransferFrame{Body: &wire.TransferFrame_Open{Open: o}})
	return nil
}

// close ends a session, tells the server and the download. Closing twice does
// nothing.
func (l *link) close(s *session, why error) {
	l.mu.Lock()
	_, open := l.sessions[s.id]
	delete(l.sessions, s.id)
	var waiting []*request
	for _, r := range l.asked {
		if r.session != s {
			continue
		}
		// An answer that is on its way is read and thrown away; see pipe.
		r.session = nil
		if r.done != nil {
			waiting = append(waiting, r)
		}
	}
	if open && l.control != nil {
		l.control.send(closeFrame(s.id))
	}
	if len(l.sessions) == 0 && l.err == nil && l.idle == nil {
		l.idle = time.AfterFunc(idleLink, l.expire)
	}
	l.mu.Unlock()
	for _, r := range waiting {
		r.done <- fetched{err: why}
	}
	if open {
		s.d.closed(s, why)
	}
}

// expire ends a link that nobody has used for a while.
func (l *link) expire() {
	l.mu.Lock()
	unused := len(l.sessions) == 0
	l.mu.Unlock()
	if unused {
		l.end()
	}
}

// fail ends the link and all its sessions.
func (l *link) fail(err error) {
	if err == nil {
		err = errClosed
	}
	l.mu.Lock()
	first := l.err == nil
	if first && errors.Is(err, errGarbage) {
		l.m.log.Warn("a provider breaks the protocol; it is left", "peer", l.peer.String(), "banned", l.m.blame.strike(l.peer), "error", err)
	}
	if first {
		l.err = err
	}
	connected := l.control != nil
	pipes := l.pipes
	l.pipes = nil
	sessions := make([]*session, 0, len(l.sessions))
	for _, s := range l.sessions {
		sessions = append(sessions, s)
	}
	if l.idle != nil {
		l.idle.Stop()
	}
	l.mu.Unlock()
	l.retire(l)
	if first && !connected {
		close(l.ready)
	}
	for _, p := range pipes {
		p.close()
	}
	for _, s := range sessions {
		l.close(s, err)
	}
	l.end()
}
