package transfers

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"

	"hinny/app/api"
	"hinny/share"
)

// Move brings downloads to a place in the queue, all of them in one step. A node
// without a queue is asked nothing.
func (p *Presenter) Move(rows []api.Transfer, to api.Place) {
	queuer, ok := p.node.(api.Queuer)
	rows = slices.DeleteFunc(slices.Clone(rows), func(t api.Transfer) bool { return t.Queue == 0 })
	if !ok || len(rows) == 0 {
		return
	}
	var roots []share.RootHash
	for _, t := range rows {
		roots = append(roots, t.Root)
	}
	p.each(rows[:1], func(ctx context.Context, _ share.RootHash) error { return queuer.Move(ctx, roots, to) })
}

// inQueue orders downloads by their place in the queue; what ended comes behind
// them, the latest first. It is the order where no column is chosen: the person
// sees at the top what the next one is, and sees a download go where it is moved.
func inQueue(a, b api.Transfer) int {
	behind := func(t api.Transfer) int { return cmp.Or(t.Queue, math.MaxInt) }
	return cmp.Or(cmp.Compare(behind(a), behind(b)), newest(a, b))
}

// place says where a download stands in the queue.
func place(t api.Transfer) string {
	if t.Queue == 0 {
		return ""
	}
	return strconv.Itoa(t.Queue)
}

// move is what Ctrl+Shift with the Up and Down keys means.
func (v *View) move(selected []Line, down bool) {
	to := api.PlaceUp
	if down {
		to = api.PlaceDown
	}
	v.presenter.Move(whole(selected), to)
}

// queueMenu offers the places in the queue to what stands in it.
func (v *View) queueMenu(rows []api.Transfer) *fyne.MenuItem {
	item := func(label string, to api.Place) *fyne.MenuItem {
		return &fyne.MenuItem{Label: label, Action: func() { v.presenter.Move(rows, to) }}
	}
	stands := slices.ContainsFunc(rows, func(t api.Transfer) bool { return t.Queue > 0 })
	return &fyne.MenuItem{Label: lang.L("Queue"), Icon: theme.ListIcon(), Disabled: !stands, ChildMenu: fyne.NewMenu("",
		item(lang.L("Move up"), api.PlaceUp),
		item(lang.L("Move down"), api.PlaceDown),
		item(lang.L("To the top"), api.PlaceTop),
		item(lang.L("To the bottom"), api.PlaceBottom),
	)}
}
