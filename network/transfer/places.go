package transfer

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"hinny/share"
)

// start has a download run as soon as the lineup lets it, unless it is paused.
// Callers hold m.mu.
func (m *Manager) start(d *download) {
	d.mu.Lock()
	turn := d.order.Turn
	d.mu.Unlock()
	m.lineUp(d, turn)
}

// lineUp is start with another turn than that of the order. Callers hold m.mu.
func (m *Manager) lineUp(d *download, turn int64) {
	if m.over() {
		return
	}
	d.mu.Lock()
	wanted, p, small := d.state == running && d.done == nil, d.order.Priority, d.small()
	d.mu.Unlock()
	if wanted {
		m.lineup.add(d.root, p, turn, small)
		m.dispatch()
	}
}

// over reports whether nothing may be started. Callers hold m.mu.
func (m *Manager) over() bool { return m.ctx == nil || m.ended || m.ctx.Err() != nil }

// dispatch starts those that the lineup lets run. Callers hold m.mu.
func (m *Manager) dispatch() {
	for !m.over() {
		root, ok := m.lineup.next()
		if !ok {
			return
		}
		if d := m.downloads.of(root); d == nil || !m.launch(d) {
			m.lineup.done(root)
		}
	}
}

// launch starts the goroutine of a download, if it is still to run. Callers
// hold m.mu.
func (m *Manager) launch(d *download) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.state != running || d.done != nil {
		return false
	}
	ctx, stop := context.WithCancel(m.ctx)
	done := make(chan struct{})
	d.stop, d.done = stop, done
	m.group.Add(1)
	go func() {
		defer m.group.Done()
		defer close(done)
		defer stop()
		m.work(ctx, d)
	}()
	return true
}

// work fetches a file and gives it its name. A small one makes room for the next
// before it gets its name: those that wait for the disk together need one sync
// for all.
func (m *Manager) work(ctx context.Context, d *download) {
	switch {
	case !d.run(ctx):
		m.leave(d)
		m.lineUpAgain(ctx, d)
	case d.manifest.Chunks() > 1:
		d.finish(ctx)
		m.leave(d)
	default:
		select {
		case m.ending <- struct{}{}:
			m.leave(d)
			d.finish(ctx)
			<-m.ending
		case <-ctx.Done():
			m.leave(d)
		}
	}
}

// leave gives the place of a download to the next.
func (m *Manager) leave(d *download) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.lineup.done(d.root)
	m.dispatch()
}

// stay is how long a download that finds no provider keeps its place while
// others wait for one: files that nobody has must not hold up those that
// somebody has.
const stay = 30 * time.Second

// Crowded reports whether there are more downloads than may run at once.
func (m *Manager) Crowded() bool { return m.others() }

// others reports whether a download waits for a place.
func (m *Manager) others() bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return len(m.lineup.known) > 0
}

// lineUpAgain has a download that gave up its place wait for the next, behind all
// that are ordered by now. The turn of its order stays what it is: where it stands
// in the queue that a person sees, and takes again at the next start.
func (m *Manager) lineUpAgain(ctx context.Context, d *download) {
	m.mu.Lock()
	defer m.mu.Unlock()
	d.mu.Lock()
	stays := d.state == running && ctx.Err() == nil
	if stays {
		d.done = nil
	}
	d.mu.Unlock()
	if stays && m.downloads.of(d.root) == d {
		m.lineUp(d, m.turns.next(time.Now()))
	}
}

// unqueue has a download wait no longer.
func (m *Manager) unqueue(root share.RootHash) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.lineup.drop(root)
}

// small reports whether the order says that the file has one chunk at most.
// Callers hold d.mu.
func (d *download) small() bool { return d.order.Size >= 0 && d.order.Size <= share.MinChunkSize }

// SetPriority says how urgent a download is; among those of its new priority it
// stands by its turn. It holds for those that wait for a place; one that runs goes
// on.
func (m *Manager) SetPriority(root share.RootHash, p Priority) error {
	d := m.download(root)
	if d == nil {
		return fmt.Errorf("set the priority of %s: %w", root.Short(), share.ErrNotFound)
	}
	p = p.valid()
	d.mu.Lock()
	over := d.over()
	same := d.order.Priority == p
	d.order.Priority = p
	turn, small := d.order.Turn, d.small()
	d.mu.Unlock()
	if over || same {
		return nil
	}
	m.mu.Lock()
	if m.lineup.waits(root) {
		m.lineup.add(root, p, turn, small)
		m.dispatch()
	}
	m.mu.Unlock()
	if err := d.part.UpdateSoon(d.record()); !errors.Is(err, os.ErrClosed) { // it ended in this moment
		return err
	}
	return nil
}
