package transfer

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/libp2p/go-libp2p/core/event"
	"github.com/libp2p/go-libp2p/core/host"
	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/libp2p/go-libp2p/p2p/host/eventbus"

	"hinny/network/credit"
	"hinny/network/limit"
	"hinny/share"
	"hinny/share/merkle"
	"hinny/share/part"
)

// Manager fetches and serves. Its methods are safe for concurrent use.
type Manager struct {
	host      host.Host
	library   Library
	parts     *part.Store
	finder    Finder
	completed func(context.Context, share.RootHash, string, *merkle.Manifest)
	log       *slog.Logger
	limits    Limits
	buffers   *buffers
	blocks    sync.Pool // of *[]byte: a block and its header, for sending
	lists     lists
	reads     chan struct{} // a place for each disk read for others
	blame     blame
	names     names
	rates     rates
	credits   *credit.Book
	limiter   *limit.Limiter
	tails     tails
	slots     *slots
	audience  audience
	flushing  atomic.Bool
	group     sync.WaitGroup
	// disk is put between downloads and their part files by tests; nil: nothing.
	disk func(unfinished) unfinished

	// opening makes one step of opening a part and listing its download, so
	// that nobody finds a part busy whose download is not listed yet. It is
	// taken before mu.
	opening sync.Mutex
	// moving makes one step of a Move, so that two of them do not mix. It is taken
	// before mu.
	moving sync.Mutex

	mu        sync.Mutex
	ctx       context.Context     // guarded by mu; of Run; nil before
	ended     bool                // guarded by mu
	downloads *roster             // guarded by mu
	lineup    *lineup             // guarded by mu; who runs, and who does next
	turns     turns               // guarded by mu
	ending    chan struct{}       // a place for each small file that waits for its name
	links     map[peer.ID]*link   // guarded by mu
	clients   map[peer.ID]*client // guarded by mu
	signed    map[peer.ID][]byte  // guarded by mu; signed peer records
}

// maxEnding is how many small files, of 256 KiB at most, wait in memory for the
// disk: two groups of those that end together.
const maxEnding = 512

// New wires a Manager; Run makes it live.
func New(o Options) (*Manager, error) {
	if o.Host == nil || o.Parts == nil || o.Log == nil || o.Library == nil {
		return nil, errors.New("transfer: Host, Library, Parts and Log are needed")
	}
	if o.Credits == nil {
		o.Credits = credit.New()
	}
	if o.Limiter == nil {
		o.Limiter = new(limit.Limiter)
	}
	limits := o.Limits.withDefaults()
	m := &Manager{
		host: o.Host, library: o.Library, parts: o.Parts, finder: o.Finder, completed: o.Completed,
		log: o.Log, limits: limits, buffers: newBuffers(limits.Memory), reads: make(chan struct{}, limits.Reads),
		downloads: newRoster(), lineup: newLineup(limits.Downloads), ending: make(chan struct{}, maxEnding),
		links: map[peer.ID]*link{}, clients: map[peer.ID]*client{},
		signed: map[peer.ID][]byte{}, credits: o.Credits, limiter: o.Limiter,
		slots: newSlots(o, limits.Queue),
	}
	m.blocks.New = func() any {
		buf := make([]byte, recordSize+maxBlock)
		return &buf
	}
	return m, nil
}

