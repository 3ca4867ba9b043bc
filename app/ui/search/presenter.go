package search

import (
	"context"
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

	interval = 100 * time.Millisecond // between two looks into the inbox
	calm     = time.Second            // the same while no search runs

	// markEvery is between two questions about the downloads: less than calm,
	// so that no such look comes a moment too early.
	markEvery = 900 * time.Millisecond

	// rest is how long the presenter rests after it has sorted the results, in
	// the time that this took: 50,000 results, sorted ten times a second while
	// more come in, would take a core that the window has a use for.
	rest = 6
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
	desk   desk
	order  order.Order
	narrow Narrow
	marks  map[share.RootHash]mark
	marked time.Time // when the downloads were last asked about
	behind bool      // there is something new to show
	next   time.Time // when, at the earliest
	asking bool
	saved  saved
}

// New returns a Presenter that calls changed after each new Model.
func New(node Searcher, changed func(), tell note.Tell) *Presenter {
	return &Presenter{node: node, tell: tell, actor: actor.New(), view: actor.NewView[Model](changed)}
}

// Run works until ctx ends.
func (p *Presenter) Run(ctx context.Context) error { return p.actor.RunPaced(ctx, p.pace, p.tick) }

// pace says how long it is until the next look. A window that waits for a person
// would otherwise wake ten times a second for nothing.
func (p *Presenter) pace() time.Duration {
	if p.behind || slices.ContainsFunc(p.desk.searches, func(s *search) bool { return s.running }) {
		return interval
	}
	return calm
}

// View returns the newest Model.
func (p *Presenter) View() Model { return p.view.Get() }

// Search starts a search in a tab of its own. Where one with the same text is,
// it comes to the front and is asked again; its results stay.
func (p *Presenter) Search(text string) {
	if text = strings.TrimSpace(text); text != "" {
		p.actor.Do(func() {
			p.start(p.desk.open(text))
			p.askSaved()
		})
	}
}

// Restore opens tabs for searches of an earlier time, unless there are some
// already. One is asked when it comes to the front.
func (p *Presenter) Restore(texts []string) {
	p.actor.Do(func() {
		if len(p.desk.searches) > 0 {
			return
		}
		for _, text := range texts {
			if text = strings.TrimSpace(text); text != "" {
				p.desk.open(text)
			}
		}
		p.desk.front = nil
		p.show()
	})
}

// Stop ends the search in front; its results stay.
func (p *Presenter) Stop() {
	p.actor.Do(func() {
		if p.desk.front != nil {
			p.desk.front.halt()
		}
	})
}

// Show brings the search with an ID to the front.
func (p *Presenter) Show(id int) {
	p.actor.Do(func() {
		s := p.desk.find(id)
		if s == nil || s == p.desk.front {
			return
		}
		p.desk.front = s
		p.fronted()
	})
}

// Close ends the search with an ID and forgets it.
func (p *Presenter) Close(id int) {
	p.actor.Do(func() {
		p.desk.close(id)
		p.fronted()
	})
}

// fronted shows the search that has come to the front. One from an earlier
// time is asked now.
func (p *Presenter) fronted() {
	if s := p.desk.front; s != nil && s.stop == nil {
		p.start(s)
		p.askSaved()
		return
	}
	p.mark()
	p.askSaved()
	p.show()
}

