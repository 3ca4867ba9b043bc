package index

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// maxRebuilds is how often one Run builds anew before it gives up: the disk is
// broken then, not the index.
const maxRebuilds = 3

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
	writing := &writing{i: i, e: e}
	defer writing.end()
	settling := newSettling(i.settleAfter)
	defer settling.group.Wait()
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	for last := (time.Time{}); ; {
		changed := i.options.Source.Changed()
		changes, err := i.options.Source.ChangesSince(s.Applied, takeSize())
		if err != nil {
			return fmt.Errorf("follow the catalog: %w", err)
		}
		if wait := i.options.Gather - time.Since(last); wait > 0 && len(changes) > 0 && len(changes) < takeSize() {
			if err := i.gather(ctx, wait); err != nil {
				return err
			}
			last = time.Time{}
			continue
		}
		if len(changes) > 0 {
			s.Applied = changes[len(changes)-1].Seq
			if err := writing.apply(ctx, changes, s); err != nil {
				return err
			}
			last = time.Now()
			settling.moved()
			if err := i.interrupted(ctx); err != nil {
				return err
			}
			continue
		}
		if err := i.rest(ctx, changed, settling, e); err != nil {
			return err
		}
	}
}

// interrupted returns why following has to end now, or nil.
func (i *Index) interrupted(ctx context.Context) error {
	select {
	case err := <-i.damaged:
		return err
	default:
		return ctx.Err()
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
