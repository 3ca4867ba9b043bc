package transfers

import (
	"context"
	"reflect"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"hinny/app/api"
	"hinny/app/ui/actor"
	"hinny/app/ui/note"
	"hinny/app/ui/order"
	"hinny/index/query"
	"hinny/share"
	"hinny/share/link"
)

const (
	// pull is the time between two snapshots while the screen is looked at: as
	// often as a person reads rates, and seldom because each is a picture, which
	// without a graphics card takes from the download what it shows. At four a
	// second it took 8 % of one at 450 MB/s on two cores, at one 3 %.
	pull = time.Second
	rest = 2 // pulls of which only the last happens while nobody looks
)

// Node is what the screen needs of a node.
type Node interface {
	Transfers(ctx context.Context) ([]api.Transfer, error)
	Uploads(ctx context.Context) ([]api.Upload, error)
	Get(ctx context.Context, r api.GetRequest) (api.Transfer, error)
	Pause(ctx context.Context, root share.RootHash) error
	Resume(ctx context.Context, root share.RootHash) error
	Cancel(ctx context.Context, root share.RootHash) error
}

// Presenter decides what the screen shows. Its methods are safe for concurrent
// use and return at once.
type Presenter struct {
	node    Node
	tell    note.Tell
	actor   *actor.Actor
	view    *actor.View[Model]
	visible atomic.Bool

	// Owned by the actor.
	model  Model
	pulls  int
	asking bool
	filter string
	chosen share.RootHash // the download whose providers are looked at; zero: none
}

// New returns a Presenter that calls changed after each new Model.
func New(node Node, changed func(), tell note.Tell) *Presenter {
	return &Presenter{node: node, tell: tell, actor: actor.New(), view: actor.NewView[Model](changed)}
}

// Run works until ctx ends.
func (p *Presenter) Run(ctx context.Context) error { return p.actor.Run(ctx, pull, p.tick) }

// View returns the newest Model.
func (p *Presenter) View() Model { return p.view.Get() }

// SetVisible says whether anybody looks at the screen.
func (p *Presenter) SetVisible(visible bool) {
	p.visible.Store(visible)
	if visible {
		p.actor.Do(p.pull)
	}
}

// Sort orders the downloads.
func (p *Presenter) Sort(by order.Order) {
	p.actor.Do(func() {
		p.model.Order = by
		p.show()
	})
}

// SortUploads orders the uploads.
func (p *Presenter) SortUploads(by order.Order) {
	p.actor.Do(func() {
		p.model.UploadOrder = by
		p.show()
	})
}

// Filter shows only those downloads that match, written as a search is. One
// that cannot be understood shows all.
func (p *Presenter) Filter(text string) {
	p.actor.Do(func() {
		p.filter = text
		p.show()
	})
}

// Add orders what share links name, one a line.
func (p *Presenter) Add(text string) {
	p.actor.Do(func() {
		p.actor.Go(func(ctx context.Context) {
			for target := range strings.Lines(text) {
				if target = strings.TrimSpace(target); target == "" {
					continue
				}
				t, err := p.node.Get(ctx, api.GetRequest{Target: target, Size: -1})
				if err != nil {
					p.tell(note.Note{What: note.Failed, Name: target, Err: err})
					continue
				}
				p.tell(note.Note{What: note.Started, Name: t.Name, Count: 1})
			}
			p.actor.Post(p.pull)
		})
	})
}

// Pause stops downloads until they are resumed.
func (p *Presenter) Pause(rows []api.Transfer) { p.each(rows, p.node.Pause) }

// Resume lets paused or failed downloads go on.
func (p *Presenter) Resume(rows []api.Transfer) { p.each(rows, p.node.Resume) }

// Cancel removes downloads with their unfinished data; files that are complete
// stay on the disk.
func (p *Presenter) Cancel(rows []api.Transfer) { p.each(rows, p.node.Cancel) }

// CopyLink puts the links of downloads into the clipboard, one a line.
func (p *Presenter) CopyLink(rows []api.Transfer) {
	text := ""
	for i, t := range rows {
		if i > 0 {
			text += "\n"
		}
		text += link.Link{Root: t.Root, Size: t.Size, Name: t.Name}.String()
	}
	if len(rows) > 0 {
		p.tell(note.Note{What: note.Copied, Name: rows[0].Name, Count: len(rows), Text: text})
	}
}

