package library

import (
	"bytes"
	"context"
	"errors"
	"time"

	"hinny/share"
	"hinny/share/catalog"
	"hinny/share/fsys"
	"hinny/share/merkle"
)

const (
	// handFiles and handBytes bound what is handed on at once: few enough for
	// every worker to have some, many enough that handing on costs little
	// beside a file of some KiB.
	handFiles = 64
	handBytes = 1 << 20
	// smallFile is the size of a file that is read in one go: one chunk.
	smallFile = share.MinChunkSize
)

// worker hashes files, one after the other.
type worker struct {
	l    *Library
	from opener
	pace pace
	buf  []byte // a small file and one byte more, which must not be there
}

// hashAll runs one worker.
func (l *Library) hashAll(ctx context.Context) {
	w := worker{l: l, pace: pace{m: l.manners}, buf: make([]byte, smallFile+1)}
	defer w.from.close()
	for {
		select {
		case batch := <-l.work:
			w.hashBatch(ctx, batch)
			continue
		default:
			w.from.close() // an open directory keeps its drive from being taken out
		}
		select {
		case <-ctx.Done():
			return
		case batch := <-l.work:
			w.hashBatch(ctx, batch)
		}
	}
}

// hashBatch hashes some files and tells the keeper how they ended.
func (w *worker) hashBatch(ctx context.Context, batch []candidate) {
	outcomes := make([]outcome, 0, len(batch))
	w.pace.begin(time.Now())
	for _, c := range batch {
		o := outcome{path: c.path}
		var err error
		o.again, err = w.hash(ctx, c, func(n int64) {
			o.read += n
			w.readSome(ctx, n)
		})
		if ctx.Err() != nil {
			return
		}
		if err != nil {
			w.l.noteUnread(c, err)
		}
		w.l.speed.add(time.Now(), 0, 1)
		outcomes = append(outcomes, o)
	}
	send(ctx, w.l.done, outcomes)
}

// readSome counts what was read, and goes on when it may.
func (w *worker) readSome(ctx context.Context, n int64) {
	w.l.hashed.Add(n)
	w.l.speed.add(time.Now(), n, 0)
	w.l.waitingSize.Add(-n)
	w.pace.rest(ctx, n)
	w.l.gate.pass(ctx)
	w.pace.begin(time.Now())
}

// hash reads one file and hands it to the committer. It asks to start over if
// the file is no longer what the candidate was. Read is told of each part.
func (w *worker) hash(ctx context.Context, c candidate, read func(n int64)) (again bool, err error) {
	folder, ok := w.l.folderOf(c.path)
	if !ok || w.l.inStep(ctx, folder, c.path, c.identity) {
		return false, nil
	}
	var entry catalog.Entry
	if c.identity.Size <= smallFile {
		entry, again, err = w.small(folder, c, read)
	} else {
		entry, again, err = w.large(ctx, folder, c, read)
	}
	if again || err != nil {
		return again, err
	}
	w.l.readAgain(func(path string) bool { return path == c.path })
	w.l.entered.add(c.path, c.identity)
	send(ctx, w.l.commits, commit{entry: entry})
	return false, nil
}

// small hashes a file of one chunk: most of a library, and each costs more to
// open than to read. It is looked at once, after it was read: what it is then is
// what the candidate was before, or it starts over.
func (w *worker) small(folder Folder, c candidate, read func(n int64)) (entry catalog.Entry, again bool, err error) {
	var n int
	var id catalog.Identity
	fsys.InBackground(func() { n, id, err = w.from.read(folder, c.path, w.buf[:c.identity.Size+1]) })
	if err != nil {
		again, err = w.unopened(folder, c, err)
		return entry, again, err
	}
	if id != c.identity || int64(n) != id.Size {
		return entry, true, nil
	}
	read(id.Size)
	entry = entryFor(folder, c.path, id, merkle.Root(w.buf[:n]))
	asked(&entry.File, bytes.NewReader(w.buf[:n]))
	return entry, false, nil
}

// large hashes a file chunk by chunk.
func (w *worker) large(ctx context.Context, folder Folder, c candidate, read func(n int64)) (entry catalog.Entry, again bool, err error) {
	f, id, err := w.from.open(folder, c.path)
	if err != nil {
		again, err = w.unopened(folder, c, err)
		return entry, again, err
	}
	defer func() { _ = f.Close() }() // it was only read
	if id != c.identity {
		return entry, true, nil
	}
	m, err := merkle.Build(ctx, lastServed{f}, id.Size, read)
	if errors.Is(err, share.ErrChanged) {
		return entry, true, nil
	}
	if err != nil {
		return entry, false, err
	}
	entry = entryFor(folder, c.path, id, m.Root())
	entry.Outboard = m.Outboard()
	asked(&entry.File, f) // its bytes are in memory yet
	info, err := f.Stat()
	if err != nil || identify(info) != id {
		return entry, true, nil
	}
	return entry, false, nil
}

// unopened tells a file that cannot be opened, which is an error, from one that
// is no longer what it was.
func (w *worker) unopened(folder Folder, c candidate, err error) (again bool, _ error) {
	info, ok := w.l.eligible(folder.Path, c.path)
	if ok && identify(info) == c.identity {
		return false, cause(err)
	}
	return true, nil
}
