package transfer

import (
	"context"
	"io"
	"log/slog"
	"maps"
	"math/rand/v2"
	"os"
	"sync"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"hinny/network/picker"
	"hinny/share"
	"hinny/share/merkle"
	"hinny/share/meter"
	"hinny/share/part"
)

// How often a download looks at the clock, and what it does then.
const (
	tickEvery   = 100 * time.Millisecond
	persistAt   = 64 << 20        // bytes after which what arrived is made durable
	persistWait = 5 * time.Second // and the time
	announceAt  = 32              // new chunks that are told to others at once
	// announceEvery is how long more chunks are waited for before new ones
	// are told; the longest that one stays untold is this and a tick. It is
	// the time that a chunk takes at 40 Mbit/s.
	announceEvery = 50 * time.Millisecond
)

// download is one file being fetched.
type download struct {
	m    *Manager
	root share.RootHash
	log  *slog.Logger
	part unfinished
	poke chan struct{} // buffered by one: something happened that run looks at
	stop context.CancelFunc
	done chan struct{} // closed when run has ended; nil while not running

	place int // guarded by m.mu; where it is in the roster

	noted  time.Time // owned by run; when the part's meta was brought up to date
	lively time.Time // owned by run; when a provider that has something was last seen

	mu        sync.Mutex
	order     Order                    // guarded by mu
	state     state                    // guarded by mu
	manifest  *merkle.Manifest         // guarded by mu; proved
	draft     *merkle.Manifest         // guarded by mu; its size is not proved
	tail      []byte                   // guarded by mu; what proved it, if it was the tail
	learners  int                      // guarded by mu; how many run
	learnedAt time.Time                // guarded by mu; when the last one began
	picker    *picker.Picker[peer.ID]  // guarded by mu; nil until the manifest is proved
	lists     map[int]*merkle.Sections // guarded by mu; of chunks that several send
	sessions  map[peer.ID]*session     // guarded by mu
	known     map[peer.ID]*candidate   // guarded by mu
	listeners map[*served]struct{}     // guarded by mu; who hears of new chunks
	trouble   *trouble                 // guarded by mu; our own disk
	failure   string                   // guarded by mu; in words
	path      string                   // guarded by mu; once complete
	identity  os.FileInfo              // guarded by mu; of the file at path
	rate      meter.Meter              // guarded by mu
	bytes     int64                    // guarded by mu; verified
	rereads   bool                     // guarded by mu; a complete file is read again
	checked   int64                    // guarded by mu; bytes read again so far
	unsynced  int64                    // guarded by mu; verified since the last Sync
	wasted    int64                    // guarded by mu; corrupt bytes, beside the picker's count
	sources   map[string]int64         // guarded by mu; verified bytes by provider
	seconds   float64                  // guarded by mu; active time
	started   time.Time                // guarded by mu
	told      bool                     // guarded by mu; advertised
	asking    bool                     // guarded by mu; the finder runs
	askAt     time.Time                // guarded by mu; when to ask it again
	asked     int                      // guarded by mu; how often it was asked since the last order
}

// unfinished is what a download needs of its part.File; tests make it fail.
type unfinished interface {
	io.ReaderAt
	Meta() part.Meta
	Update(change func(*part.Meta)) error
	UpdateSoon(change func(*part.Meta)) error
	Amend(change func(*part.Meta))
	Manifest() *merkle.Manifest
	SetManifest(m *merkle.Manifest) error
	Have() share.Bitfield
	Has(chunk int) bool
	WriteChunk(chunk int, data []byte) error
	WriteSection(s *merkle.Sections, section int, data []byte) (whole bool, err error)
	Reserve() error
	Sync() error
	Recheck(ctx context.Context, seen func(bytes int64)) (lost int, err error)
	Finish(ctx context.Context) (path string, err error)
	Close() error
}

// state is what a download is about, apart from what its providers do.
type state int

const (
	running state = iota
	paused
	finishing
	complete
	cancelled
	checking // what is on the disk of an unfinished one is read again; see Recheck
)

func newDownload(m *Manager, f unfinished, o Order) *download {
	meta := f.Meta()
	d := &download{
		m: m, root: o.Root, part: f, order: o, log: aboutRoot(m.log, o.Root),
		poke: make(chan struct{}, 1), sources: maps.Clone(meta.Sources), seconds: meta.Seconds, started: meta.Added,
	}
	if o.Paused {
		d.state = paused
	}
	d.restore()
	for _, p := range o.Providers {
		d.addProvider(p)
	}
	return d
}

