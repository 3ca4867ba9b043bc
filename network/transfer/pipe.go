package transfer

import (
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/libp2p/go-libp2p/core/network"

	"hinny/network/limit"
)

// pipe is one data stream to a provider and its reader, which is where chunks
// are received, verified and written.
type pipe struct {
	l      *link
	stream network.Stream
	out    *outbox
	local  bool // the provider is on the local network
	owed   int  // guarded by l.mu; bytes asked on this stream that have not come

	allowed int // owned by run; bytes that the limit has let through and that were not read
}

// progressEvery and progressBytes say how often the picker hears of a chunk
// that comes slowly; silence is measured by it.
const (
	progressEvery = 250 * time.Millisecond
	progressBytes = 64 << 10
)

func (p *pipe) close() {
	_ = p.stream.Reset()
	p.out.close()
}

// run reads answers until the stream ends, which ends the link: a provider
// either speaks the protocol or is left.
func (p *pipe) run() {
	var open *request
	defer func() {
		if open != nil && open.buf != nil {
			p.l.m.buffers.put(open.buf)
		}
	}()
	for {
		r, b, err := p.header()
		if err == nil && open != nil && r != open {
			err = fmt.Errorf("%w: mixes two answers", errGarbage)
		}
		if err == nil {
			open = r
			err = p.answer(r, b)
		}
		if err != nil {
			p.l.fail(fmt.Errorf("data stream of %s: %w", p.l.peer, err))
			p.close()
			return
		}
		if b.status != statusOK || r.got == r.want {
			open = nil
		}
	}
}

// header reads the next block header and finds what it answers. No deadline:
// a provider that owes and is silent is the picker's business.
func (p *pipe) header() (*request, block, error) {
	var head [recordSize]byte
	_ = p.stream.SetReadDeadline(time.Time{})
	if _, err := io.ReadFull(p.stream, head[:]); err != nil {
		return nil, block{}, err
	}
	b, err := parseBlock(head)
	if err != nil {
		return nil, block{}, err
	}
	p.l.mu.Lock()
	defer p.l.mu.Unlock()
	r := p.l.asked[b.id]
	if r == nil || r.pipe != p {
		return nil, block{}, fmt.Errorf("%w: answers request %d, which was not made", errGarbage, b.id)
	}
	return r, b, nil
}

// answer takes one block or refusal.
func (p *pipe) answer(r *request, b block) error {
	if b.status != statusOK {
		if r.buf != nil {
			p.l.m.buffers.put(r.buf)
			r.buf = nil
		}
		p.refused(r, b.status)
		return nil
	}
	if int(b.offset) != r.got || int(b.length) > r.want-r.got {
		return fmt.Errorf("%w: a block of %d bytes at %d of %d, expected at %d", errGarbage, b.length, b.offset, r.want, r.got)
	}
	if r.buf == nil {
		buf, err := p.l.m.buffers.get(p.l.context, r.want)
		if err != nil {
			return err
		}
		r.buf = buf
	}
	if err := p.receive(r, (*r.buf)[r.got:r.got+int(b.length)]); err != nil {
		return err
	}
	if r.got == r.want {
		p.finished(r)
	}
	return nil
}

// receive fills part of a chunk and tells the picker how it goes. What is left
// of the last part is told when the chunk is done.
func (p *pipe) receive(r *request, into []byte) error {
	heard, untold := time.Now(), 0
	_ = p.stream.SetReadDeadline(heard.Add(dataTimeout))
	for len(into) > 0 {
		n, err := p.read(into)
		into = into[n:]
		r.got += n
		if untold += n; untold >= progressBytes || len(into) == 0 || r.pieced() {
			p.progress(r, untold)
			untold = 0
			p.pieces(r)
		} else if now := time.Now(); now.Sub(heard) >= progressEvery {
			p.progress(r, untold)
			heard, untold = now, 0
			_ = p.stream.SetReadDeadline(now.Add(dataTimeout))
		}
		if err != nil && len(into) > 0 {
			if errors.Is(err, io.EOF) {
				err = io.ErrUnexpectedEOF
			}
			return err
		}
	}
	return nil
}

// read reads as much as the limit on downloads lets through.
func (p *pipe) read(into []byte) (int, error) {
	if p.allowed == 0 {
		n, err := p.l.m.limiter.Take(p.l.context, limit.Down, string(p.l.peer), p.local, len(into))
		if err != nil {
			return 0, err
		}
		p.allowed = n
	}
	n, err := p.stream.Read(into[:min(len(into), p.allowed)])
	p.allowed -= n
	return n, err
}

// progress tells the download that bytes of an ordinary chunk have come.
func (p *pipe) progress(r *request, n int) {
	r.moved.Add(int64(n))
	if s := p.owner(r); s != nil && r.done == nil {
		s.d.progress(s, r.index, n)
	}
}

// owner returns whose request it is; nil once the session is closed.
func (p *pipe) owner(r *request) *session {
	p.l.mu.Lock()
	defer p.l.mu.Unlock()
	return r.session
}

// settle takes an answered request off the books.
func (p *pipe) settle(r *request) (s *session, latest bool) {
	p.l.mu.Lock()
	defer p.l.mu.Unlock()
	delete(p.l.asked, r.id)
	p.owed -= r.want
	s = r.session
	if s != nil && r.done == nil && s.asked[r.index] == r.id {
		delete(s.asked, r.index)
		latest = true
	}
	return s, latest
}

func (p *pipe) refused(r *request, why status) {
	s, latest := p.settle(r)
	switch {
	case s == nil:
	case r.done != nil:
		err := fmt.Errorf("%w: %v", errRefused, why)
		if why == statusBusy {
			err = errBusy
		}
		r.done <- fetched{err: err}
	case latest:
		s.d.refused(s, r.index, why)
	}
}

// finished hands a whole answer on. Its buffer is lent to the download for the
// call, or given to whoever waits.
func (p *pipe) finished(r *request) {
	buf := r.buf
	r.buf = nil
	s, _ := p.settle(r)
	if s != nil && r.done != nil {
		r.done <- fetched{buf: buf}
		return
	}
	if s != nil && r.handed == 0 && r.kind == kindChunk {
		s.d.arrived(s, r.index, *buf)
	}
	p.l.m.buffers.put(buf)
}
