package peers

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
)

const (
	// MaxFiles bounds what is shown of one peer.
	MaxFiles = 50_000

	interval = 200 * time.Millisecond // between two looks at what browsing brought
	askEvery = 2 * time.Second        // between two questions for the peers
)

// Node is what the screen needs of a node.
type Node interface {
	Status(ctx context.Context) (api.Status, error)
	Peers(ctx context.Context) ([]api.Peer, error)
	FindPeer(ctx context.Context, id string) (api.Peer, error)
	Connect(ctx context.Context, addr string) (api.Peer, error)
	Browse(ctx context.Context, id string, found func(api.SharedFile) bool) error
	Get(ctx context.Context, r api.GetRequest) (api.Transfer, error)
}

// Presenter decides what the screen shows. Its methods are safe for concurrent
// use and return at once.
type Presenter struct {
	node  Node
	tell  note.Tell
	actor *actor.Actor
	view  *actor.View[Model]
	names atomic.Pointer[map[string]string] // of the contacts, by peer ID

	// Owned by the actor.
	model      Model
	asked      time.Time // when the peers were last asked for
	asking     bool
	stopLookup context.CancelFunc
	stopBrowse context.CancelFunc
	basket     *basket
	open       map[string]bool // folders of the browsed peer that a person opened or closed
}

// New returns a Presenter that calls changed after each new Model.
func New(node Node, changed func(), tell note.Tell) *Presenter {
	return &Presenter{
		node: node, tell: tell, actor: actor.New(), view: actor.NewView[Model](changed),
		stopLookup: func() {}, stopBrowse: func() {}, basket: new(basket),
	}
}

// Run works until ctx ends.
func (p *Presenter) Run(ctx context.Context) error { return p.actor.RunPaced(ctx, p.pace, p.tick) }

// pace says how long it is until the next look.
func (p *Presenter) pace() time.Duration {
	if p.model.Browse.Running {
		return interval
	}
	return askEvery
}

// View returns the newest Model.
func (p *Presenter) View() Model { return p.view.Get() }

// Sort orders the peers.
func (p *Presenter) Sort(by order.Order) {
	p.actor.Do(func() {
		p.model.Order = by
		p.show()
	})
}

// SortFiles orders the files of the browsed peer.
func (p *Presenter) SortFiles(by order.Order) {
	p.actor.Do(func() {
		p.model.Browse.Order = by
		p.show()
	})
}

// Reload asks for the peers now.
func (p *Presenter) Reload() { p.actor.Do(p.ask) }

// Find looks up a peer ID; a full address is connected to instead.
func (p *Presenter) Find(text string) {
	if text = strings.TrimSpace(text); text == "" {
		return
	}
	ask := p.node.FindPeer
	if strings.HasPrefix(text, "/") {
		ask = p.node.Connect
	}
	p.actor.Do(func() {
		p.stopLookup()
		p.model.Lookup = Lookup{Asked: text, Running: true}
		p.stopLookup = p.actor.Go(func(ctx context.Context) {
			found, err := ask(ctx, text)
			if ctx.Err() != nil {
				return // another question took its place
			}
			p.actor.Post(func() {
				p.model.Lookup = Lookup{Asked: text, Found: found, Err: err}
				p.ask()
				p.show()
			})
		})
		p.show()
	})
}

// Connect opens a connection to a known peer.
func (p *Presenter) Connect(peer api.Peer) {
	p.actor.Do(func() {
		p.actor.Go(func(ctx context.Context) {
			n := note.Note{What: note.Failed, Name: peer.Peer, Err: &api.Error{Code: api.CodeUnreachable, Message: "no address of " + peer.Peer + " is known; look it up first"}}
			for _, addr := range peer.Addrs {
				if _, n.Err = p.node.Connect(ctx, addr); n.Err == nil {
					n.What = note.Connected
					break
				}
			}
			p.tell(n)
			p.actor.Post(p.ask)
		})
	})
}

