package search

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"hinny/app/ui/kit"
	"hinny/app/ui/look"
	"hinny/app/words"
	"hinny/share"
)

// The sizes among which one is chosen, as the eye sorts files: songs, films,
// and what needs a night.
const (
	small  = 10_000_000
	middle = 100_000_000
	large  = 1_000_000_000
)

// narrowing is the button that says how the results are narrowed, and its menu.
type narrowing struct {
	*widget.Button // what is drawn
	presenter      *Presenter
	now            Narrow
}

func newNarrowing(p *Presenter) *narrowing {
	n := &narrowing{presenter: p}
	n.Button = widget.NewButtonWithIcon(lang.L("Filters"), look.FilterIcon(), n.open)
	return n
}

// set shows what holds now.
func (n *narrowing) set(now Narrow) {
	if n.now == now {
		return
	}
	n.now = now
	text, importance := lang.L("Filters"), widget.MediumImportance
	if count := now.Count(); count > 0 {
		text, importance = lang.L("Filters ({{.Count}})", look.Count(count)), widget.HighImportance
	}
	n.Importance = importance
	n.SetText(text)
}

// open shows the menu above the button, which stands at the bottom.
func (n *narrowing) open() { kit.MenuAbove(n.Button, n.menu()) }

// menu lists what can be asked for; what holds is ticked.
func (n *narrowing) menu() *fyne.Menu {
	clear := n.item(lang.L("Clear filters"), false, func(now *Narrow) { *now = Narrow{} })
	clear.Disabled = n.now.Count() == 0
	return fyne.NewMenu("",
		&fyne.MenuItem{Label: lang.L("Type"), ChildMenu: fyne.NewMenu("", n.kinds()...)},
		&fyne.MenuItem{Label: lang.L("Size"), ChildMenu: fyne.NewMenu("", n.sizes()...)},
		&fyne.MenuItem{Label: lang.L("Providers"), ChildMenu: fyne.NewMenu("", n.providers()...)},
		n.item(lang.L("Hide what I have"), n.now.Absent, func(now *Narrow) { now.Absent = !now.Absent }),
		n.item(lang.L("Show what I hid"), n.now.Hidden, func(now *Narrow) { now.Hidden = !now.Hidden }),
		fyne.NewMenuItemSeparator(), clear)
}

func (n *narrowing) item(label string, ticked bool, change func(*Narrow)) *fyne.MenuItem {
	return &fyne.MenuItem{Label: label, Checked: ticked, Action: func() {
		wanted := n.now
		change(&wanted)
		n.presenter.Narrow(wanted)
	}}
}

func (n *narrowing) kinds() []*fyne.MenuItem {
	items := []*fyne.MenuItem{n.item(lang.L("Any type"), n.now.Kind == "", func(now *Narrow) { now.Kind = "" })}
	for _, kind := range share.Kinds() {
		items = append(items, n.item(look.Kind(kind), n.now.Kind == kind, func(now *Narrow) { now.Kind = kind }))
	}
	return items
}

func (n *narrowing) sizes() []*fyne.MenuItem {
	var items []*fyne.MenuItem
	for _, size := range []SizeRange{{}, {0, small}, {small, middle}, {middle, large}, {large, 0}} {
		items = append(items, n.item(sizeText(size), n.now.Size == size, func(now *Narrow) { now.Size = size }))
	}
	return items
}

func sizeText(s SizeRange) string {
	from, below := map[string]any{"Size": words.Bytes(s.From)}, map[string]any{"Size": words.Bytes(s.Below)}
	switch {
	case s == SizeRange{}:
		return lang.L("Any size")
	case s.From == 0:
		return lang.L("Below {{.Size}}", below)
	case s.Below == 0:
		return lang.L("{{.Size}} and more", from)
	}
	return lang.L("{{.From}} to {{.Below}}", map[string]any{"From": words.Bytes(s.From), "Below": words.Bytes(s.Below)})
}

func (n *narrowing) providers() []*fyne.MenuItem {
	items := []*fyne.MenuItem{n.item(lang.L("Any number"), n.now.Least < 2, func(now *Narrow) { now.Least = 0 })}
	for _, least := range []int{2, 3, 5, 10} {
		items = append(items, n.item(lang.L("At least {{.Count}}", look.Count(least)), n.now.Least == least, func(now *Narrow) { now.Least = least }))
	}
	return items
}