// Filter shows only those rows of the search in front that match, written as
// a search is.
func (p *Presenter) Filter(text string) {
	p.actor.Do(func() {
		if s := p.desk.front; s != nil && s.filter != text {
			s.filter = text
			p.show()
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

// Fold shows or hides the other names of a row of the search in front.
func (p *Presenter) Fold(r Row, open bool) {
	p.actor.Do(func() {
		if s := p.desk.front; s != nil && s.open[r.Root] != open {
			delete(s.open, r.Root)
			if open {
				s.open[r.Root] = true
			}
			p.show()
		}
	})
}

// Download orders what the rows show.
func (p *Presenter) Download(rows []Row) { p.begin(rows, api.GetRequest{}) }

// Open shows the file of a row that is here. One that is gone meanwhile is
// ordered.
func (p *Presenter) Open(r Row) {
	p.actor.Do(func() { p.actor.Go(func(ctx context.Context) { p.get(ctx, []Row{r}, api.GetRequest{}, true) }) })
}

// DownloadTo orders what the rows show, into a folder.
func (p *Presenter) DownloadTo(rows []Row, folder string) {
	p.begin(rows, api.GetRequest{Out: folder})
}

// DownloadPaused orders what the rows show, to begin when it is resumed.
func (p *Presenter) DownloadPaused(rows []Row) { p.begin(rows, api.GetRequest{Paused: true}) }

// begin orders the rows, each as like says.
func (p *Presenter) begin(rows []Row, like api.GetRequest) {
	p.actor.Do(func() { p.actor.Go(func(ctx context.Context) { p.get(ctx, rows, like, false) }) })
}

// get orders the rows. What is here already is told, and shown if it is to be.
func (p *Presenter) get(ctx context.Context, rows []Row, request api.GetRequest, show bool) {
	ordered, seen := 0, map[share.RootHash]bool{}
	for _, r := range rows {
		if seen[r.Root] { // under another of its names
			continue
		}
		seen[r.Root] = true
		request.Target, request.Name, request.Size = r.Root.String(), r.Name, r.Size
		request.Providers = r.Providers[:min(len(r.Providers), MaxProviders)]
		t, err := p.node.Get(ctx, request)
		if err != nil {
			p.tell(note.Note{What: note.Failed, Name: r.Name, Err: err})
			break // the next would most likely fail for the same reason
		}
		if t.State == api.StateComplete && t.Path != "" {
			p.tell(note.Note{What: note.Here, Name: t.Path, Show: show})
			continue
		}
		ordered++
	}
	if ordered > 0 {
		p.tell(note.Note{What: note.Started, Name: rows[0].Name, Count: ordered})
	}
	p.actor.Post(p.mark)
}

func (p *Presenter) start(s *search) {
	s.halt()
	in := newInbox()
	for root := range s.rows {
		in.known[root] = struct{}{}
	}
	more := make(chan struct{}, 1)
	s.inbox, s.running, s.err, s.reach, s.more = in, true, nil, api.SearchProgress{}, more
	s.stop = p.actor.Go(func(ctx context.Context) {
		reached := func(reach api.SearchProgress) { p.actor.Post(func() { p.reached(s, in, reach) }) }
		err := p.node.Search(ctx, api.SearchRequest{Text: s.text, Timeout: Timeout, Progress: reached, More: more}, func(r api.Result) bool {
			in.put(r)
			return ctx.Err() == nil
		})
		if ctx.Err() != nil {
			err = nil // we stopped it ourselves
		}
		p.actor.Post(func() { p.finish(s, in, err) })
	})
	p.show()
}

// finish notes the end of a search, unless it was started again.
func (p *Presenter) finish(s *search, in *inbox, err error) {
	if s.inbox != in {
		return
	}
	s.running, s.err = false, err
	s.gather()
	p.show()
}

func (p *Presenter) tick() {
	for _, s := range p.desk.searches {
		p.behind = s.gather() || p.behind
	}
	began := time.Now()
	if p.behind && !began.Before(p.next) {
		p.show()
		now := time.Now()
		p.next = now.Add(rest * now.Sub(began))
	}
	if began.Sub(p.saved.asked) >= savedEvery {
		p.saved.asked = began
		p.askSaved()
	}
	if began.Sub(p.marked) >= markEvery && p.desk.front != nil && len(p.desk.front.rows) > 0 {
		p.marked = began
		p.mark()
	}
}

// show makes a new Model.
func (p *Presenter) show() {
	p.behind = false
	model := Model{Order: p.order, Narrow: p.narrow}
	if p.desk.front != nil {
		model = p.desk.front.model(p.marks, p.order, p.narrow)
	}
	model.Tabs, model.Saved = p.desk.tabs(), p.saved.searches
	p.view.Set(model)
}
