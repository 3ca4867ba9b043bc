package transfer

import (
	"time"

	"hinny/network/wire"
	"hinny/share"
)

// opened takes a provider's answer: what it has.
func (d *download) opened(s *session, m *wire.TransferOpened) {
	if !m.GetKnown() {
		return // it will tell when it knows
	}
	have, err := openedHave(m)
	if err != nil {
		return // checkOpened has refused it
	}
	d.mu.Lock()
	if !s.known {
		s.rtt = time.Since(s.sent)
	}
	s.known, s.size, s.have, s.sections = true, int64(m.GetSize()), have, m.GetSections()
	s.name, s.outboard, s.content, s.tail = m.GetName(), m.GetOutboard(), m.GetContent(), m.GetTail()
	if c := d.known[s.peer]; c != nil {
		c.tries = 0
	}
	var refuse error
	switch {
	case d.manifest == nil:
	case d.manifest.Size() != s.size:
		refuse = errSizeLie
	case !d.join(s):
		refuse = share.ErrCorrupt
	}
	ready := d.picker != nil
	d.mu.Unlock()
	switch {
	case refuse != nil:
		d.log.Warn("a provider is left", "peer", s.peer.String(), "reason", refuse, "size", m.GetSize())
		s.l.close(s, refuse)
	case ready:
		d.refill(s, 0)
	default:
		d.wake()
	}
}

// gained notes chunks that a provider has newly got.
func (d *download) gained(s *session, chunks []uint32) {
	d.mu.Lock()
	if !s.known {
		d.mu.Unlock()
		return
	}
	for _, chunk := range chunks {
		if int64(chunk) >= int64(s.have.Len()) {
			d.mu.Unlock()
			d.log.Warn("a provider announces a chunk outside the file; it is left", "peer", s.peer.String(), "chunk", chunk)
			s.l.close(s, errGarbage)
			return
		}
		s.have.Set(int(chunk))
		if d.picker != nil {
			d.picker.AddHave(s.peer, int(chunk))
		}
	}
	ready := d.picker != nil
	d.mu.Unlock()
	if ready {
		d.refill(s, refillBelow)
	} else {
		d.wake()
	}
}

// queued notes our place in a provider's queue. While we wait nothing is asked
// of it and nothing held against it.
func (d *download) queued(s *session, at place) {
	d.mu.Lock()
	s.place = at
	if at.rank == 0 {
		s.busy = time.Time{}
		if d.picker != nil {
			d.picker.Granted(s.peer)
		}
	}
	d.mu.Unlock()
	d.refill(s, 0)
	d.wake()
}

// coming notes chunks that a provider is sending to others.
func (d *download) coming(s *session, chunks []uint32) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.picker == nil {
		return
	}
	for _, chunk := range chunks {
		d.picker.Coming(s.peer, int(chunk))
	}
}
