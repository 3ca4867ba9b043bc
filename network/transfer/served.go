package transfer

import (
	"errors"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"hinny/network/wire"
	"hinny/share"
	"hinny/share/merkle"
	"hinny/share/meter"
)

// served is one file that one peer may ask chunks of.
type served struct {
	c            *client
	id           uint32
	root         share.RootHash
	wantManifest bool
	downloading  bool
	defers       bool // it understands statusPromised

	mu       sync.Mutex
	source   content          // guarded by mu; nil while the size is not known
	manifest *merkle.Manifest // guarded by mu
	download *download        // guarded by mu; what the source comes from while partial
	name     string           // guarded by mu
	bytes    int64            // guarded by mu; sent
	rate     meter.Meter      // guarded by mu
	fresh    []uint32         // guarded by mu; new chunks not told yet
	told     time.Time        // guarded by mu; when they were last told
	peersAt  time.Time        // guarded by mu; when others were last named

	exchanges  int                  // guarded by mu; how often others were named
	introduced map[peer.ID]struct{} // guarded by mu; who was named
}

// start finds what to serve from and answers the Open.
func (s *served) start() error {
	if d := s.c.m.download(s.root); d != nil {
		s.mu.Lock()
		s.download = d
		s.mu.Unlock()
		if d.listen(s) {
			return nil
		}
	}
	if err := s.turnOver(); err != nil {
		return err
	}
	m := &wire.TransferOpened{
		Session: s.id, Known: true, Size: uint64(s.manifest.Size()), All: true, Name: clipName(s.name), Sections: true,
	}
	if s.wantManifest {
		if err := s.enclose(m); err != nil {
			s.close()
			return err
		}
	}
	s.c.out.send(openedFrame(m))
	return nil
}

// turnOver serves from the complete file from now on.
func (s *served) turnOver() error {
	source, err := s.c.m.complete(s.root)
	if err != nil {
		return err
	}
	s.mu.Lock()
	old := s.source
	s.source, s.manifest, s.name, s.download = whole{source}, source.Manifest(), source.Name(), nil
	s.mu.Unlock()
	if old != nil {
		old.close()
	}
	return nil
}

// enclose puts what spares a round trip into an Opened of a complete file.
func (s *served) enclose(m *wire.TransferOpened) error {
	if s.manifest.Chunks() > 1 {
		if outboard := s.manifest.Outboard(); len(outboard) <= maxInline {
			m.Outboard = outboard
		}
		tail, err := s.tail()
		if err != nil {
			return err
		}
		m.Tail = tail
	}
	size := s.manifest.Size()
	if size == 0 || size > maxInline || !s.c.mayEnclose(int(size)) {
		return nil
	}
	content := make([]byte, size)
	if err := s.read(content, 0); err != nil {
		return err
	}
	m.Content = content
	s.sent(len(content))
	return nil
}

// learned tells the asker what a download has, now that its size is proved.
// The download holds its lock.
func (s *served) learned(m *merkle.Manifest, have share.Bitfield) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.download == nil {
		return // closed in the same moment
	}
	s.source, s.manifest, s.name, s.fresh = partial{s.download}, m, s.download.order.Name, nil
	opened := &wire.TransferOpened{
		Session: s.id, Known: true, Size: uint64(m.Size()), All: have.Full(), Name: clipName(s.name), Sections: true,
	}
	if !opened.All {
		opened.Bits = have.Bytes()
	}
	if s.wantManifest && m.Chunks() > 1 {
		opened.Tail = s.download.tail
		if outboard := m.Outboard(); len(outboard) <= maxInline {
			opened.Outboard = outboard
		}
	}
	s.c.out.send(openedFrame(opened))
}

// complete reports whether the whole file is served from here.
func (s *served) complete() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.source != nil && s.download == nil
}

// waits tells the asker that we look for the file ourselves.
func (s *served) waits() { s.c.out.send(openedFrame(&wire.TransferOpened{Session: s.id})) }

// gained notes a new chunk of the download. The download holds its lock.
func (s *served) gained(chunk int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := time.Now()
	if s.fresh = append(s.fresh, uint32(chunk)); len(s.fresh) >= announceAt || now.Sub(s.told) >= announceEvery {
		s.tell(now)
	}
}

func (s *served) flush() { s.flushAfter(time.Now(), 0) }

func (s *served) flushAfter(now time.Time, wait time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.fresh) > 0 && now.Sub(s.told) >= wait {
		s.tell(now)
	}
}

// tell names the new chunks. Callers hold s.mu.
func (s *served) tell(now time.Time) {
	s.c.out.send(haveFrame(s.id, s.fresh))
	s.fresh, s.told = s.fresh[:0], now
}

// close lets go of the file.
func (s *served) close() {
	s.mu.Lock()
	source, d := s.source, s.download
	s.source, s.download = nil, nil
	s.mu.Unlock()
	if d != nil {
		d.unlisten(s)
	}
	if source != nil {
		source.close()
	}
}

func (s *served) sent(n int) {
	s.c.slot.moved.Add(int64(n))
	s.mu.Lock()
	defer s.mu.Unlock()
	s.bytes += int64(n)
	now := time.Now()
	s.rate.Add(now, n)
	s.c.m.rates.sent(now, n)
}

// block returns how much is written to the peer at once.
func (s *served) block() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return blockFor(s.rate.Rate(time.Now()))
}

// read fills buf and makes sure that the file is still what was hashed. A
// download that has completed meanwhile is read under its new name.
func (s *served) read(buf []byte, off int64) error {
	s.c.m.reads <- struct{}{}
	defer func() { <-s.c.m.reads }()
	for attempt := 0; ; attempt++ {
		s.mu.Lock()
		source := s.source
		s.mu.Unlock()
		if source == nil {
			return os.ErrClosed
		}
		_, err := source.ReadAt(buf, off)
		if err == nil {
			return source.check()
		}
		if checked := source.check(); checked != nil {
			return checked
		}
		if attempt > 0 || !errors.Is(err, os.ErrClosed) {
			return err
		}
		if err := s.turnOver(); err != nil {
			return err
		}
	}
}

// clipName keeps a name to what the frame may carry, in whole characters.
func clipName(name string) string {
	name = strings.ToValidUTF8(name, "")
	for len(name) > maxName {
		runes := []rune(name)
		name = string(slices.Clone(runes[:len(runes)-max(1, (len(name)-maxName)/4)]))
	}
	return name
}