// restore goes on where an earlier run ended. Where a chunk is here, the size
// was proved before it came.
func (d *download) restore() {
	m := d.part.Manifest()
	if m == nil {
		return
	}
	if m.Chunks() > 0 && d.part.Have().Count() == 0 {
		d.draft = m
		return
	}
	d.proved(m)
}

// proved installs the manifest. Callers hold d.mu, or nobody else knows d.
func (d *download) proved(m *merkle.Manifest) {
	have := d.part.Have()
	if have.Len() != m.Chunks() {
		have = share.NewBitfield(m.Chunks())
	}
	d.manifest, d.draft = m, nil
	d.picker = picker.New[peer.ID](picker.Options{
		Size: m.Size(), Have: have, Policy: d.m.limits.Picker, Random: rand.New(rand.NewPCG(rand.Uint64(), rand.Uint64())), Sequential: d.order.Sequential,
	})
	d.bytes = 0
	for chunk := range have.Present() {
		_, n := share.ChunkSpan(m.Size(), chunk)
		d.bytes += int64(n)
	}
}

func (d *download) wake() {
	select {
	case d.poke <- struct{}{}:
	default:
	}
}

// run keeps the download going until every chunk is here, which it reports, or
// it is paused or cancelled.
func (d *download) run(ctx context.Context) (whole bool) {
	defer d.leave(errLeft)
	ticker := time.NewTicker(tickEvery)
	defer ticker.Stop()
	persisted, last := time.Now(), time.Now()
	d.lively = last
	d.begin(last)
	for ctx.Err() == nil {
		now := time.Now()
		if d.tick(ctx, now, now.Sub(last)) {
			return true
		}
		last = now
		if now.Sub(d.lively) >= stay && d.m.others() {
			break // somebody else may have more luck
		}
		if d.mustPersist(now.Sub(persisted)) {
			d.persist()
			persisted = time.Now()
		}
		select {
		case <-ctx.Done():
		case <-d.poke:
		case <-ticker.C:
		}
	}
	d.noted = time.Time{} // once more, whenever the last time was
	d.persist()
	return false
}

// begin decides when others than the known providers are looked for. A small
// file is here before a search for it would find anybody, and ten thousand of
// them would keep the network busy for hours.
func (d *download) begin(now time.Time) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.askAt.IsZero() && d.small() && len(d.known) > 0 {
		d.askAt = now.Add(smallPatience)
	}
}

// tick does what is due by time. It reports whether every chunk is here.
func (d *download) tick(ctx context.Context, now time.Time, since time.Duration) bool {
	d.mu.Lock()
	d.seconds += since.Seconds()
	d.retry(now)
	if d.picker != nil && d.picker.Missing() == 0 && d.trouble == nil {
		d.state = finishing
		d.mu.Unlock()
		return true
	}
	var notices []picker.Notice[peer.ID]
	if d.picker != nil {
		notices = d.picker.Tick(now)
	}
	d.learnSomething(ctx, now)
	d.search(ctx, now)
	d.dial(ctx, now)
	sessions := maps.Clone(d.sessions)
	for _, s := range sessions {
		if s.known || s.place.rank > 0 {
			d.lively = now
		}
	}
	d.mu.Unlock()
	for _, n := range notices {
		d.stalled(sessions[n.Peer], n)
	}
	for _, s := range sessions {
		d.refill(s, 0)
	}
	d.announce(now)
	return false
}

// stalled does what the picker decided about a silent provider.
func (d *download) stalled(s *session, n picker.Notice[peer.ID]) {
	if s == nil {
		return
	}
	d.log.Debug("a provider is silent", "peer", s.peer, "stage", int(n.Stall), "taken", len(n.Cancel))
	s.cancel(n.Cancel)
	if n.Stall == picker.Released {
		s.l.close(s, errStalled)
	}
}

// refill asks a provider for more chunks, unless it owes more than keep of ten
// parts of what it may owe: on the hot path requests go out in batches.
func (d *download) refill(s *session, keep int) {
	d.mu.Lock()
	requests := d.choose(s, keep)
	d.mu.Unlock()
	if len(requests) > 0 {
		_ = s.l.ask(requests...) // a failure has closed the session
	}
}

func (d *download) choose(s *session, keep int) []*request {
	if d.picker == nil || d.trouble != nil || d.state != running || s.place.rank > 0 {
		return nil
	}
	now := time.Now()
	depth := d.picker.Depth(now, s.peer)
	st, _ := d.picker.State(s.peer)
	if keep > 0 && st.Owed*10 > depth*keep {
		return nil
	}
	return s.requests(d.manifest, d.picker.Next(now, s.peer, depth), d.lists)
}
