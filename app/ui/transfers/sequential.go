package transfers

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"hinny/app/api"
	"hinny/share"
)

// SetSequential says whether downloads come in the order of the file. A node
// without that is asked nothing.
func (p *Presenter) SetSequential(rows []api.Transfer, sequential bool) {
	if sequencer, ok := p.node.(api.Sequencer); ok {
		p.each(rows, func(ctx context.Context, root share.RootHash) error {
			return sequencer.SetSequential(ctx, root, sequential)
		})
	}
}

// sequentialItem offers to watch downloads while they come; it is ticked where
// all rows do.
func (v *View) sequentialItem(rows []api.Transfer) *fyne.MenuItem {
	all := true
	for _, t := range rows {
		all = all && t.Sequential
	}
	return &fyne.MenuItem{Label: lang.L("In the order of the file"), Checked: all, Action: func() { v.presenter.SetSequential(rows, !all) }}
}
