package transfer

import (
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"hinny/network/picker"
	"hinny/share"
)

// progress notes bytes of a chunk that is still coming.
func (d *download) progress(s *session, chunk, n int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	now := time.Now()
	d.rate.Add(now, n)
	s.rate.Add(now, n)
	if d.picker != nil {
		d.picker.Progress(now, s.peer, chunk, n)
	}
}

// arrived takes a whole chunk: it is verified and written here, on the
// goroutine that received it. This is the hot path.
func (d *download) arrived(s *session, chunk int, data []byte) {
	if err := d.part.WriteChunk(chunk, data); err != nil {
		d.rejected(s, chunk, data, err)
		return
	}
	d.took(s, func() []picker.Debt[peer.ID] { return d.accept(s, chunk, len(data)) })
}

// took enters in the books what was written, and asks for more. What is of no use
// any more is taken back.
func (d *download) took(s *session, enter func() (vain []picker.Debt[peer.ID])) {
	d.mu.Lock()
	if d.picker == nil { // a second one of the last chunk, which has completed it
		d.mu.Unlock()
		return
	}
	vain := enter()
	requests := d.choose(s, refillBelow)
	finished := d.picker.Missing() == 0
	others := make(map[*session][]int, len(vain))
	for _, debt := range vain {
		if other := d.sessions[debt.Peer]; other != nil {
			others[other] = append(others[other], debt.Chunk)
		}
	}
	d.mu.Unlock()
	for other, chunks := range others {
		other.cancel(chunks)
	}
	if len(requests) > 0 {
		_ = s.l.ask(requests...) // a failure has closed the session
	}
	if finished {
		d.wake()
	}
}

// refillBelow is how many tenths of its depth a provider may owe before more
// is asked of it.
const refillBelow = 8

// accept enters a written chunk in the books. Callers hold d.mu.
func (d *download) accept(s *session, chunk, n int) []picker.Debt[peer.ID] {
	news, vain := d.picker.Done(time.Now(), s.peer, chunk)
	if news {
		d.credit(s.peer, n)
		d.gain(chunk)
	}
	return vain
}

// gain notes that a chunk is here. Callers hold d.mu.
func (d *download) gain(chunk int) {
	_, n := share.ChunkSpan(d.manifest.Size(), chunk)
	d.bytes += int64(n)
	d.unsynced += int64(n)
	delete(d.lists, chunk)
	for listener := range d.listeners {
		listener.gained(chunk)
	}
}

// maxSources bounds how many providers are remembered by name for one file;
// what the rest gave is counted together under "others".
const maxSources = 256

// credit notes verified bytes from a provider. Callers hold d.mu.
func (d *download) credit(p peer.ID, n int) {
	d.m.credits.Gave(p, int64(n))
	d.m.rates.received(time.Now(), n)
	name := d.m.names.of(p)
	if _, ok := d.sources[name]; !ok && len(d.sources) >= maxSources {
		name = "others"
	}
	if d.sources == nil {
		d.sources = map[string]int64{}
	}
	d.sources[name] += int64(n)
}

// refused notes that a provider will not deliver a chunk.
func (d *download) refused(s *session, chunk int, why status) {
	reason := picker.Lost
	switch why {
	case statusNotHave:
		reason = picker.NotHave
	case statusBusy, statusIO:
		reason = picker.Busy
	case statusPromised:
		reason = picker.Promised
	case statusChanged, statusClosed:
		s.l.close(s, errNoHolder)
		return
	}
	d.mu.Lock()
	if d.picker != nil {
		d.picker.Failed(time.Now(), s.peer, chunk, reason)
	}
	d.mu.Unlock()
	d.log.Debug("a provider refused a chunk", "peer", s.peer, "chunk", chunk, "why", why.String())
	d.wake()
}
