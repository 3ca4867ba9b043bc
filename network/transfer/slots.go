package transfer

import (
	"sync"
	"sync/atomic"
	"time"

	ma "github.com/multiformats/go-multiaddr"
	manet "github.com/multiformats/go-multiaddr/net"

	"hinny/network/credit"
	"hinny/network/limit"
	"hinny/network/queue"
	"hinny/network/wire"
)

const (
	// idleSlot is how long the holder of a slot may ask for nothing before
	// somebody else gets it. It is above the second that a provider which
	// said it is busy is left alone.
	idleSlot = 2 * time.Second
	// rankEvery is the least time between two messages about a rank.
	rankEvery = 15 * time.Second
	// uplinkWindow is what the uplink is measured over.
	uplinkWindow = 5 * time.Second
	// assumedUplink is what the slots are computed from until more was
	// measured: 16 Mbit/s make eight of them.
	assumedUplink = 2 << 20
)

// slots lends to clients the right to be sent chunks. network/queue decides;
// this tells it what happens and tells the clients what it decided.
type slots struct {
	credits *credit.Book
	limiter *limit.Limiter
	friend  func(id string) bool

	mu    sync.Mutex
	queue *queue.State[*client] // guarded by mu
	since time.Time             // guarded by mu; when the measured window began
	sent  int64                 // guarded by mu; in that window
	most  int64                 // guarded by mu; bytes a second ever measured
}

// slot is what there is to know of one client.
type slot struct {
	held  atomic.Bool  // it is sent chunks
	cut   atomic.Bool  // it lost the slot by reading slowly: even a chunk on its way ends
	busy  atomic.Int32 // data streams that are answering
	moved atomic.Int64 // bytes sent since the queue last looked

	gone    bool                    // guarded by slots.mu; its control stream has ended
	entered bool                    // guarded by slots.mu; it waits or is served
	active  time.Time               // guarded by slots.mu; when it was last seen busy
	place   queue.Standing[*client] // guarded by slots.mu; as it was last told; rank 0: it does not wait
	told    time.Time               // guarded by slots.mu
}

func newSlots(o Options, p queue.Policy) *slots {
	s := &slots{credits: o.Credits, limiter: o.Limiter, friend: o.Friend, queue: queue.New[*client](p)}
	if s.friend == nil {
		s.friend = func(string) bool { return false }
	}
	s.queue.Uplink(assumedUplink)
	return s
}

// holds reports whether a client may be sent a chunk now. One that may not is
// put into the queue, and told when its turn has come.
func (u *slots) holds(c *client) bool {
	if c.slot.held.Load() {
		return true
	}
	u.mu.Lock()
	defer u.mu.Unlock()
	if c.slot.entered || c.slot.gone {
		return c.slot.held.Load()
	}
	now := time.Now()
	if _, ok := u.queue.Ask(now, c, u.who(c)); !ok {
		return false // the queue is full; it asks again
	}
	c.slot.entered = true
	u.run(now)
	return c.slot.held.Load()
}

func (u *slots) who(c *client) queue.Who {
	account := u.credits.Of(c.peer)
	return queue.Who{
		Credit:   queue.Credit{Given: account.Given, Taken: account.Taken},
		Priority: queue.Normal,
		Network:  c.net,
		Friend:   u.friend(c.name),
	}
}

// leave forgets a client that has gone.
func (u *slots) leave(c *client) {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.credits.Took(c.peer, c.slot.moved.Swap(0))
	c.slot.gone = true
	if c.slot.entered {
		u.forget(c)
		u.run(time.Now())
	}
}

// forget takes a client out of the queue. Callers hold u.mu.
func (u *slots) forget(c *client) {
	c.slot.entered, c.slot.place.Rank = false, 0
	c.slot.held.Store(false)
	u.queue.Leave(c)
}

// fix sets how many slots there are; 0 leaves it to the uplink.
func (u *slots) fix(n int) {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.queue.Fix(n)
	u.run(time.Now())
}

