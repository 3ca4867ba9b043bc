package transfer

import (
	"context"
	"errors"
	"fmt"
	"time"

	"hinny/share"
	"hinny/share/merkle"
	"hinny/share/part"
)

// A learner that gets no answer must not hold up the download: after learnHedge
// another provider is asked as well, up to maxLearners at once.
const (
	learnHedge  = 2 * time.Second
	maxLearners = 4
)

// learnSomething starts a learner when a provider is there that can bring us
// nearer to a proved manifest. Callers hold d.mu.
func (d *download) learnSomething(ctx context.Context, now time.Time) {
	if d.manifest != nil || d.trouble != nil || d.state != running || d.learners >= maxLearners {
		return
	}
	if d.learners > 0 && now.Sub(d.learnedAt) < learnHedge {
		return
	}
	for _, s := range d.sessions {
		if s.place.rank > 0 || now.Before(s.busy) {
			continue
		}
		draft, useful := d.lesson(s)
		if !useful {
			continue
		}
		if d.m.spawn(func() { d.learn(ctx, s, draft) }) {
			s.learning = true
			d.learners++
			d.learnedAt = now
		}
		return
	}
}

// lesson says whether s can bring us nearer, and from which draft it would go
// on: none where it says another size than the draft, which may be the lie.
// Callers hold d.mu.
func (d *download) lesson(s *session) (draft *merkle.Manifest, useful bool) {
	switch {
	case !s.known || s.learning:
		return nil, false
	case d.draft != nil && s.size == d.draft.Size():
		return d.draft, s.canProve(d.draft)
	}
	// An outboard that was taken once is no news without the last chunk.
	chunks := share.ChunkCount(s.size)
	return nil, !s.taught || chunks == 0 || s.tail != nil || s.have.Has(chunks-1)
}

// canProve reports whether s told the tail or holds the last chunk of the file
// as drafted. Callers hold d.mu.
func (s *session) canProve(draft *merkle.Manifest) bool {
	return s.known && s.size == draft.Size() && (draft.Chunks() == 0 || s.tail != nil || s.have.Has(draft.Chunks()-1))
}

// learn takes one step: an outboard that folds to the root, or the tail or the
// last chunk, which prove the size that came with it.
func (d *download) learn(ctx context.Context, s *session, draft *merkle.Manifest) {
	used, err := d.step(ctx, s, draft)
	var disk *part.DiskError
	switch {
	case err == nil || errors.As(err, &disk) || errors.Is(err, errBusy):
	case errors.Is(err, share.ErrCorrupt):
		d.corrupt(s, err, 0)
	case ctx.Err() == nil:
		d.log.Info("a provider could not teach the file's manifest", "peer", s.peer, "error", err)
		s.l.close(s, errStalled)
	}
	d.mu.Lock()
	d.learners--
	s.learning = false
	if errors.Is(err, errBusy) {
		s.busy = time.Now().Add(d.m.limits.Picker.BusyFor)
	} else if err != nil && d.manifest == nil && d.draft == used {
		// Whoever drafted it may be the liar: begin again with another.
		d.draft = nil
	}
	d.mu.Unlock()
	d.wake()
}

// step also returns the manifest that it worked with.
func (d *download) step(ctx context.Context, s *session, draft *merkle.Manifest) (*merkle.Manifest, error) {
	if draft == nil {
		m, err := d.outboard(ctx, s)
		if err != nil {
			return nil, err
		}
		d.mu.Lock()
		if d.draft == nil {
			d.draft = m
		}
		draft, s.taught = m, true
		proves := s.canProve(m)
		d.mu.Unlock()
		if !proves {
			return draft, nil // somebody else has to
		}
	}
	return draft, d.prove(ctx, s, draft)
}

// outboard gets the outboard of s and checks it alone.
func (d *download) outboard(ctx context.Context, s *session) (*merkle.Manifest, error) {
	d.mu.Lock()
	size, inline := s.size, s.outboard
	s.outboard = nil
	d.mu.Unlock()
	if inline == nil && share.ChunkCount(size) > 1 {
		buf, err := s.l.fetch(ctx, s, kindOutboard, 0, merkle.OutboardSize(size))
		if err != nil {
			return nil, fmt.Errorf("fetch the outboard: %w", err)
		}
		defer d.m.buffers.put(buf)
		inline = *buf
	}
	return merkle.New(d.root, size, inline)
}

// install goes over from learning to fetching.
func (d *download) install(s *session, m *merkle.Manifest, n int) {
	d.mu.Lock()
	if d.manifest != nil { // another learner was faster
		d.mu.Unlock()
		return
	}
	d.proved(m)
	d.unsynced += int64(n)
	if n > 0 {
		d.credit(s.peer, n)
		d.rate.Add(s.sent, n)
	}
	if d.order.Name == "" {
		d.order.Name = s.name
	}
	var liars []*session
	for _, other := range d.sessions {
		other.outboard, other.content, other.tail = nil, nil, nil
		switch {
		case !other.known:
		case other.size != m.Size():
			liars = append(liars, other)
		default:
			d.join(other)
		}
	}
	for listener := range d.listeners {
		listener.learned(m, d.picker.Have())
	}
	whole := d.picker.Missing() == 0
	d.mu.Unlock()
	for _, liar := range liars {
		d.log.Warn("a provider lies about the size; it is left", "peer", liar.peer.String(), "says", liar.size, "proved", m.Size())
		liar.l.close(liar, errSizeLie)
	}
	if whole {
		return // finish writes the record
	}
	d.wake() // chunks are asked for while the disk syncs
	if err := d.remember(); err != nil {
		d.log.Warn("the record of a download could not be written", "error", err)
	}
}

// join makes an opened session a provider of the picker. Callers hold d.mu.
func (d *download) join(s *session) bool {
	if d.picker == nil { // it completed in this moment
		return true
	}
	if !d.picker.AddPeer(s.peer, s.have) {
		return false
	}
	if s.sections {
		d.picker.SetSections(s.peer)
	}
	d.picker.SetRTT(s.peer, s.rtt)
	return true
}

// corrupt deals with content that does not verify: its sender is avoided for
// this file, and by everybody here after the second proof.
func (d *download) corrupt(s *session, err error, n int) {
	var chunk *share.ChunkError
	if errors.As(err, &chunk) {
		blamed := *chunk
		blamed.Peer = s.peer.String()
		err = &blamed
	}
	banned := d.m.blame.strike(s.peer)
	d.log.Warn("a provider sent wrong bytes; it is avoided", "peer", s.peer.String(), "banned", banned, "error", err)
	d.mu.Lock()
	d.wasted += int64(n)
	if d.picker != nil {
		d.picker.Corrupt(s.peer)
	}
	d.mu.Unlock()
	s.l.close(s, share.ErrCorrupt)
	d.wake()
}
