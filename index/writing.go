package index

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"time"

	api "github.com/blevesearch/bleve_index_api"
	"golang.org/x/sync/errgroup"

	"hinny/share"
)

const (
	// batchSize is how many changes one batch takes. Memory grows with the
	// batch, time with their number. Building the index of 100,000 files took
	// 210 µs of processor a file and at most 56 MB with 1,000, 170 µs and
	// 132 MB with 4,000, 140 µs and 229 MB with 8,000.
	batchSize = 4000
	// maxAhead is how many takes may be on their way to the disk while the next
	// is made: bleve stores what has gathered in one file, and memory holds
	// some hundred bytes for each file in it.
	maxAhead = 4
	// writePatience is how long the disk may take before a person is told; a
	// full disk makes bleve try again without an end.
	writePatience = time.Minute
	// stopPatience is how long a batch that is being written is waited for
	// when Run has to stop.
	stopPatience = 2 * time.Second
)

// takeSize is how many changes are taken at once: a batch for every core.
func takeSize() int { return batchSize * runtime.GOMAXPROCS(0) }

// writing puts changes into an index, one take after the other. The batches of
// a take are made side by side, because a batch keeps one core busy, and the
// state follows when all are in: a crash before means to write some of them
// again, which changes nothing.
type writing struct {
	i     *Index
	e     *engine
	ahead []<-chan struct{} // of each take that may not be on the disk yet; the oldest first
}

// apply writes changes after which the state is s. It returns when they can be
// found and the disk is no more than maxAhead takes behind, or not at all
// behind if the take is not full or has removals, which the catalog may then
// forget.
func (w *writing) apply(ctx context.Context, changes []share.Change, s state) error {
	removed := slices.ContainsFunc(changes, func(c share.Change) bool { return c.Removed })
	var stored <-chan struct{} // to be read after written has told
	written := make(chan error, 1)
	go func() {
		var err error
		stored, err = w.e.take(changes, s)
		written <- err
	}()
	if err := w.await(ctx, written); err != nil {
		return err
	}
	w.ahead = append(w.ahead, stored)
	if err := w.i.count(); err != nil {
		return err
	}
	behind := 0
	if len(changes) == takeSize() && !removed {
		behind = maxAhead
	}
	for ; len(w.ahead) > behind; w.ahead = w.ahead[1:] {
		if err := w.store(ctx, w.ahead[0]); err != nil {
			return err
		}
	}
	if removed {
		if err := w.i.options.Source.TrimRemoved(s.Applied); err != nil {
			return fmt.Errorf("trim the catalog's removals: %w", err)
		}
	}
	return nil
}

// take writes changes as one batch for each batchSize of them.
func (e *engine) take(changes []share.Change, s state) (stored <-chan struct{}, err error) {
	if len(changes) <= batchSize {
		return e.note(batchOf(changes), s)
	}
	var group errgroup.Group
	for part := range slices.Chunk(changes, batchSize) {
		group.Go(func() error { return e.write(batchOf(part)) })
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	return e.note(api.NewBatch(), s)
}

// await waits for batches. bleve cannot break one off, and one that it never
// finishes would keep the program from stopping: then the index is given up.
func (w *writing) await(ctx context.Context, written <-chan error) error {
	slow := time.NewTicker(writePatience)
	defer slow.Stop()
	for {
		select {
		case err := <-written:
			return err
		case <-slow.C:
			w.slow()
			continue
		case <-ctx.Done():
		}
		select {
		case err := <-written:
			return err
		case <-time.After(stopPatience):
			w.i.mu.Lock()
			w.e.stuck = true
			w.i.mu.Unlock()
			return ctx.Err()
		}
	}
}

// store waits until a take is on the disk.
func (w *writing) store(ctx context.Context, stored <-chan struct{}) error {
	slow := time.NewTicker(writePatience)
	defer slow.Stop()
	for {
		select {
		case <-stored:
			return nil
		case err := <-w.i.damaged:
			return err
		case <-slow.C:
			w.slow()
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

func (w *writing) slow() {
	w.i.options.Log.Warn("the index waits for the disk; is it full?", "index", w.i.options.Dir)
}

// end gives what is on its way a moment to reach the disk: what does not is
// written again at the next start.
func (w *writing) end() {
	patience := time.After(stopPatience)
	for _, stored := range w.ahead {
		select {
		case <-stored:
		case <-patience:
			return
		}
	}
}
