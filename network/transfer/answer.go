package transfer

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"

	"github.com/libp2p/go-libp2p/core/network"

	"hinny/network/limit"
	"hinny/share"
)

// serveData is the handler of DataID.
func (m *Manager) serveData(stream network.Stream) {
	if !m.enter() {
		_ = stream.Reset()
		return
	}
	defer m.group.Done()
	defer func() { _ = stream.Reset() }()
	c := m.client(stream.Conn().RemotePeer())
	if c == nil || !c.enter() {
		return
	}
	defer c.leave()
	stop := context.AfterFunc(m.context(), func() { _ = stream.Reset() })
	defer stop()
	asks := make(chan ask, maxAhead)
	var reader sync.WaitGroup
	reader.Go(func() { c.listen(stream, asks) })
	defer reader.Wait()
	if err := c.answerAll(stream, asks); err != nil {
		m.log.Info("a data stream ends", "peer", c.peer.String(), "reason", err)
	}
}

// maxAhead is how many requests of a stream are read before the first of them
// is answered: those of a second of 1 Gbit/s. The others of the same file are
// told of a request when it is read.
const maxAhead = 512

// listen reads requests until the stream ends.
func (c *client) listen(stream network.Stream, asks chan<- ask) {
	defer close(asks)
	for {
		var record [recordSize]byte
		if _, err := io.ReadFull(stream, record[:]); err != nil {
			return
		}
		a, err := parseAsk(record)
		if err != nil {
			c.m.log.Info("a data stream ends", "peer", c.peer.String(), "reason", err)
			_ = stream.Reset()
			return
		}
		if c.slot.held.Load() {
			c.weigh(c.session(a.session), &a)
		}
		asks <- a
	}
}

// answerAll answers requests in their order until there are no more, or none
// for long. It ends the stream and takes what listen still has.
func (c *client) answerAll(stream network.Stream, asks <-chan ask) error {
	idle := time.NewTimer(idleData)
	defer func() {
		idle.Stop()
		_ = stream.Reset()
		for range asks {
			continue
		}
	}()
	for {
		select {
		case a, more := <-asks:
			if !more {
				return nil
			}
			if err := c.answer(stream, a); err != nil {
				return err
			}
			idle.Reset(idleData)
		case <-idle.C:
			if !c.m.slots.knows(c) {
				return nil
			}
			// It waits for a slot, or asks on another stream.
			idle.Reset(idleData)
		}
	}
}

// weigh decides, once, whether a request for a chunk is going to be answered:
// where the whole file is served, another may be sent the chunk already. Of one
// that is, the others of the file are told, so that they ask for another chunk
// first.
func (c *client) weigh(s *served, a *ask) {
	if s == nil || a.kind != kindChunk || a.weighed {
		return
	}
	a.weighed = true
	if s.complete() && !c.m.audience.promise(s, a.index, time.Now()) {
		a.promised = true
		return
	}
	for _, other := range c.m.audience.of(s.root) {
		if other != s && other.downloading {
			other.c.out.send(sentFrame(other.id, a.index))
		}
	}
}

func (c *client) enter() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.streams >= maxDataStreams {
		return false
	}
	c.streams++
	return true
}

func (c *client) leave() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.streams--
}

// answer serves one request.
func (c *client) answer(stream network.Stream, a ask) (err error) {
	c.slot.busy.Add(1)
	defer c.slot.busy.Add(-1)
	s := c.session(a.session)
	if s == nil {
		return refuse(stream, a.id, statusClosed)
	}
	whole := false
	if a.kind == kindChunk {
		defer func() { c.m.audience.answered(s, a.index, whole, time.Now()) }()
	}
	s.mu.Lock()
	m, source := s.manifest, s.source
	s.mu.Unlock()
	switch {
	case m == nil || source == nil:
		return refuse(stream, a.id, statusNotHave)
	case a.kind == kindOutboard:
		outboard := m.Outboard()
		_, err := c.send(stream, s, a, len(outboard), func(p []byte, at int) error {
			copy(p, outboard[at:])
			return nil
		})
		return err
	case share.CheckChunk(m.Size(), int(a.index)) != nil:
		return fmt.Errorf("%w: asks for chunk %d of %d", errGarbage, a.index, m.Chunks())
	case !source.has(int(a.index)):
		return refuse(stream, a.id, statusNotHave)
	case !c.m.slots.holds(c):
		return refuse(stream, a.id, statusBusy)
	case a.kind == kindSections:
		return c.answerSections(stream, s, m, a)
	}
	// It may have come before its asker had a slot.
	if c.weigh(s, &a); a.promised {
		return refuse(stream, a.id, statusPromised)
	}
	offset, length := share.ChunkSpan(m.Size(), int(a.index))
	whole, err = c.send(stream, s, a, length, func(p []byte, at int) error { return s.read(p, offset+int64(at)) })
	return err
}

// send writes length bytes in blocks, header and content in one write each. It
// reports whether they are all sent.
func (c *client) send(stream network.Stream, s *served, a ask, length int, read func(p []byte, at int) error) (whole bool, err error) {
	buf := c.m.blocks.Get().(*[]byte)
	defer c.m.blocks.Put(buf)
	for at := 0; at < length; {
		if !c.wanted(a.id) {
			return false, refuse(stream, a.id, statusCancelled)
		}
		if a.kind != kindOutboard && c.slot.cut.Load() {
			return false, refuse(stream, a.id, statusBusy)
		}
		n, err := c.allowed(min(s.block(), length-at))
		if err != nil {
			return false, err
		}
		frame := (*buf)[:recordSize+n]
		if err := read(frame[recordSize:], at); err != nil {
			c.m.log.Warn("a shared file cannot be served", "root", s.root.Short(), "peer", c.peer.String(), "error", err)
			return false, refuse(stream, a.id, readStatus(err))
		}
		block{id: a.id, offset: uint32(at), length: uint32(n)}.put(frame)
		_ = stream.SetWriteDeadline(time.Now().Add(slowReader))
		if _, err := stream.Write(frame); err != nil {
			return false, fmt.Errorf("send chunk %d of %s: %w", a.index, s.root.Short(), err)
		}
		s.sent(n)
		at += n
	}
	return true, nil
}

// allowed waits until some of n bytes may be sent and returns how many. The
// streams of one peer wait one after the other, so that under a limit each
// peer, not each stream, has one turn after the other.
func (c *client) allowed(n int) (int, error) {
	c.turn <- struct{}{}
	defer func() { <-c.turn }()
	return c.m.limiter.Take(c.m.context(), limit.Up, string(c.peer), c.local, n)
}

func readStatus(err error) status {
	if errors.Is(err, share.ErrChanged) || errors.Is(err, share.ErrCorrupt) {
		return statusChanged
	}
	return statusIO
}

func refuse(stream network.Stream, id uint32, why status) error {
	var record [recordSize]byte
	block{id: id, status: why}.put(record[:])
	_ = stream.SetWriteDeadline(time.Now().Add(dataTimeout))
	_, err := stream.Write(record[:])
	return err
}