// Browse lists what a peer shares, in place of the peer before.
func (p *Presenter) Browse(id string) {
	p.actor.Do(func() {
		p.stopBrowse()
		in := new(basket)
		p.basket = in
		p.model.Browse = Browse{Peer: id, Running: true, Order: p.model.Browse.Order}
		p.open = map[string]bool{}
		p.stopBrowse = p.actor.Go(func(ctx context.Context) {
			err := p.node.Browse(ctx, id, in.put)
			if ctx.Err() != nil {
				err = nil // we stopped it ourselves
			}
			p.actor.Post(func() {
				if p.basket == in {
					p.model.Browse.Running, p.model.Browse.Err = false, err
					p.gather()
					p.show()
				}
			})
		})
		p.show()
	})
}

// Fold opens or closes a folder of the browsed peer.
func (p *Presenter) Fold(e Entry, open bool) {
	p.actor.Do(func() {
		if e.Folder && p.open != nil {
			p.open[e.Path] = open
			p.show()
		}
	})
}

// CloseBrowse puts the peer's files away.
func (p *Presenter) CloseBrowse() {
	p.actor.Do(func() {
		p.stopBrowse()
		p.basket, p.model.Browse = new(basket), Browse{Order: p.model.Browse.Order}
		p.show()
	})
}

// Download orders files of the browsed peer, and all that is in folders.
func (p *Presenter) Download(entries []Entry) {
	p.actor.Do(func() {
		from, files := p.model.Browse.Peer, within(p.model.Browse.Files, entries)
		p.actor.Go(func(ctx context.Context) {
			for i, f := range files {
				_, err := p.node.Get(ctx, api.GetRequest{Target: f.Root.String(), Name: f.Name, Size: f.Size, Providers: []string{from}})
				if err != nil {
					p.tell(note.Note{What: note.Failed, Name: f.Name, Err: err})
					return
				}
				if i == len(files)-1 {
					p.tell(note.Note{What: note.Started, Name: files[0].Name, Count: len(files)})
				}
			}
		})
	})
}

func (p *Presenter) tick() {
	if p.gather() {
		p.show()
	}
	if now := time.Now(); !p.model.Browse.Running || now.Sub(p.asked) >= askEvery {
		p.asked = now
		p.ask()
	}
}

// gather moves what browsing brought into the model and reports whether that
// changed anything.
func (p *Presenter) gather() bool {
	files, full := p.basket.take()
	changed := len(files) > 0 || full != p.model.Browse.Full
	p.model.Browse.Files, p.model.Browse.Full = append(slices.Clip(p.model.Browse.Files), files...), full
	return changed
}

// ask asks for the peers, unless a question is under way.
func (p *Presenter) ask() {
	if p.asking {
		return
	}
	p.asking = true
	p.actor.Go(func(ctx context.Context) {
		status, err := p.node.Status(ctx)
		var list []api.Peer
		if err == nil {
			list, err = p.node.Peers(ctx)
		}
		p.actor.Post(func() {
			p.asking = false
			before := p.model
			if p.model.Err = err; err == nil {
				p.remember(list)
				p.model.ID, p.model.Addrs, p.model.Reach = status.Peer, status.Addrs, status.Reach
				p.model.Peers, p.model.Loaded = list, true
			}
			if !reflect.DeepEqual(before, p.model) { // one like the last draws nothing anew
				p.show()
			}
		})
	})
}

// show makes a new Model.
func (p *Presenter) show() {
	model := p.model
	model.Peers, model.Browse.Files = slices.Clone(model.Peers), slices.Clone(model.Browse.Files)
	peerColumns().Sort(model.Peers, model.Order, nearest)
	b := &model.Browse
	fileColumns().Sort(b.Files, b.Order, byRel)
	if b.Order.Column == "" {
		b.Entries = tree(b.Files, p.open)
	} else {
		b.Entries = flat(b.Files)
	}
	p.view.Set(model)
}
