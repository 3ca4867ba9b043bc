package transfer

import "time"

// announce tells others about new chunks that have waited long enough.
func (d *download) announce(now time.Time) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for listener := range d.listeners {
		listener.flushAfter(now, announceEvery)
	}
}

// listen makes s hear of new chunks. It reports false when the file is
// complete or gone, so that there is something better to serve from.
func (d *download) listen(s *served) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.state == complete || d.state == cancelled {
		return false
	}
	if d.listeners == nil {
		d.listeners = map[*served]struct{}{}
	}
	d.listeners[s] = struct{}{}
	if d.picker != nil {
		s.learned(d.manifest, d.picker.Have())
	} else {
		s.waits()
	}
	return true
}

// unlisten is the inverse of listen.
func (d *download) unlisten(s *served) {
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.listeners, s)
}
