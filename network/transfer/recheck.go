package transfer

import (
	"context"
	"fmt"
	"io"
	"os"

	"hinny/share"
)

// Recheck reads again what is on the disk of a download, in the background. What
// is damaged of an unfinished one is fetched again; a complete one then says what
// is wrong. It goes on as before afterwards.
func (m *Manager) Recheck(root share.RootHash) error {
	d := m.download(root)
	if d == nil {
		return fmt.Errorf("check %s: %w", root.Short(), share.ErrNotFound)
	}
	d.mu.Lock()
	was, already := d.state, d.rereads
	d.rereads = was == complete
	d.mu.Unlock()
	switch {
	case already:
	case was == complete:
		m.spawn(func() { d.recheckWhole(m.context()) })
	case was == running || was == paused:
		if d.halt(checking) {
			m.spawn(func() { d.recheck(m.context(), was) })
		}
	}
	return nil // the others are checked, or over, in a moment
}

// recheck verifies what is here of an unfinished download.
func (d *download) recheck(ctx context.Context, was state) {
	lost, err := d.part.Recheck(ctx, d.checkedTo)
	if err == nil && lost > 0 {
		d.log.Warn("chunks on the disk were damaged; they are fetched again", "chunks", lost)
		err = d.part.Sync()
	}
	d.mu.Lock()
	if lost > 0 && d.manifest != nil {
		d.rebuild()
	}
	if err != nil && ctx.Err() == nil && d.state == checking {
		d.log.Warn("a download could not be checked", "error", err)
	}
	if d.state == checking { // nobody paused or cancelled it meanwhile
		d.state = was
	}
	d.checked = 0
	d.mu.Unlock()
	d.m.mu.Lock()
	defer d.m.mu.Unlock()
	d.m.start(d)
}

// recheckWhole verifies a complete file where it lies.
func (d *download) recheckWhole(ctx context.Context) {
	d.mu.Lock()
	path := d.path
	d.mu.Unlock()
	bad, err := d.damaged(ctx, path)
	d.mu.Lock()
	defer d.mu.Unlock()
	d.checked, d.rereads = 0, false
	switch {
	case ctx.Err() != nil:
	case err != nil:
		d.failure = fmt.Sprintf("the file cannot be read: %v; put it back, or cancel this download and order it again", err)
	case bad > 0:
		d.failure = fmt.Sprintf("%d of %d chunks of %s are damaged; move the file away, cancel this download and order it again", bad, d.manifest.Chunks(), path)
	default:
		d.failure = ""
		d.log.Info("a complete download was checked and is whole", "path", path)
	}
	if d.failure != "" {
		d.log.Warn("a complete download was checked", "result", d.failure)
	}
}

// damaged counts the chunks of a finished file that are not what they were.
func (d *download) damaged(ctx context.Context, path string) (bad int, err error) {
	file, err := os.Open(path)
	if err != nil {
		return 0, err
	}
	defer file.Close()
	size := d.manifest.Size()
	buf := make([]byte, min(share.ChunkSize(size), size))
	for i := range d.manifest.Chunks() {
		if ctx.Err() != nil {
			return 0, ctx.Err()
		}
		offset, length := share.ChunkSpan(size, i)
		n, err := file.ReadAt(buf[:length], offset)
		if n < length && err != io.EOF {
			return 0, err
		}
		if n < length || d.manifest.VerifyChunk(i, buf[:length]) != nil {
			bad++
		}
		d.checkedTo(offset + int64(length))
	}
	return bad, nil
}

// checkedTo notes how far a check came.
func (d *download) checkedTo(bytes int64) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.checked = bytes
}
