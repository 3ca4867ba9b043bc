package ticks

import (
	"context"
	"maps"
	"reflect"
	"strings"
	"sync/atomic"
	"time"

	"hinny/app/api"
	"hinny/app/ui/actor"
)

const (
	// interval is how often the node is asked what is shared: a tick must follow
	// a click.
	interval = 250 * time.Millisecond
	// maxOpen bounds the folders that are open at once, each with up to some
	// thousand others in it.
	maxOpen = 200
)

// Node is what the tree needs of a node.
type Node interface {
	api.Lister
	Folders(ctx context.Context) ([]api.Folder, error)
}

// Model is what is to be seen of the tree.
type Model struct {
	Rows   []Entry
	Loaded bool  // the node has answered at least once
	Err    error // why there is nothing to be seen
}

// listing is what is known of the inside of a folder.
type listing struct {
	folders []api.LocalFolder
	err     error
}

// Presenter decides what the tree shows. Its methods are safe for concurrent
// use and return at once.
type Presenter struct {
	node  Node // nil: this node has no tree
	actor *actor.Actor
	view  *actor.View[Model]
	away  atomic.Bool // nobody looks at the tree

	// Owned by the actor.
	ticked []api.Folder
	open   map[string]bool    // by the ID of the line
	below  map[string]listing // by path, of what is open or was; "" for where it begins
	asking bool
}

// New returns a Presenter that calls changed after each new Model. A node that
// is no api.Lister has no tree.
func New(node any, changed func()) *Presenter {
	lister, _ := node.(Node)
	return &Presenter{node: lister, actor: actor.New(), view: actor.NewView[Model](changed), open: map[string]bool{}, below: map[string]listing{}}
}

// CanList reports whether there is a tree at all.
func (p *Presenter) CanList() bool { return p.node != nil }

// Run works until ctx ends.
func (p *Presenter) Run(ctx context.Context) error {
	return p.actor.RunPaced(ctx, actor.Seen(&p.away, interval), p.tick) // SetVisible wakes it
}

// View returns the newest Model.
func (p *Presenter) View() Model { return p.view.Get() }

// SetVisible says whether the tree is looked at. What is open is listed again
// when it is.
func (p *Presenter) SetVisible(visible bool) {
	if p.away.Store(!visible); visible {
		p.Reload()
	}
}

// Reload lists again what is open.
func (p *Presenter) Reload() {
	p.actor.Do(func() {
		if p.node == nil || p.away.Load() {
			return
		}
		for path := range p.below {
			p.list(path)
		}
		p.tick()
	})
}

// Fold shows or hides what is in a folder.
func (p *Presenter) Fold(e Entry, open bool) {
	p.actor.Do(func() {
		switch {
		case p.node == nil || open == p.open[e.ID]:
			return
		case !open:
			maps.DeleteFunc(p.open, func(id string, _ bool) bool { return id == e.ID || strings.HasPrefix(id, e.ID+line) })
			p.forget()
		case len(p.open) < maxOpen:
			p.open[e.ID] = true
			p.list(e.Path)
		}
		p.show()
	})
}

// tick asks what is shared, and at first where the tree begins.
func (p *Presenter) tick() {
	if p.node == nil || p.away.Load() || p.asking {
		return
	}
	if _, known := p.below[""]; !known {
		p.list("")
	}
	p.asking = true
	p.actor.Go(func(ctx context.Context) {
		folders, err := p.node.Folders(ctx)
		p.actor.Post(func() {
			p.asking = false
			if err == nil && !reflect.DeepEqual(folders, p.ticked) {
				p.ticked = folders
				p.show()
			}
		})
	})
}

// list has a folder listed. The home folder, which comes first, is opened at
// once.
func (p *Presenter) list(path string) {
	_, again := p.below[path]
	p.actor.Go(func(ctx context.Context) {
		folders, err := p.node.LocalFolders(ctx, path)
		p.actor.Post(func() {
			p.below[path] = listing{folders, err}
			if path == "" && !again && len(folders) > 0 {
				first := folders[0].Path
				p.open[line+first] = true
				p.list(first)
			}
			p.forget()
			p.show()
		})
	})
}

// forget drops what is known of folders that are open nowhere.
func (p *Presenter) forget() {
	needed := map[string]bool{"": true}
	for id := range p.open {
		needed[id[strings.LastIndex(id, line)+len(line):]] = true
	}
	maps.DeleteFunc(p.below, func(path string, _ listing) bool { return !needed[path] })
}

// line separates the paths in the ID of a line, as no path can.
const line = "\x00"

// show makes a new Model.
func (p *Presenter) show() {
	begin, known := p.below[""]
	p.view.Set(Model{Rows: p.rows(nil, begin, "", 0), Loaded: known, Err: begin.err})
}

// rows appends the folders of a listing and what is open in them.
func (p *Presenter) rows(to []Entry, l listing, above string, depth int) []Entry {
	for _, f := range l.folders {
		e := Entry{ID: above + line + f.Path, Path: f.Path, Depth: depth, Refused: f.Refused, Home: f.Home, State: stateOf(f.Path, p.ticked)}
		e.Open = p.open[e.ID]
		inside, known := p.below[f.Path]
		if known {
			e.Err, e.Bare = inside.err, inside.err == nil && len(inside.folders) == 0
		}
		if to = append(to, e); e.Open {
			to = p.rows(to, inside, e.ID, depth+1)
		}
	}
	return to
}
