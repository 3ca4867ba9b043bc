package transfer

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// fetch asks for one thing and waits for it, however slowly it comes, until
// nothing has come for controlTimeout. The caller puts the buffer back.
func (l *link) fetch(ctx context.Context, s *session, k kind, index, want int) (*[]byte, error) {
	r := &request{session: s, kind: k, index: index, want: want, done: make(chan fetched, 1)}
	if err := l.ask(r); err != nil {
		return nil, err
	}
	silence := time.NewTimer(controlTimeout)
	defer silence.Stop()
	for heard := int64(0); ; {
		select {
		case f := <-r.done:
			return f.buf, f.err
		case <-ctx.Done():
			l.abandon(r)
			return nil, fmt.Errorf("wait for %s: %w", l.peer, ctx.Err())
		case <-silence.C:
			now := r.moved.Load()
			if now == heard {
				l.abandon(r)
				return nil, fmt.Errorf("wait for %s: %w", l.peer, errStalled)
			}
			heard = now
			silence.Reset(controlTimeout)
		}
	}
}

// abandon gives up a request that somebody waited for.
func (l *link) abandon(r *request) {
	l.mu.Lock()
	_, open := l.asked[r.id]
	r.session = nil
	l.mu.Unlock()
	if open {
		l.cancel([]uint32{r.id})
		return
	}
	// It was settled in the same moment.
	if f := <-r.done; f.buf != nil {
		l.m.buffers.put(f.buf)
	}
}

// cancel tells the server that answers are not needed any more.
func (l *link) cancel(ids []uint32) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.err != nil || l.control == nil {
		return
	}
	for len(ids) > 0 {
		n := min(len(ids), maxList)
		l.control.send(cancelFrame(ids[:n]))
		ids = ids[n:]
	}
}

// ask sends requests, each on the data stream that owes least.
func (l *link) ask(requests ...*request) error {
	if err := l.openPipes(); err != nil {
		l.fail(err)
		return err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.err != nil {
		return l.err
	}
	batch := map[*pipe][]byte{}
	for _, r := range requests {
		p := l.pipes[0]
		for _, other := range l.pipes[1:] {
			if other.owed < p.owed {
				p = other
			}
		}
		l.next++
		r.id, r.pipe = l.next, p
		p.owed += r.want
		l.asked[r.id] = r
		if r.kind != kindOutboard && r.done == nil {
			r.session.asked[r.index] = r.id
		}
		batch[p] = ask{
			id: r.id, session: r.session.id, kind: r.kind, index: uint32(r.index), from: uint8(r.from), upto: uint8(r.upto),
		}.append(batch[p])
	}
	for p, records := range batch {
		p.out.put(records)
	}
	return nil
}

// openPipes opens the data streams at the first request.
func (l *link) openPipes() error {
	l.opening.Lock()
	defer l.opening.Unlock()
	l.mu.Lock()
	open, err := len(l.pipes) > 0, l.err
	l.mu.Unlock()
	if open || err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(l.context, controlTimeout)
	defer cancel()
	var pipes []*pipe
	for range l.m.limits.Streams {
		stream, err := l.m.host.NewStream(ctx, l.peer, DataID)
		if err != nil {
			for _, p := range pipes {
				p.close()
			}
			return fmt.Errorf("open a data stream to %s: %w", l.peer, err)
		}
		pipes = append(pipes, &pipe{l: l, stream: stream, out: newOutbox(stream), local: isLocal(stream.Conn().RemoteMultiaddr())})
	}
	l.mu.Lock()
	if l.err == nil {
		l.pipes = pipes
	}
	err = l.err
	l.mu.Unlock()
	for _, p := range pipes {
		if err != nil || !l.m.spawn(p.out.run) || !l.m.spawn(p.run) {
			p.close()
			err = errors.Join(err, errClosed)
		}
	}
	return err
}
