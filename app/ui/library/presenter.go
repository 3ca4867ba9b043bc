package library

import (
	"context"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"hinny/app/api"
	"hinny/app/ui/actor"
	"hinny/app/ui/note"
	"hinny/app/ui/order"
)

const (
	// MaxFiles bounds the list: a person filters rather than scrolls further.
	MaxFiles = 50_000

	interval  = 250 * time.Millisecond // between two looks at the node's totals, and what typing into the filter waits for
	reloadMin = 4                      // looks between two readings of the files while the totals keep changing
	countsAge = 15 * time.Second       // how old the counts of what others wanted may be, for each page of files
)

// Node is what the screen needs of a node.
type Node interface {
	Status(ctx context.Context) (api.Status, error)
	Folders(ctx context.Context) ([]api.Folder, error)
	AddFolder(ctx context.Context, path string) (api.Folder, error)
	RemoveFolder(ctx context.Context, path string) error
	Files(ctx context.Context, q api.FileQuery) (api.FilePage, error)
	Link(ctx context.Context, fileOrRoot string) (api.Link, error)
}

// Presenter decides what the screen shows. Its methods are safe for concurrent
// use and return at once.
type Presenter struct {
	node  Node
	tell  note.Tell
	actor *actor.Actor
	view  *actor.View[Model]
	away  atomic.Bool // nobody looks at the screen

	// Owned by the actor.
	model  Model
	status api.Status
	hashed int64     // HashedBytes when there was nothing to do
	stale  bool      // the folders and files must be read again
	counts time.Time // when the counts of what others wanted were read
	since  int       // looks since they were
	asking bool
	stop   context.CancelFunc // ends the reading that is under way
	load   int                // counts readings
}

// New returns a Presenter that calls changed after each new Model.
func New(node Node, changed func(), tell note.Tell) *Presenter {
	return &Presenter{
		node: node, tell: tell, actor: actor.New(), view: actor.NewView[Model](changed),
		stale: true, since: reloadMin, stop: func() {},
	}
}

// Run works until ctx ends.
func (p *Presenter) Run(ctx context.Context) error {
	return p.actor.RunPaced(ctx, actor.Seen(&p.away, interval), p.tick) // SetVisible wakes it
}

// View returns the newest Model.
func (p *Presenter) View() Model { return p.view.Get() }

// Add shares a folder.
func (p *Presenter) Add(path string) {
	path = strings.TrimSpace(path)
	p.actor.Do(func() {
		p.actor.Go(func(ctx context.Context) {
			folder, err := p.node.AddFolder(ctx, path)
			p.done(note.Note{What: note.Shared, Name: folder.Path, Err: err})
		})
	})
}

// Remove shares a folder no more. Its files stay where they are.
func (p *Presenter) Remove(path string) {
	p.actor.Do(func() {
		p.actor.Go(func(ctx context.Context) {
			err := p.node.RemoveFolder(ctx, path)
			p.done(note.Note{What: note.Unshared, Name: path, Err: err})
		})
	})
}

// done tells how a command ended and has the folders read again.
func (p *Presenter) done(n note.Note) {
	if n.Err != nil {
		n.What = note.Failed
	}
	p.tell(n)
	p.actor.Post(p.Reload)
}

// Choose shows the files of one folder, or of all for an empty path.
func (p *Presenter) Choose(folder string) {
	p.actor.Do(func() {
		if p.model.Folder != folder {
			p.model.Folder = folder
			p.read()
		}
	})
}

// Filter shows the files whose name holds the text.
func (p *Presenter) Filter(text string) {
	p.actor.Do(func() {
		if p.model.Filter != text {
			p.model.Filter = text
			p.stale, p.since = true, reloadMin // at the next look: the person may type on
		}
	})
}

// Sort orders the files.
func (p *Presenter) Sort(by order.Order) {
	p.actor.Do(func() {
		p.model.Order = by
		p.show()
	})
}

// Reload has everything read again at the next look.
func (p *Presenter) Reload() {
	p.actor.Do(func() { p.stale, p.since = true, reloadMin })
}

