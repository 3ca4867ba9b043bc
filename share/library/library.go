package library

import (
	"context"
	"errors"
	"log/slog"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"hinny/share/catalog"
	"hinny/share/fsys"
	"hinny/share/together"
)

const (
	// defaultQuiet is how long a file must stand still before it is hashed.
	defaultQuiet = 2 * time.Second
	// defaultRescan is how often everything is compared with the disk, as
	// other synchronising programs do: events can get lost.
	defaultRescan = time.Hour
	// pollEvery replaces the rescan interval of folders that are not watched or
	// could not be read.
	pollEvery = time.Minute
	// maxPending bounds the files that a scan found and that wait to be hashed,
	// about 10 MiB: it goes on as they are.
	maxPending = 20_000
	// errandReserve is how many more may wait if an event told of them, so
	// that a long first scan does not hide what happens now.
	errandReserve = 100_000
)

// Options are the parts and numbers of a Library.
type Options struct {
	Catalog *catalog.Catalog
	Log     *slog.Logger
	Home    string        // Hinny's own folder: never shared; may be empty
	Quiet   time.Duration // 0 means 2 s, negative means none
	Workers int           // files hashed at once; 0 means half the cores
	Rescan  time.Duration // 0 means an hour

	disk disk // tests put their own parts in
}

// Status is what the library does at this moment.
type Status struct {
	Hashing  int           // files waiting to be hashed or being hashed
	Left     int64         // bytes of them not read yet; shrinks while they are read
	Hashed   int64         // bytes read by the workers since New
	Paused   bool          // nothing is hashed until Resume
	Rate     float64       // bytes hashed a second, lately; 0 while nothing is or nobody knows yet
	TimeLeft time.Duration // until all is hashed; 0 while more is looked for or nobody knows yet
	Scanning bool          // folders are being compared with the catalog, or are about to be
	Notices  []string      // what a person should know, oldest first
}

// Library is the set of ticked folders. It is safe for concurrent use.
type Library struct {
	options Options
	catalog *catalog.Catalog
	log     *slog.Logger
	disk    disk
	volumes volumes
	notices notices
	unread  unreadFiles
	dirty   dirtySet
	watches watchSet
	handles handleCache
	gate    gate
	manners *manners
	entered entering
	adopted *together.Group[*adoption]
	hiding  atomic.Pointer[exclusions] // changed with commit held
	rehide  atomic.Bool                // what hiding hides may still be in the catalog

	waiting     atomic.Int64 // files
	waitingSize atomic.Int64 // bytes
	hashed      atomic.Int64 // bytes read
	speed       speed

	rescans requests
	errands chan string // keeper to errand scanner
	found   chan []candidate
	urgent  chan []candidate
	work    chan []candidate
	done    chan []outcome
	commits chan commit
	unasked chan string   // files that were never asked what they are
	idle    chan struct{} // errand scanner to keeper: an errand is finished

	unticked chan struct{} // the catalog may hold what lies in no ticked folder

	commit  sync.Mutex // held while the catalog is written and while a folder is taken away
	mu      sync.Mutex
	folders []Folder                // guarded by mu; sorted by path
	polled  map[string]polled       // guarded by mu; by folder, if not all of it can be watched
	trouble map[string][]string     // guarded by mu; by folder, what of it cannot be read now, in words
	tallies map[string]*tally       // guarded by mu; by folder, once all of it was looked at
	mounts  map[string][]fsys.Mount // guarded by mu; by folder, what it lay on and what was in it when it was last looked at
}

// New makes a library of the folders that are ticked in the catalog. Call Run
// to bring it to life.
func New(o Options) *Library {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Quiet == 0 {
		o.Quiet = defaultQuiet
	}
	o.Quiet = max(o.Quiet, 0)
	if o.Workers <= 0 {
		o.Workers = max(1, runtime.NumCPU()/2)
	}
	if o.Rescan <= 0 {
		o.Rescan = defaultRescan
	}
	if home, err := filepath.EvalSymlinks(o.Home); err == nil && o.Home != "" {
		o.Home = home // as paths inside ticked folders are compared with it
	}
	o.disk.complete(o.Catalog)
	l := &Library{
		options: o, catalog: o.Catalog, log: o.Log, disk: o.disk,
		trouble: map[string][]string{}, tallies: map[string]*tally{}, mounts: map[string][]fsys.Mount{},
		dirty:   newDirtySet(),
		handles: newHandleCache(),
		gate:    newGate(),
		manners: newManners(o.disk.use),
		rescans: newRequests(), polled: map[string]polled{},
		errands: make(chan string), found: make(chan []candidate), urgent: make(chan []candidate),
		work: make(chan []candidate), done: make(chan []outcome), idle: make(chan struct{}),
		commits: make(chan commit, batchSize), unasked: make(chan string, maxUnasked), unticked: make(chan struct{}, 1),
	}
	l.hiding.Store(compile(DefaultExclusions()))
	l.adopted = together.New(maxAdopted, l.adoptAll)
	for _, f := range o.Catalog.Folders() {
		l.folders = append(l.folders, Folder{Path: f.Path, Name: f.Name})
	}
	return l
}

// Run keeps the catalog in step until ctx ends, and waits for all it started.
// Call it once.
func (l *Library) Run(ctx context.Context) error {
	system, err := l.disk.watch()
	if err != nil {
		l.tell("Changes in the shared folders are noticed late, because they cannot be watched: " + err.Error())
		system = noWatcher{}
	}
	l.watches.begin(system)
	l.rescan()
	var group sync.WaitGroup
	start := func(part func(context.Context)) { group.Go(func() { part(ctx) }) }
	start(l.pump)
	start(l.keep)
	start(l.scanFolders)
	start(l.runErrands)
	start(l.commitAll)
	start(l.askAll)
	start(l.forgetUnticked)
	for range l.options.Workers {
		start(l.hashAll)
	}
	group.Wait()
	l.handles.closeAll()
	return errors.Join(l.watches.end())
}

// Status returns what the library does now.
func (l *Library) Status() Status {
	s := Status{
		Hashing: int(l.waiting.Load()), Left: max(0, l.waitingSize.Load()),
		Hashed: l.hashed.Load(), Paused: l.gate.isShut(), Scanning: l.rescans.open(), Notices: l.notices.list(),
	}
	if s.Paused || s.Hashing == 0 {
		return s
	}
	bytes, work := l.speed.rates(time.Now())
	if s.Rate = bytes; !s.Scanning {
		s.TimeLeft = timeLeft(s.Hashing, s.Left, work)
	}
	return s
}

// send passes v on unless ctx ends first.
func send[T any](ctx context.Context, to chan<- T, v T) bool {
	select {
	case to <- v:
		return true
	case <-ctx.Done():
		return false
	}
}
