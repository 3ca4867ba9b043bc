package transfer

import (
	"context"
	"errors"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"hinny/network/limit"
	"hinny/network/wire"
	"hinny/share"
)

// How patient a download is with its providers.
const (
	firstRetry = time.Second
	lastRetry  = 2 * time.Minute
	// emptyRetry is for providers that have nothing of the file now.
	emptyRetry = 30 * time.Second
	// searchFirst, doubled up to searchFew, and searchMany are the pauses
	// between two questions to the finder, with fewer than fewSources
	// providers and with more. A peer that has just started finds nobody at
	// first, because it is only getting to know the network.
	searchFirst = time.Second
	// smallPatience is how long the known providers of a small file have
	// before others are looked for.
	smallPatience = 3 * time.Second
	searchFew     = 15 * time.Second
	searchMany    = 2 * time.Minute
	fewSources    = 4
	// searchFor bounds one question.
	searchFor = time.Minute
)

var errStalled = errors.New("delivers nothing")

// candidate is a peer that is said to provide the file.
type candidate struct {
	info       peer.AddrInfo
	connecting bool
	avoided    bool
	tries      int
	next       time.Time // not before
}

// addProvider remembers a peer. Callers hold d.mu or own d.
func (d *download) addProvider(p peer.AddrInfo) {
	if p.ID == "" || p.ID == d.m.host.ID() || d.state == complete {
		return
	}
	if c := d.known[p.ID]; c != nil {
		if len(p.Addrs) > 0 {
			c.info.Addrs = p.Addrs
		}
		return
	}
	if len(d.known) >= d.m.limits.Known && !d.forgetWorst() {
		return
	}
	if d.known == nil {
		d.known = map[peer.ID]*candidate{}
	}
	d.known[p.ID] = &candidate{info: p}
}

// forgetWorst makes room by forgetting a peer that has failed us most.
func (d *download) forgetWorst() bool {
	var worst *candidate
	for id, c := range d.known {
		if d.sessions[id] == nil && !c.connecting && !c.avoided && c.tries > 0 && (worst == nil || c.tries > worst.tries) {
			worst = c
		}
	}
	if worst == nil {
		return false
	}
	delete(d.known, worst.info.ID)
	return true
}

// offer is addProvider for those who do not hold d.mu. A peer that offers
// itself is tried at once.
func (d *download) offer(p peer.AddrInfo) {
	d.mu.Lock()
	d.addProvider(p)
	if c := d.known[p.ID]; c != nil && !c.avoided {
		c.next = time.Time{}
	}
	d.mu.Unlock()
	d.wake()
}

// dial opens sessions up to the limit. Callers hold d.mu.
func (d *download) dial(ctx context.Context, now time.Time) {
	busy := 0
	for _, s := range d.sessions {
		if s.place.rank == 0 { // who has us wait does not keep others from being asked
			busy++
		}
	}
	for _, c := range d.known {
		if c.connecting {
			busy++
		}
	}
	for id, c := range d.known {
		if busy >= d.m.limits.Senders {
			return
		}
		if c.connecting || c.avoided || d.sessions[id] != nil || now.Before(c.next) || d.m.blame.banned(id) {
			continue
		}
		c.connecting = d.m.spawn(func() { d.connect(ctx, c) })
		busy++
	}
}

// connect opens one session.
func (d *download) connect(ctx context.Context, c *candidate) {
	s := &session{d: d, peer: c.info.ID, asked: map[int]uint32{}, sent: time.Now()}
	l, err := d.m.link(ctx, c.info)
	d.mu.Lock()
	defer d.mu.Unlock()
	c.connecting = false
	if ctx.Err() != nil {
		return // it was paused meanwhile, which is nobody's fault
	}
	if err == nil {
		s.l, s.sent = l, time.Now()
		err = l.open(s, &wire.TransferOpen{Root: d.root[:], WantManifest: d.manifest == nil && !d.measured(l), Downloading: true, Defers: true})
	}
	if err != nil {
		d.backoff(c, err)
		return
	}
	if d.sessions == nil {
		d.sessions = map[peer.ID]*session{}
	}
	d.sessions[s.peer] = s
}

// measured reports whether a small file has to be asked for chunk by chunk, so
// that its bytes wait for the limit. Callers hold d.mu.
func (d *download) measured(l *link) bool {
	return d.small() && !d.m.limiter.Open(limit.Down, string(l.peer), l.local)
}

// backoff decides when a provider is tried again. Callers hold d.mu.
func (d *download) backoff(c *candidate, why error) {
	now := time.Now()
	pause := min(firstRetry<<min(c.tries, 10), lastRetry)
	c.tries++
	switch {
	case errors.Is(why, share.ErrCorrupt) || errors.Is(why, errGarbage):
		c.avoided = true
	case errors.Is(why, errRefused) || errors.Is(why, errNoHolder):
		pause = max(pause, emptyRetry)
	case errors.Is(why, errStalled):
		pause = max(pause, time.Minute)
	}
	c.next = now.Add(pause)
}

// closed forgets a session that has ended.
func (d *download) closed(s *session, why error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.sessions[s.peer] != s {
		return
	}
	if delete(d.sessions, s.peer); len(d.sessions) == 0 {
		d.sessions = nil // an empty map takes more than a small download
	}
	if d.picker != nil {
		d.picker.RemovePeer(s.peer)
	}
	if c := d.known[s.peer]; c != nil && !errors.Is(why, errLeft) {
		d.backoff(c, why)
	}
	d.log.Debug("a session ended", "peer", s.peer, "reason", why)
	d.wake()
}

// leave ends all sessions.
func (d *download) leave(why error) {
	d.mu.Lock()
	sessions := make([]*session, 0, len(d.sessions))
	for _, s := range d.sessions {
		sessions = append(sessions, s)
	}
	d.mu.Unlock()
	for _, s := range sessions {
		s.l.close(s, why)
	}
}

// search asks the finder again when it is time. Callers hold d.mu.
func (d *download) search(ctx context.Context, now time.Time) {
	if !d.told && d.picker != nil && d.bytes > 0 && d.m.finder != nil {
		d.told = true
		d.m.finder.Advertise(d.root)
	}
	if d.m.finder == nil || d.asking || now.Before(d.askAt) || d.state != running {
		return
	}
	d.asking = d.m.spawn(func() {
		ctx, cancel := context.WithTimeout(ctx, searchFor)
		defer cancel()
		d.m.finder.FindProviders(ctx, d.root, d.offer)
		d.mu.Lock()
		defer d.mu.Unlock()
		d.asking = false
		pause := searchMany
		if len(d.sessions) < fewSources {
			pause = min(searchFirst<<min(d.asked, 10), searchFew)
		}
		d.asked++
		d.askAt = time.Now().Add(pause)
	})
}

// remembered returns the providers worth storing, as peer IDs or full
// addresses. Callers hold d.mu.
func (d *download) remembered() []string {
	var list []string
	for _, c := range d.known {
		if c.avoided {
			continue
		}
		addrs, err := peer.AddrInfoToP2pAddrs(&c.info)
		if err != nil || len(addrs) == 0 {
			list = append(list, d.m.names.of(c.info.ID))
			continue
		}
		for _, addr := range addrs {
			list = append(list, addr.String())
		}
	}
	return list
}
