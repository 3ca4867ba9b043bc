package transfers

import (
	"context"

	"hinny/app/api"
	"hinny/share"
)

// Rename says what a download shall be called.
func (p *Presenter) Rename(t api.Transfer, name string) {
	if r, ok := p.node.(api.Renamer); ok {
		p.each([]api.Transfer{t}, func(ctx context.Context, root share.RootHash) error { return r.Rename(ctx, root, name) })
	}
}

// Recheck has downloads on the disk read again.
func (p *Presenter) Recheck(rows []api.Transfer) {
	if checker, ok := p.node.(api.Checker); ok {
		p.each(rows, checker.Recheck)
	}
}