// CopyLink puts the links of files into the clipboard, one a line.
func (p *Presenter) CopyLink(files []api.SharedFile) {
	p.actor.Do(func() {
		p.actor.Go(func(ctx context.Context) {
			var links []string
			for _, f := range files {
				l, err := p.node.Link(ctx, f.Path)
				if err != nil {
					p.tell(note.Note{What: note.Failed, Name: f.Name, Err: err})
					return
				}
				links = append(links, l.Link)
			}
			if len(links) > 0 {
				p.tell(note.Note{What: note.Copied, Name: files[0].Name, Count: len(links), Text: strings.Join(links, "\n")})
			}
		})
	})
}

// SetVisible says whether the screen is looked at. What nobody sees is not
// read: a hundred thousand files take a good part of a second, and at the start
// the window needs it.
func (p *Presenter) SetVisible(visible bool) {
	p.away.Store(!visible)
	if visible {
		p.actor.Do(func() {
			p.stale = p.stale || p.outdated() // nobody knows what was sent meanwhile
			p.tick()
		})
	}
}

// outdated reports whether it is time to read the counts of what others wanted
// again: the longer reading takes, the less often.
func (p *Presenter) outdated() bool {
	return time.Since(p.counts) >= countsAge*time.Duration(1+len(p.model.Files)/api.MaxPage)
}

func (p *Presenter) tick() {
	if p.away.Load() {
		return
	}
	p.ask()
	if p.since++; p.stale && p.since >= reloadMin {
		p.read()
	}
}

// ask looks at the node's totals, unless a look is under way.
func (p *Presenter) ask() {
	if p.asking {
		return
	}
	p.asking = true
	p.actor.Go(func(ctx context.Context) {
		status, err := p.node.Status(ctx)
		p.actor.Post(func() {
			if p.asking = false; err == nil {
				p.see(status)
			}
		})
	})
}

func (p *Presenter) see(status api.Status) {
	before := p.model.Hashing
	if status.Hashing == 0 {
		p.hashed = status.HashedBytes
	}
	p.model.Hashing = Hashing{
		Files: status.Hashing, Left: status.HashingLeft, Done: status.HashedBytes - p.hashed,
		Rate: status.HashingRate, Time: status.HashingTime, Paused: status.HashingPaused,
	}
	if status.SharedFiles != p.status.SharedFiles || status.SharedBytes != p.status.SharedBytes {
		p.stale = true
	}
	if status.UpRate > 0 && p.outdated() {
		p.stale = true
	}
	p.status = status
	if p.model.Hashing != before {
		p.show()
	}
}

// read reads the folders and the files that are to be shown, in place of a
// reading that is under way.
func (p *Presenter) read() {
	p.stop()
	p.stale, p.since, p.counts = false, 0, time.Now()
	p.load++
	load, q := p.load, api.FileQuery{Folder: p.model.Folder, Filter: p.model.Filter, Limit: api.MaxPage}
	p.stop = p.actor.Go(func(ctx context.Context) {
		folders, err := p.node.Folders(ctx)
		var files []api.SharedFile
		total := 0
		if err == nil {
			files, total, err = p.pages(ctx, q)
		}
		p.actor.Post(func() {
			if load != p.load {
				return
			}
			if p.model.Err = err; err == nil {
				p.model.Folders, p.model.Files, p.model.Total, p.model.Loaded = folders, files, total, true
			}
			p.show()
		})
	})
}

// pages reads all files that match, MaxFiles at most.
func (p *Presenter) pages(ctx context.Context, q api.FileQuery) (files []api.SharedFile, total int, err error) {
	for {
		page, err := p.node.Files(ctx, q)
		if err != nil {
			return nil, 0, err
		}
		files, total = append(files, page.Files...), page.Total
		if q.Offset = len(files); len(page.Files) == 0 || q.Offset >= min(total, MaxFiles) {
			return files[:min(len(files), MaxFiles)], total, nil
		}
	}
}

// show makes a new Model.
func (p *Presenter) show() {
	model := p.model
	model.Files = slices.Clone(model.Files)
	columns().Sort(model.Files, model.Order, byRel)
	p.view.Set(model)
}
