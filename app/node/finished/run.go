package finished

import (
	"context"
	"fmt"
	"os"
	"time"

	"hinny/share"
	"hinny/share/merkle"
)

// every is how often changes are written down; a crash loses so much of the
// list, and nothing of the files.
const every = 2 * time.Second

// Run writes changes down, and reads again what is to be checked, until ctx
// ends.
func (l *List) Run(ctx context.Context) error {
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return l.Write()
		case root := <-l.checks:
			l.check(ctx, root)
		case <-tick.C:
			if err := l.Write(); err != nil {
				return err
			}
		}
	}
}

// Check has the file of a download read again in the background, and reports
// whether it is on the list.
func (l *List) Check(root share.RootHash) bool {
	return l.with(root, func(e *entry) {
		select {
		case l.checks <- root:
			e.checked = max(e.checked, 0)
		default: // so many are waiting that it is among them
		}
	})
}

// check reads one again and says what is wrong with it.
func (l *List) check(ctx context.Context, root share.RootHash) {
	path := ""
	if !l.with(root, func(e *entry) { path, e.checked = e.Path, 0 }) {
		return // taken off the list meanwhile
	}
	found, err := hash(ctx, path, func(n int64) { l.with(root, func(e *entry) { e.checked += n }) })
	wrong := ""
	switch {
	case ctx.Err() != nil:
	case err != nil:
		wrong = fmt.Sprintf("the file cannot be read: %v; put it back, or take this download off the list and order it again", err)
	case found != root:
		wrong = fmt.Sprintf("%s is not what it was when it came; move the file away, take this download off the list and order it again", path)
	}
	l.with(root, func(e *entry) { e.checked, e.wrong = -1, wrong })
}

// hash reads a whole file.
func hash(ctx context.Context, path string, progress func(n int64)) (share.RootHash, error) {
	f, err := os.Open(path)
	if err != nil {
		return share.RootHash{}, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return share.RootHash{}, err
	}
	m, err := merkle.Build(ctx, f, info.Size(), progress)
	if err != nil {
		return share.RootHash{}, err
	}
	return m.Root(), nil
}
