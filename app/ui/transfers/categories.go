package transfers

import (
	"context"
	"slices"
	"strings"

	"hinny/app/api"
	"hinny/app/ui/note"
	"hinny/share"
)

// categories asks the node for them; one without them has none.
func (p *Presenter) categories(ctx context.Context) []api.Category {
	if c, ok := p.node.(api.Categorizer); ok {
		if list, err := c.Categories(ctx); err == nil {
			return list
		}
	}
	return nil
}

// filed notes the categories; one that is gone hides nothing any more.
func (p *Presenter) filed(list []api.Category) {
	p.model.Categories = list
	if !slices.ContainsFunc(list, func(c api.Category) bool { return c.Name == p.model.Category }) {
		p.model.Category = ""
	}
}

// ShowCategory shows only the downloads that are filed under a category; empty:
// all.
func (p *Presenter) ShowCategory(name string) {
	p.actor.Do(func() {
		p.model.Category = name
		p.show()
	})
}

// Categorize files downloads under a category; empty: under none.
func (p *Presenter) Categorize(rows []api.Transfer, name string) {
	if c, ok := p.node.(api.Categorizer); ok {
		p.each(rows, func(ctx context.Context, root share.RootHash) error { return c.Categorize(ctx, root, name) })
	}
}

// SetCategory adds or changes a category and files downloads under it.
func (p *Presenter) SetCategory(to api.Category, rows []api.Transfer) {
	to.Name, to.Folder = strings.TrimSpace(to.Name), strings.TrimSpace(to.Folder)
	p.change(to.Name, func(ctx context.Context, c api.Categorizer) error { return c.SetCategory(ctx, to) },
		func() { p.Categorize(rows, to.Name) })
}

// RemoveCategory forgets a category; what was filed under it stays.
func (p *Presenter) RemoveCategory(name string) {
	p.change(name, func(ctx context.Context, c api.Categorizer) error { return c.RemoveCategory(ctx, name) }, func() {})
}

// change changes a category and then does what comes after that.
func (p *Presenter) change(name string, do func(context.Context, api.Categorizer) error, then func()) {
	c, ok := p.node.(api.Categorizer)
	if !ok {
		return
	}
	p.actor.Do(func() {
		p.actor.Go(func(ctx context.Context) {
			if err := do(ctx, c); err != nil {
				p.tell(note.Note{What: note.Failed, Name: name, Err: err})
				return
			}
			then()
			p.actor.Post(p.pull)
		})
	})
}
