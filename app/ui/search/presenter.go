package search

import (
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"hinny/app/api"
	"hinny/app/ui/actor"
	"hinny/app/ui/note"
	"hinny/app/ui/order"
	"hinny/share"
)

const (
	// MaxResults bounds one search: more rows than anybody reads, few enough
	// to sort ten times a second.
	MaxResults = 50_000
	// Timeout is how long a search listens. Hits from far away take seconds,
	// and a person at a window waits longer than a script.
	Timeout = 20 * time.Second
	// MaxProviders bounds how many providers of a result go into an order;
	// the download finds the others by itself.
	MaxProviders = 32

	interval  = 100 * time.Millisecond // between two looks into the inbox
	markEvery = 10                     // looks between two questions about the downloads
)

// Searcher is what the screen needs of a node.
type Searcher interface {
	Search(ctx context.Context, r api.SearchRequest, found func(api.Result) bool) error
	Get(ctx context.Context, r api.GetRequest) (api.Transfer, error)
	Transfers(ctx context.Context) ([]api.Transfer, error)
}

// Presenter decides what the screen shows. Its methods are safe for concurrent
// use and return at once.
type Presenter struct {
	node  Searcher
	tell  note.Tell
	actor *actor.Actor
	view  *actor.View[Model]

	// Owned by the actor.
	current search
	order   order.Order
	marks   map[share.RootHash]mark
	looks   int
	asking  bool
}

// search is one search and what it found.
type search struct {
	text    string
	inbox   *inbox
	stop    context.CancelFunc
	rows    map[share.RootHash]Row
	running bool
	full    bool
	err     error
}

// New returns a Presenter that calls changed after each new Model.
func New(node Searcher, changed func(), tell note.Tell) *Presenter {
	return &Presenter{node: node, tell: tell, actor: actor.New(), view: actor.NewView[Model](changed)}
}

// Run works until ctx ends.
func (p *Presenter) Run(ctx context.Context) error { return p.actor.Run(ctx, interval, p.tick) }

// View returns the newest Model.
func (p *Presenter) View() Model { return p.view.Get() }

// Search starts a search in place of the one before.
func (p *Presenter) Search(text string) {
	if text = strings.TrimSpace(text); text != "" {
		p.actor.Do(func() { p.start(text) })
	}
}

// Stop ends the search that runs; its results stay.
func (p *Presenter) Stop() {
	p.actor.Do(func() {
		if p.current.stop != nil {
			p.current.stop()
		}
	})
}

// Sort orders the rows.
func (p *Presenter) Sort(by order.Order) {
	p.actor.Do(func() {
		p.order = by
		p.show()
	})
}

// Download orders what the rows show.
func (p *Presenter) Download(rows []Row) {
	p.actor.Do(func() { p.actor.Go(func(ctx context.Context) { p.get(ctx, rows) }) })
}

func (p *Presenter) get(ctx context.Context, rows []Row) {
	ordered := 0
	for _, r := range rows {
		_, err := p.node.Get(ctx, api.GetRequest{
			Target: r.Root.String(), Name: r.Name, Size: r.Size,
			Providers: r.Providers[:min(len(r.Providers), MaxProviders)],
		})
		if err != nil {
			p.tell(note.Note{What: note.Failed, Name: r.Name, Err: err})
			break // the next would most likely fail for the same reason
		}
		ordered++
	}
	if ordered > 0 {
		p.tell(note.Note{What: note.Started, Name: rows[0].Name, Count: ordered})
	}
	p.actor.Post(p.mark)
}

func (p *Presenter) start(text string) {
	if p.current.stop != nil {
		p.current.stop()
	}
	in := newInbox()
	p.current = search{text: text, inbox: in, rows: map[share.RootHash]Row{}, running: true}
	p.current.stop = p.actor.Go(func(ctx context.Context) {
		err := p.node.Search(ctx, api.SearchRequest{Text: text, Timeout: Timeout}, func(r api.Result) bool {
			in.put(r)
			return ctx.Err() == nil
		})
		if ctx.Err() != nil {
			err = nil // we stopped it ourselves
		}
		p.actor.Post(func() { p.finish(in, err) })
	})
	p.show()
}

// finish notes the end of a search, unless another has taken its place.
func (p *Presenter) finish(in *inbox, err error) {
	if p.current.inbox != in {
		return
	}
	p.current.running, p.current.err = false, err
	p.gather()
	p.show()
}

func (p *Presenter) tick() {
	if p.gather() {
		p.show()
	}
	if p.looks++; p.looks%markEvery == 0 && len(p.current.rows) > 0 {
		p.mark()
	}
}

// gather moves what was found into the rows and reports whether that changed
// anything.
func (p *Presenter) gather() bool {
	if p.current.inbox == nil {
		return false
	}
	results, refused := p.current.inbox.take()
	changed := len(results) > 0 || refused != p.current.full
	p.current.full = refused
	for root, r := range results {
		p.current.rows[root] = row(r)
	}
	return changed
}

// mark asks which of the rows are being downloaded or have arrived.
func (p *Presenter) mark() {
	if p.asking {
		return
	}
	p.asking = true
	p.actor.Go(func(ctx context.Context) {
		transfers, err := p.node.Transfers(ctx)
		p.actor.Post(func() {
			p.asking = false
			if err != nil {
				return // the status bar tells when the node is gone
			}
			marks := make(map[share.RootHash]mark, len(transfers))
			for _, t := range transfers {
				if _, shown := p.current.rows[t.Root]; shown {
					marks[t.Root] = markOf(t)
				}
			}
			if !maps.Equal(marks, p.marks) {
				p.marks = marks
				p.show()
			}
		})
	})
}

// show makes a new Model.
func (p *Presenter) show() {
	rows := make([]Row, 0, len(p.current.rows))
	for root, r := range p.current.rows {
		if m, ok := p.marks[root]; ok {
			r.set(m)
		}
		rows = append(rows, r)
	}
	columns().Sort(rows, p.order, best)
	model := Model{
		Text: p.current.text, Rows: slices.Clip(rows), Order: p.order,
		Running: p.current.running, Full: p.current.full, Err: p.current.err,
	}
	p.view.Set(model)
}
