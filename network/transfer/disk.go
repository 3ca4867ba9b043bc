package transfer

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"hinny/network/picker"
	"hinny/share"
	"hinny/share/part"
)

// diskRetry is how often a failed write is tried again. Nothing is asked of
// anybody meanwhile, so it costs no bandwidth.
const diskRetry = 5 * time.Second

// trouble is a failure of our own disk. What failed is kept and tried again.
type trouble struct {
	err   error
	full  bool
	again func() error
	next  time.Time
}

// rejected handles a chunk that WriteChunk did not take.
func (d *download) rejected(s *session, chunk int, data []byte, err error) {
	if errors.Is(err, share.ErrCorrupt) {
		d.corrupt(s, err, len(data))
		return
	}
	kept := bytes.Clone(data)
	d.unwritten(s, chunk, err, func() error {
		if err := d.part.WriteChunk(chunk, kept); err != nil {
			return err
		}
		d.accept(s, chunk, len(kept))
		return nil
	})
}

// unwritten has what our own disk refused of a chunk written again.
func (d *download) unwritten(s *session, chunk int, err error, again func() error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.picker == nil || d.state != running {
		return
	}
	d.picker.Failed(time.Now(), s.peer, chunk, picker.Lost)
	d.disk(err, again)
}

// disk stops asking until again succeeds. Callers hold d.mu.
func (d *download) disk(err error, again func() error) {
	if d.trouble != nil {
		return // one at a time; what else failed is fetched again
	}
	var disk *part.DiskError
	d.trouble = &trouble{err: err, full: errors.As(err, &disk) && disk.Full, again: again, next: time.Now().Add(diskRetry)}
	d.log.Warn("the download waits for our own disk", "error", err)
}

// retry tries again what the disk refused. Callers hold d.mu; the write is one
// chunk, and nothing else happens in a download that waits.
func (d *download) retry(now time.Time) {
	t := d.trouble
	if t == nil || now.Before(t.next) {
		return
	}
	if t.err = t.again(); t.err != nil {
		t.next = now.Add(diskRetry)
		return
	}
	d.trouble = nil
	d.log.Info("the disk works again; the download goes on")
}

// mustPersist reports whether enough arrived, or long enough ago.
func (d *download) mustPersist(since time.Duration) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.trouble == nil && (d.unsynced >= persistAt || d.unsynced > 0 && since >= persistWait)
}

// persist makes what arrived survive a power cut. It takes as long as the disk
// takes; chunks go on arriving. Who gave what is written less often on a fast
// link: it costs two syncs more, and decides nothing about the content.
func (d *download) persist() {
	d.mu.Lock()
	n := d.unsynced
	d.unsynced = 0
	d.mu.Unlock()
	err := d.part.Sync()
	if now := time.Now(); err == nil && now.Sub(d.noted) >= persistWait {
		d.noted = now
		err = d.remember()
	}
	if err == nil {
		return
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.unsynced += n
	// A failed sync forgets chunks: begin again from what is really there.
	if d.manifest != nil {
		d.rebuild()
	}
	d.disk(err, d.part.Sync)
}

// rebuild makes a picker from what the disk holds. Callers hold d.mu.
func (d *download) rebuild() {
	d.proved(d.manifest)
	for _, s := range d.sessions {
		if s.known {
			d.join(s)
		}
	}
}

// remember writes what a restart needs besides the content.
func (d *download) remember() error { return d.part.Update(d.record()) }

// record returns the change that brings the part's meta up to date.
func (d *download) record() func(*part.Meta) {
	d.mu.Lock()
	sources, seconds := make(map[string]int64, len(d.sources)), d.seconds
	for name, n := range d.sources {
		sources[name] = n
	}
	paused, providers := d.state == paused, d.remembered()
	o := d.order
	d.mu.Unlock()
	return func(m *part.Meta) {
		m.Sources, m.Seconds, m.Paused, m.Providers = sources, seconds, paused, providers
		m.Name, m.Out, m.Priority, m.Turn, m.Sequential, m.Category = o.Name, o.Out, int(o.Priority), o.Turn, o.Sequential, o.Category
	}
}

// finish puts the file under its final name. Only the disk can prevent it, so
// it is tried until it works.
func (d *download) finish(ctx context.Context) {
	d.announce(time.Now())
	if d.manifest.Chunks() > 1 {
		d.part.Amend(d.record()) // Finish writes it, with the name that it found
	}
	for {
		path, err := d.part.Finish(ctx)
		if err == nil {
			d.completed(ctx, path)
			return
		}
		if ctx.Err() != nil {
			return
		}
		d.log.Warn("the finished file cannot be put in place yet", "error", err)
		d.mu.Lock()
		d.failure = fmt.Sprintf("the file is complete but cannot be put in place: %v", err)
		d.mu.Unlock()
		select {
		case <-ctx.Done():
			return
		case <-time.After(diskRetry):
		}
	}
}

// shed lets go of what only fetching needs: there may be thousands of complete
// downloads on the list. Callers hold d.mu.
func (d *download) shed() {
	d.wasted += d.picker.Wasted()
	d.picker, d.lists, d.listeners, d.order.Providers, d.stop, d.done = nil, nil, nil, nil, nil, nil
	maps.DeleteFunc(d.known, func(_ peer.ID, c *candidate) bool { return !c.avoided })
	if len(d.known) == 0 {
		d.known = nil
	}
}

// completed turns everybody over to the finished file.
func (d *download) completed(ctx context.Context, path string) {
	if d.m.completed != nil {
		d.m.completed(ctx, d.root, path, d.manifest)
	}
	identity, err := os.Stat(path)
	if err != nil {
		d.log.Warn("the finished file is gone already", "error", err)
	}
	d.mu.Lock()
	d.state, d.path, d.identity, d.failure = complete, path, identity, ""
	listeners := d.listeners
	d.shed()
	d.mu.Unlock()
	for l := range listeners {
		l.flush()
	}
	d.log.Info("download complete", "path", path)
	if err := d.part.Close(); err != nil { // what it was is served from its new place
		d.log.Warn("a finished download could not be closed", "error", err)
	}
	if d.m.finder != nil {
		d.m.finder.Advertise(d.root)
	}
	d.m.mu.Lock()
	defer d.m.mu.Unlock()
	d.m.downloads.ended(d)
}
