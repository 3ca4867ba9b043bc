package index

import (
	"context"
	"errors"
	"fmt"
	"time"

	"hinny/share"
)

const (
	// batchSize is how many changes one batch takes. Memory grows with the
	// batch, time with their number. Building the index of 100,000 files took
	// 210 µs of processor a file and at most 56 MB with 1,000, 170 µs and
	// 132 MB with 4,000, 140 µs and 229 MB with 8,000.
	batchSize = 4000
	// writePatience is how long a batch may take before a person is told; a
	// full disk makes bleve try again without an end.
	writePatience = time.Minute
	// stopPatience is how long a batch that is being written is waited for
	// when Run has to stop.
	stopPatience = 2 * time.Second
	// maxRebuilds is how often one Run builds anew before it gives up: the
	// disk is broken then, not the index.
	maxRebuilds = 3
)

// Run keeps the index in step with the catalog until ctx ends. A damaged index
// is built again while it runs.
func (i *Index) Run(ctx context.Context) error {
	for rebuilds := 0; ; rebuilds++ {
		err := i.follow(ctx)
		switch {
		case ctx.Err() != nil:
			return nil
		case !errors.Is(err, errDamaged):
			return err
		case rebuilds == maxRebuilds:
			return fmt.Errorf("build the index %s again: it was damaged %d times, check the disk: %w", i.options.Dir, rebuilds+1, err)
		}
		i.options.Log.Warn("the index is damaged and is built again; searches find what is built so far", "index", i.options.Dir, "err", err)
		if err := i.rebuild(); err != nil {
			return fmt.Errorf("build the index %s again: %w", i.options.Dir, err)
		}
	}
}

// follow applies changes as they come.
func (i *Index) follow(ctx context.Context) error {
	i.mu.RLock()
	e := i.engine
	i.mu.RUnlock()
	if e == nil {
		return errClosed
	}
	s, err := e.state()
	if err != nil {
		return damage("read how far it is", err)
	}
	settling := newSettling(i.settleAfter)
	defer settling.group.Wait()
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	for last := (time.Time{}); ; {
		changed := i.options.Source.Changed()
		changes, err := i.options.Source.ChangesSince(s.Applied, batchSize)
		if err != nil {
			return fmt.Errorf("follow the catalog: %w", err)
		}
		if wait := i.options.Gather - time.Since(last); wait > 0 && len(changes) > 0 && len(changes) < batchSize {
			if err := i.gather(ctx, wait); err != nil {
				return err
			}
			last = time.Time{}
			continue
		}
		if len(changes) > 0 {
			s.Applied = changes[len(changes)-1].Seq
			if err := i.apply(ctx, e, changes, s); err != nil {
				return err
			}
			last = time.Now()
			settling.moved()
			select {
			case err := <-i.damaged:
				return err
			case <-ctx.Done():
				return ctx.Err()
			default:
			}
			continue
		}
		if err := i.rest(ctx, changed, settling, e); err != nil {
			return err
		}
	}
}

// rest waits for something to do.
func (i *Index) rest(ctx context.Context, changed <-chan struct{}, s *settling, e *engine) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case err := <-i.damaged:
		return err
	case <-changed:
	case <-s.timer.C:
		s.begin(ctx, i, e)
	}
	return nil
}

// gather waits for more changes.
func (i *Index) gather(ctx context.Context, wait time.Duration) error {
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case err := <-i.damaged:
		return err
	case <-timer.C:
		return nil
	}
}

// apply writes one batch of changes.
func (i *Index) apply(ctx context.Context, e *engine, changes []share.Change, s state) error {
	batch, removed := e.bleve.NewBatch(), false
	for _, change := range changes {
		if change.Removed {
			removed = true
			batch.Delete(documentID(change.File.ID))
			continue
		}
		if err := batch.IndexAdvanced(documentOf(change.File)); err != nil {
			return fmt.Errorf("index %s: %w", change.File.Rel, err)
		}
	}
	written := make(chan error, 1)
	go func() { written <- e.apply(batch, s) }()
	if err := i.await(ctx, e, written); err != nil {
		return err
	}
	if err := i.count(); err != nil {
		return err
	}
	if removed {
		if err := i.options.Source.TrimRemoved(s.Applied); err != nil {
			return fmt.Errorf("trim the catalog's removals: %w", err)
		}
	}
	return nil
}

// await waits for a batch. bleve cannot break one off, and one that it never
// finishes would keep the program from stopping: then the index is given up.
func (i *Index) await(ctx context.Context, e *engine, written <-chan error) error {
	slow := time.NewTicker(writePatience)
	defer slow.Stop()
	for {
		select {
		case err := <-written:
			return err
		case <-slow.C:
			i.options.Log.Warn("the index waits for the disk; is it full?", "index", i.options.Dir)
			continue
		case <-ctx.Done():
		}
		select {
		case err := <-written:
			return err
		case <-time.After(stopPatience):
			i.mu.Lock()
			e.stuck = true
			i.mu.Unlock()
			return ctx.Err()
		}
	}
}

// rebuild begins anew once the last search is done with the old index.
func (i *Index) rebuild() error {
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.engine == nil {
		return errClosed
	}
	_ = i.engine.close() // it is removed next
	i.engine = nil
	if err := i.begin(); err != nil {
		return err
	}
	select {
	case <-i.damaged: // told of the old one
	default:
	}
	return i.count()
}
