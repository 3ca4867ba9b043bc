package index

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/blevesearch/bleve/v2/index/scorch"

	"hinny/share/fsys"
)

const (
	// settleAfter is how long the index must have stood still before its
	// segments are merged: the processor is the user's again.
	settleAfter = 10 * time.Second
	// settledSegments are so few that a search is not held up by their number.
	settledSegments = 4
	// settlePatience bounds one merge, which bleve tries again and again where
	// it fails. A million files take 16 s on one processor.
	settlePatience = 2 * time.Minute
	// settleRoom is how much room a merge needs on the disk, in times of what
	// the index takes: old and new segments are there at once, and others want
	// to write, too.
	settleRoom = 3
)

// settling merges the segments of an index into one after it grew much. What a
// bulk leaves are some twenty segments for a million files, and each search asks
// every one of them: in one segment a search for two words takes half the time
// (BenchmarkQuery, 1,000,000 files), and one with a typo two thirds. It is done
// when at least half of the files lie outside of the largest segment, so that
// each file is merged so only a few times in its life.
type settling struct {
	after time.Duration
	timer *time.Timer
	busy  sync.Mutex // held while one runs
	group sync.WaitGroup
}

func newSettling(after time.Duration) *settling {
	return &settling{after: after, timer: time.NewTimer(after)}
}

// moved says that the index does not stand still.
func (s *settling) moved() { s.timer.Reset(s.after) }

// begin merges in the background what is worth merging.
func (s *settling) begin(ctx context.Context, i *Index, e *engine) {
	s.group.Go(func() {
		if !s.busy.TryLock() {
			return
		}
		defer s.busy.Unlock()
		began := time.Now()
		switch merged, err := e.settle(ctx); {
		case err != nil && ctx.Err() == nil:
			i.options.Log.Info("the index stays in many segments; searches take longer", "err", err)
		case merged:
			i.options.Log.Debug("the index is merged", "took", time.Since(began))
		}
	})
}

// settle merges all segments into one if that is worth it.
func (e *engine) settle(ctx context.Context) (merged bool, err error) {
	if worth, err := e.unsettled(); err != nil || !worth {
		return false, err
	}
	if err := e.room(); err != nil {
		return false, err
	}
	ctx, stop := context.WithTimeout(ctx, settlePatience)
	defer stop()
	return true, guard("merge", func() error {
		under, err := e.bleve.Advanced()
		if err != nil {
			return err
		}
		s, ok := under.(*scorch.Scorch)
		if !ok {
			return fmt.Errorf("the index is a %T", under)
		}
		return errors.Join(s.ForceMerge(ctx, nil), ctx.Err())
	})
}

// unsettled reports whether there are many segments and none that holds most.
func (e *engine) unsettled() (worth bool, err error) {
	err = e.search(func(v *view) error {
		all, most := uint64(0), uint64(0)
		for _, p := range v.segments {
			all, most = all+p.segment.Count(), max(most, p.segment.Count())
		}
		worth = len(v.segments) > settledSegments && 2*most < all
		return nil
	})
	return worth, err
}

// room returns an error if there is too little room to merge.
func (e *engine) room() error {
	var size int64
	if err := filepath.WalkDir(e.dir, func(_ string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err == nil {
			size += info.Size()
		}
		return err
	}); err != nil {
		return err
	}
	dir, err := fsys.OpenOS(e.dir)
	if err != nil {
		return err
	}
	free, err := dir.Free()
	if err = errors.Join(err, dir.Close()); err == nil && free < settleRoom*size {
		err = fmt.Errorf("merging needs %d bytes of room on the disk, %d are there", settleRoom*size, free)
	}
	return err
}