// look does what is due by time.
func (u *slots) look(now time.Time, clients []*client) {
	u.mu.Lock()
	defer u.mu.Unlock()
	for _, c := range clients {
		n := c.slot.moved.Swap(0)
		u.sent += n
		if n > 0 {
			u.credits.Took(c.peer, n)
		}
		switch {
		case !c.slot.entered:
			continue
		case n > 0 || c.slot.busy.Load() > 0:
			c.slot.active = now
		case c.slot.held.Load() && now.Sub(c.slot.active) >= idleSlot:
			u.forget(c)
			continue
		}
		// Asking again brings its credit up to date, and says that it lives.
		_, _ = u.queue.Ask(now, c, u.who(c))
		u.queue.Sent(now, c, n)
	}
	u.measure(now)
	u.run(now)
}

// measure tells the queue how wide the uplink is. Callers hold u.mu.
func (u *slots) measure(now time.Time) {
	switch during := now.Sub(u.since); {
	case u.since.IsZero():
		u.since, u.sent = now, 0
	case during >= uplinkWindow:
		u.most = max(u.most, int64(float64(u.sent)/during.Seconds()))
		u.since, u.sent = now, 0
	}
	if up := u.limiter.Rates().Up; up > 0 {
		u.queue.Uplink(up)
	} else {
		u.queue.Uplink(max(u.most, assumedUplink))
	}
}

// expected returns what one more client may expect in the long run, in bytes a
// second: the uplink, which all who wait or are served share. 0: neither was the
// uplink measured nor is there a limit.
func (u *slots) expected() int64 {
	u.mu.Lock()
	defer u.mu.Unlock()
	up := u.limiter.Rates().Up
	if up <= 0 {
		up = u.most
	}
	return up / int64(u.queue.Len()+1)
}

// run carries out what the queue decides. Callers hold u.mu.
func (u *slots) run(now time.Time) {
	for _, action := range u.queue.Tick(now) {
		c := action.Peer
		c.slot.held.Store(action.Granted)
		c.slot.cut.Store(action.Reason == queue.TooSlow)
		if !action.Granted {
			c.out.send(revokeFrame(action.Reason))
			c.slot.told = time.Time{}
			continue
		}
		c.slot.active = now
		if c.slot.place.Rank > 0 {
			c.out.send(grantFrame())
			c.slot.place.Rank = 0
		}
	}
	for _, place := range u.queue.Waiting(now) {
		s := &place.Peer.slot
		if s.place.Rank != place.Rank && (s.place.Rank == 0 || now.Sub(s.told) >= rankEvery) {
			place.Peer.out.send(queueFrame(place))
			s.place, s.told = place, now
		}
	}
}

// knows reports whether a client is served or waits for a slot.
func (u *slots) knows(c *client) bool {
	u.mu.Lock()
	defer u.mu.Unlock()
	return c.slot.entered
}

// place returns where a client stands in the queue; rank 0: it does not wait.
func (u *slots) place(c *client) (rank, of int, wait time.Duration) {
	u.mu.Lock()
	defer u.mu.Unlock()
	p := c.slot.place
	return p.Rank, p.Of, p.Wait
}

func queueFrame(place queue.Standing[*client]) *wire.TransferFrame {
	return &wire.TransferFrame{Body: &wire.TransferFrame_Queue{Queue: &wire.TransferQueue{
		Rank: uint32(place.Rank), Of: uint32(place.Of), EtaSeconds: uint32(place.Wait / time.Second), Reason: "all slots are lent",
	}}}
}

func grantFrame() *wire.TransferFrame {
	p := queue.DefaultPolicy()
	return &wire.TransferFrame{Body: &wire.TransferFrame_Grant{Grant: &wire.TransferGrant{
		LeaseSeconds: uint32(p.LeaseTime / time.Second), Bytes: uint64(p.LeaseBytes), Streams: maxDataStreams,
	}}}
}

func revokeFrame(why queue.Reason) *wire.TransferFrame {
	return &wire.TransferFrame{Body: &wire.TransferFrame_Revoke{Revoke: &wire.TransferRevoke{Reason: string(why)}}}
}

// isLocal reports whether an address is on the local network or this machine.
func isLocal(addr ma.Multiaddr) bool { return manet.IsPrivateAddr(addr) || manet.IsIPLoopback(addr) }

// networkOf returns the network that counts as one person's: /24 of IPv4 and
// /48 of IPv6; nothing for the local network.
func networkOf(addr ma.Multiaddr) string {
	ip, err := manet.ToIP(addr)
	if err != nil || isLocal(addr) {
		return ""
	}
	if v4 := ip.To4(); v4 != nil {
		return string(v4[:3])
	}
	return string(ip[:6])
}
