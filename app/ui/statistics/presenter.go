package statistics

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync/atomic"
	"time"

	"hinny/app/api"
	"hinny/app/ui/actor"
	"hinny/app/ui/note"
)

const (
	// interval is between two questions while the screen is looked at.
	interval = time.Second
	// rest is how many answers pass before a history in which nothing moves is
	// drawn on: without a graphics card drawing the window takes 30 ms.
	rest = 10
)

// Presenter decides what the screen shows. Its methods are safe for concurrent
// use and return at once.
type Presenter struct {
	node    api.Counter
	tell    note.Tell
	actor   *actor.Actor
	view    *actor.View[Model]
	visible atomic.Bool

	// Owned by the actor.
	model  Model
	asking bool
	kept   int // answers since the history that is shown
}

// New returns a Presenter that calls changed after each new Model. Without a
// node nothing is counted.
func New(node api.Counter, changed func(), tell note.Tell) *Presenter {
	p := &Presenter{node: node, tell: tell, actor: actor.New(), view: actor.NewView[Model](changed)}
	p.model.Span = api.SpanMinutes
	return p
}

// Run works until ctx ends.
func (p *Presenter) Run(ctx context.Context) error {
	return p.actor.Run(ctx, interval, func() {
		if p.visible.Load() {
			p.ask()
		}
	})
}

// View returns the newest Model.
func (p *Presenter) View() Model { return p.view.Get() }

// SetVisible says whether anybody looks at the screen.
func (p *Presenter) SetVisible(visible bool) {
	p.visible.Store(visible)
	if visible {
		p.actor.Do(p.ask)
	}
}

// Show shows the history of a span.
func (p *Presenter) Show(span api.Span) {
	p.actor.Do(func() {
		p.model.Span, p.model.Counts.History = span, nil
		p.view.Set(p.model)
		p.ask()
	})
}

// ask asks for the statistics, unless a question is under way.
func (p *Presenter) ask() {
	if p.asking || p.node == nil {
		return
	}
	p.asking = true
	span := p.model.Span
	p.actor.Go(func(ctx context.Context) {
		counts, err := p.node.Statistics(ctx, api.StatisticsRequest{Span: span})
		p.actor.Post(func() {
			p.asking = false
			if span != p.model.Span { // another one was chosen meanwhile
				p.ask()
				return
			}
			if p.model.Err = err; err == nil {
				p.take(counts)
			}
			p.view.Set(p.model)
		})
	})
}

// take notes an answer.
func (p *Presenter) take(counts api.Statistics) {
	if p.kept++; p.kept < rest && still(p.model.Counts.History, counts.History) {
		counts.History = p.model.Counts.History
	} else {
		p.kept = 0
	}
	p.model.Counts, p.model.Loaded = counts, true
}

// Export writes what is shown into a new file.
func (p *Presenter) Export(path string) {
	p.actor.Do(func() {
		span := p.model.Span
		p.actor.Go(func(ctx context.Context) {
			n := note.Note{What: note.Written, Name: path}
			if err := p.export(ctx, span, path); err != nil {
				n.What, n.Err = note.Failed, err
			}
			p.tell(n)
		})
	})
}

func (p *Presenter) export(ctx context.Context, span api.Span, path string) error {
	if p.node == nil {
		return &api.Error{Code: api.CodeFailed, Message: "this node counts nothing; is it of another version?"}
	}
	if !filepath.IsAbs(path) {
		return &api.Error{Code: api.CodeUsage, Message: path + " is no full path; give one that begins at the root"}
	}
	counts, err := p.node.Statistics(ctx, api.StatisticsRequest{Span: span})
	if err != nil {
		return err
	}
	var table bytes.Buffer
	if err := counts.WriteCSV(&table); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return &api.Error{Code: api.CodeRefused, Message: path + " is there already; choose another name"}
	}
	if err == nil {
		_, err = f.Write(table.Bytes())
		if err = errors.Join(err, f.Close()); err != nil {
			os.Remove(path)
		}
	}
	if err != nil {
		return &api.Error{Code: api.CodeFailed, Message: "the statistics cannot be written: " + err.Error()}
	}
	return nil
}
