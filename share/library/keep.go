package library

import (
	"context"
	"os"
	"time"

	"hinny/share/catalog"
)

// moveGrace is how long what vanished stays in the catalog, so that its new
// place is seen before its content is forgotten.
const moveGrace = 500 * time.Millisecond

// tidyEvery is how often unused files are closed, and how soon it is noticed that
// a drive came or went.
const tidyEvery = maxIdle / 2

// candidate is a file that may have to be hashed.
type candidate struct {
	path     string
	identity catalog.Identity
}

// outcome is how a worker ended: the file is in the catalog's hands, or has to
// start over.
type outcome struct {
	path  string
	again bool
	read  int64 // bytes of it that are no longer counted as waiting
}

// pending is a file on its way to the workers.
type pending struct {
	candidate
	urgent bool
	due    time.Time // when it may be settled; zero once it is
	busy   bool      // a worker has it
	again  bool      // it was touched while a worker had it
}

// timed is a path to look at when its time has come.
type timed struct {
	path string
	due  time.Time
}

// keeper is the state of the loop that owns what is pending. Its queues are in
// the order of time, because each wait is of one fixed length.
type keeper struct {
	l        *Library
	files    map[string]*pending
	settling []timed
	ready    [2][]string // urgent ones first
	gone     []timed
	errands  []string // directories to scan
	queued   map[string]struct{}
	errand   bool // the errand scanner is at work
}

// keep runs the keeper.
func (l *Library) keep(ctx context.Context) {
	k := &keeper{l: l, files: map[string]*pending{}, queued: map[string]struct{}{}}
	rescan, poll, due := time.NewTicker(l.options.Rescan), time.NewTicker(pollEvery), time.NewTimer(0)
	tidy := time.NewTicker(tidyEvery)
	defer rescan.Stop()
	defer poll.Stop()
	defer tidy.Stop()
	defer due.Stop()
	for {
		head, work := k.head()
		errand, errands := k.nextErrand()
		found, urgent := k.doors()
		select {
		case <-ctx.Done():
			return
		case <-l.dirty.wake:
			k.look(ctx, time.Now(), l.dirty.take())
		case batch := <-found:
			k.considerAll(time.Now(), batch, false)
		case batch := <-urgent:
			k.considerAll(time.Now(), batch, true)
		case work <- head:
			k.handed(head)
		case outcomes := <-l.done:
			k.finished(outcomes)
		case errands <- errand:
			k.errands, k.errand = k.errands[1:], true
			delete(k.queued, errand)
		case <-l.gate.wake:
		case <-l.idle:
			k.errand = false
		case <-rescan.C:
			l.rescan()
		case now := <-poll.C:
			l.poll(now)
		case now := <-tidy.C:
			k.tidy(now)
		case <-due.C:
		}
		k.settle(time.Now())
		k.forget(ctx, time.Now())
		k.report()
		due.Reset(k.sleep(time.Now()))
	}
}

// tidy does what is due every now and then.
func (k *keeper) tidy(now time.Time) {
	k.l.handles.closeIdle(now.Add(-maxIdle))
	k.l.followMounts()
	if len(k.files) == 0 && !k.l.rescans.open() {
		k.l.catalog.Rest()
	}
}

// look compares touched paths with the catalog. What is gone comes first: its
// watch must not outlive it under its old name.
func (k *keeper) look(ctx context.Context, now time.Time, paths map[string]struct{}) {
	there := make(map[string]os.FileInfo, len(paths))
	for path := range paths {
		folder, shared := k.l.folderOf(path)
		if !shared {
			continue
		}
		if info, ok := k.l.eligible(folder.Path, path); ok {
			there[path] = info
		} else {
			k.vanished(now, folder, path)
		}
	}
	for path, info := range there {
		folder, shared := k.l.folderOf(path)
		switch {
		case !shared: // until a moment ago
			k.l.touch(path)
		case info.IsDir():
			if _, known := k.l.catalog.ByPath(path); known { // as a file, which is gone
				k.vanished(now, folder, path)
			}
			k.addErrand(path)
		default:
			if below := k.l.catalog.Under(inside(path), 1); len(below) > 0 {
				k.vanished(now, folder, path) // as a directory, which is gone
			}
			id := identify(info)
			if !k.l.inStep(ctx, folder, path, id) {
				k.otherNames(path, id)
				k.consider(now, candidate{path, id}, true)
			}
		}
	}
}

// otherNames has a file that changed looked at under its other names too: the
// system tells of the one name that it was opened by.
func (k *keeper) otherNames(path string, id catalog.Identity) {
	if _, pending := k.files[path]; pending {
		return
	}
	for _, other := range k.l.catalog.ByInode(id) {
		if other.File.Path != path && !other.Identity.SameContent(id) {
			k.l.touch(other.File.Path)
		}
	}
}

func (k *keeper) vanished(now time.Time, folder Folder, path string) {
	if k.l.watches.has(path) {
		k.l.watches.remove(path)
	}
	if path == folder.Path {
		k.l.rescan() // it says what is wrong with the folder
		return
	}
	if len(k.gone) >= maxDirty {
		k.l.rescan()
		return
	}
	// Even if the catalog does not know it: it may be on its way there.
	k.gone = append(k.gone, timed{path, now.Add(moveGrace)})
}

func (k *keeper) addErrand(dir string) {
	if _, ok := k.queued[dir]; ok {
		return
	}
	if len(k.errands) >= maxDirty {
		k.l.rescan()
		return
	}
	k.queued[dir] = struct{}{}
	k.errands = append(k.errands, dir)
}

func (k *keeper) considerAll(now time.Time, batch []candidate, urgent bool) {
	for _, c := range batch {
		k.consider(now, c, urgent)
	}
}

// consider takes a file in that is not in the catalog as it is now.
func (k *keeper) consider(now time.Time, c candidate, urgent bool) {
	if p, ok := k.files[c.path]; ok {
		if p.busy {
			p.again = true
		} else if p.identity != c.identity {
			k.l.waitingSize.Add(c.identity.Size - p.identity.Size)
			p.identity = c.identity
			k.wait(now, p)
		}
		return
	}
	if urgent && len(k.files) >= maxPending+2*errandReserve {
		k.l.rescan() // it is found again when there is room
		return
	}
	p := &pending{candidate: c, urgent: urgent}
	k.files[c.path] = p
	k.l.waitingSize.Add(c.identity.Size)
	if k.settled(now, c.identity) {
		k.enqueue(p)
	} else {
		k.wait(now, p)
	}
}

func (k *keeper) drop(p *pending) {
	delete(k.files, p.path)
	k.l.waitingSize.Add(-p.identity.Size)
}

// forget has the committer drop what is gone, once nothing is left to look at
// that might turn out to be its new place.
func (k *keeper) forget(ctx context.Context, now time.Time) {
	if k.errand || len(k.errands) > 0 {
		return
	}
	for len(k.gone) > 0 && !k.gone[0].due.After(now) {
		if !send(ctx, k.l.commits, commit{gone: k.gone[0].path}) {
			return
		}
		k.gone = k.gone[1:]
	}
}

func (k *keeper) report() { k.l.waiting.Store(int64(len(k.files))) }

// sleep returns how long nothing falls due.
func (k *keeper) sleep(now time.Time) time.Duration {
	next := now.Add(pollEvery)
	if len(k.settling) > 0 && k.settling[0].due.Before(next) {
		next = k.settling[0].due
	}
	if len(k.gone) > 0 && k.gone[0].due.Before(next) && !k.errand && len(k.errands) == 0 {
		next = k.gone[0].due
	}
	return next.Sub(now)
}
