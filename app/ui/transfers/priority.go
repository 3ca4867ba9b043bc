package transfers

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"

	"hinny/app/api"
	"hinny/share"
)

// SetPriority says which downloads come first. A node without priorities is
// asked nothing.
func (p *Presenter) SetPriority(rows []api.Transfer, to api.Priority) {
	if prioritizer, ok := p.node.(api.Prioritizer); ok {
		p.each(rows, func(ctx context.Context, root share.RootHash) error { return prioritizer.SetPriority(ctx, root, to) })
	}
}

// priorities are what a person can choose, the most urgent first.
func priorities() []api.Priority {
	return []api.Priority{api.PriorityFirst, api.PriorityHigh, api.PriorityNormal, api.PriorityLow}
}

// urgency orders priorities, the most urgent first.
func urgency(p api.Priority) int {
	for i, known := range priorities() {
		if p == known {
			return i
		}
	}
	return len(priorities())
}

func priority(p api.Priority) string {
	switch p {
	case api.PriorityFirst:
		return lang.L("At once")
	case api.PriorityHigh:
		return lang.L("High")
	case api.PriorityNormal:
		return lang.L("Normal")
	case api.PriorityLow:
		return lang.L("Low")
	}
	return string(p)
}

// priorityMenu offers the priorities; the one that all rows have is ticked.
func (v *View) priorityMenu(rows []api.Transfer) *fyne.MenuItem {
	var items []*fyne.MenuItem
	for _, p := range priorities() {
		all := true
		for _, t := range rows {
			all = all && t.Priority == p
		}
		items = append(items, &fyne.MenuItem{Label: priority(p), Checked: all, Action: func() { v.presenter.SetPriority(rows, p) }})
	}
	return &fyne.MenuItem{Label: lang.L("Priority"), Icon: theme.MenuExpandIcon(), ChildMenu: fyne.NewMenu("", items...)}
}