// Run resumes what was ordered before, serves and fetches until ctx ends, and
// returns when all is on the disk and every goroutine has ended.
func (m *Manager) Run(ctx context.Context) error {
	m.mu.Lock()
	m.ctx = ctx
	m.mu.Unlock()
	if err := m.resumeAll(); err != nil {
		return err
	}
	identified, err := m.host.EventBus().Subscribe(new(event.EvtPeerIdentificationCompleted), eventbus.BufSize(64))
	if err != nil {
		return fmt.Errorf("listen for peers: %w", err)
	}
	defer func() { _ = identified.Close() }()
	m.host.SetStreamHandler(ControlID, m.serveControl)
	m.host.SetStreamHandler(DataID, m.serveData)
	ticker, flush := time.NewTicker(lookEvery), time.NewTicker(flushEvery)
	defer ticker.Stop()
	defer flush.Stop()
	for ctx.Err() == nil {
		select {
		case <-flush.C:
			m.flush()
		case <-ctx.Done():
		case e, ok := <-identified.Out():
			if !ok {
				continue
			}
			m.notice(e.(event.EvtPeerIdentificationCompleted))
		case now := <-ticker.C:
			m.introduceAll(now)
			m.slots.look(now, m.everyClient())
		}
	}
	m.host.RemoveStreamHandler(ControlID)
	m.host.RemoveStreamHandler(DataID)
	m.mu.Lock()
	m.ended = true
	m.mu.Unlock()
	m.group.Wait()
	return errors.Join(m.parts.Flush(), m.closeParts())
}

// flushEvery is how often new orders are made to survive a power cut.
const flushEvery = 2 * time.Second

// flush does so beside everything else, one at a time.
func (m *Manager) flush() {
	if !m.flushing.CompareAndSwap(false, true) {
		return
	}
	m.spawn(func() {
		defer m.flushing.Store(false)
		if err := m.parts.Flush(); err != nil {
			m.log.Warn("new orders are not on the disk yet; it is tried again", "error", err)
		}
	})
}

// lookEvery is how often the slots look at the clock, and newcomers are looked
// for: their signed records come a moment after they do.
const lookEvery = 500 * time.Millisecond

// SetSlots sets how many peers are served at once; 0 leaves it to the uplink.
func (m *Manager) SetSlots(n int) { m.slots.fix(n) }

// Expected returns what one more who downloads from here may expect in the long
// run, in bytes a second; 0: it is not known yet.
func (m *Manager) Expected() int64 { return m.slots.expected() }

// resumeAll opens every part, in the order of the queue, and starts those that are
// not paused.
func (m *Manager) resumeAll() error {
	m.mu.Lock()
	for _, d := range m.downloads.all() { // ordered before Run
		m.start(d)
	}
	m.mu.Unlock()
	list, err := m.parts.List()
	if err != nil {
		return fmt.Errorf("resume downloads: %w", err)
	}
	slices.SortStableFunc(list, func(a, b part.Meta) int { // the first ones get the places
		return cmp.Or(cmp.Compare(b.Priority, a.Priority), cmp.Compare(turnOf(a), turnOf(b)))
	})
	for _, meta := range list {
		m.resume(meta)
	}
	return nil
}

// resume opens one part, unless it was ordered meanwhile.
func (m *Manager) resume(meta part.Meta) {
	m.opening.Lock()
	defer m.opening.Unlock()
	if m.download(meta.Root) != nil {
		return
	}
	file, err := m.parts.Open(meta.Root)
	if err != nil {
		m.log.Error("a download cannot be resumed", "root", meta.Root.Short(), "error", err)
		return
	}
	m.add(file, orderOf(meta))
}

func (m *Manager) closeParts() error {
	var failures []error
	for _, d := range m.all() {
		if err := d.part.Close(); err != nil {
			failures = append(failures, fmt.Errorf("close %s: %w", d.root.Short(), err))
		}
	}
	return errors.Join(failures...)
}

// context returns Run's context.
func (m *Manager) context() context.Context {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.ctx
}

// enter counts a goroutine that libp2p started. It reports false once Run ends.
func (m *Manager) enter() bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.ctx == nil || m.ended || m.ctx.Err() != nil {
		return false
	}
	m.group.Add(1)
	return true
}

// spawn starts a goroutine that Run waits for. It reports false, and starts
// nothing, once Run ends.
func (m *Manager) spawn(f func()) bool {
	if !m.enter() {
		return false
	}
	go func() {
		defer m.group.Done()
		f()
	}()
	return true
}

func (m *Manager) download(root share.RootHash) *download {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.downloads.of(root)
}

// all returns the downloads in the order in which they came into this run.
func (m *Manager) all() []*download {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.downloads.all()
}