// each gives a command for each of the rows.
func (p *Presenter) each(rows []api.Transfer, command func(context.Context, share.RootHash) error) {
	p.actor.Do(func() {
		p.actor.Go(func(ctx context.Context) {
			for _, t := range rows {
				if err := command(ctx, t.Root); err != nil && ctx.Err() == nil {
					p.tell(note.Note{What: note.Failed, Name: t.Name, Err: err})
				}
			}
			p.actor.Post(p.pull)
		})
	})
}

func (p *Presenter) tick() {
	if p.pulls++; p.visible.Load() || p.pulls%rest == 0 || !p.model.Loaded {
		p.pull()
	}
}

// pull takes a snapshot of the node, unless one is under way.
func (p *Presenter) pull() {
	if p.asking {
		return
	}
	p.asking = true
	looked := p.looked()
	p.actor.Go(func(ctx context.Context) {
		now := snapshot{}
		now.downloads, now.err = p.node.Transfers(ctx)
		if now.err == nil {
			now.uploads, now.err = p.node.Uploads(ctx)
		}
		now.filed = p.categories(ctx)
		now.held = p.holdings(ctx, looked)
		p.actor.Post(func() {
			p.asking = false
			p.see(now)
		})
	})
}

// see notes a snapshot. One like the last draws nothing anew.
func (p *Presenter) see(now snapshot) {
	same := now.err == nil && p.model.Err == nil && p.model.Loaded && reflect.DeepEqual(now.held, p.model.Held) &&
		reflect.DeepEqual(now.downloads, p.model.Downloads) && reflect.DeepEqual(now.uploads, p.model.Uploads) &&
		slices.Equal(now.filed, p.model.Categories)
	if same {
		return
	}
	if p.model.Err = now.err; now.err == nil {
		if p.model.Loaded {
			p.notice(now.downloads)
			p.closed(now.downloads)
		}
		p.model.Downloads, p.model.Uploads, p.model.Held, p.model.Loaded = now.downloads, now.uploads, now.held, true
		p.filed(now.filed)
	}
	p.show()
}

// notice tells of downloads that have ended since the last snapshot.
func (p *Presenter) notice(downloads []api.Transfer) {
	before := make(map[share.RootHash]api.State, len(p.model.Downloads))
	for _, t := range p.model.Downloads {
		before[t.Root] = t.State
	}
	for _, t := range downloads {
		// One that was not there before may have come and gone between two
		// snapshots.
		switch {
		case before[t.Root] == t.State:
		case t.State == api.StateComplete:
			p.tell(note.Note{What: note.Arrived, Name: t.Name})
		case t.State == api.StateFailed, t.State == api.StatePaused && t.Error != "": // the disk is full
			p.tell(note.Note{What: note.Failed, Name: t.Name, Err: &api.Error{Code: api.CodeFailed, Message: t.Error}})
		}
	}
}

// through returns the downloads that the filter lets through, as a copy.
func (p *Presenter) through(downloads []api.Transfer) []api.Transfer {
	filter, err := query.Parse(p.filter)
	all := err != nil || filter.IsEmpty()
	return slices.DeleteFunc(slices.Clone(downloads), func(t api.Transfer) bool {
		return p.model.Category != "" && t.Category != p.model.Category || !all && !filter.Match(query.Thing{Name: t.Name, Size: t.Size, Mod: t.Started})
	})
}

// show makes a new Model of the newest snapshot.
func (p *Presenter) show() {
	model := p.model
	model.Downloads, model.Uploads = p.through(model.Downloads), slices.Clone(model.Uploads)
	model.Filtered = len(p.model.Downloads) - len(model.Downloads)
	for i := range model.Downloads {
		model.Downloads[i].Details = arrange(model.Downloads[i].Details)
	}
	downloadColumns().Sort(model.Downloads, model.Order, inQueue)
	uploadColumns().Sort(model.Uploads, model.UploadOrder, byName)
	p.view.Set(model)
}
