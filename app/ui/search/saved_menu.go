package search

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"hinny/app/ui/kit"
	"hinny/app/ui/look"
	"hinny/app/words"
)

// keeping is the button of the saved searches, which says how much is new, and
// its menu.
type keeping struct {
	*widget.Button // what is drawn
	presenter      *Presenter
	front          string // the text of the search in front
	saved          []Saved
}

func newKeeping(p *Presenter) *keeping {
	k := &keeping{presenter: p}
	k.Button = widget.NewButtonWithIcon(lang.L("Saved"), theme.HistoryIcon(), k.open)
	return k
}

// set shows what there is now.
func (k *keeping) set(m Model) {
	k.front = m.Text
	if slices.Equal(k.saved, m.Saved) {
		return
	}
	k.saved = m.Saved
	news := 0
	for _, s := range m.Saved {
		news += s.New
	}
	text, importance := lang.L("Saved"), widget.MediumImportance
	if news > 0 {
		text, importance = lang.L("Saved ({{.Count}} new)", look.Count(news)), widget.HighImportance
	}
	k.Importance = importance
	k.SetText(text)
}

func (k *keeping) open() { kit.MenuBelow(k.Button, k.menu()) }

// menu lists the saved searches, after what saves the one in front.
func (k *keeping) menu() *fyne.Menu {
	on := slices.ContainsFunc(k.saved, func(s Saved) bool { return s.Text == k.front })
	save := &fyne.MenuItem{
		Label: lang.L("Save this search"), Checked: on, Disabled: k.front == "",
		Action: func() { k.presenter.Save(k.front, !on) },
	}
	menu := fyne.NewMenu("", save)
	if len(k.saved) > 0 {
		menu.Items = append(menu.Items, fyne.NewMenuItemSeparator())
	}
	for _, s := range k.saved {
		label := words.Name(s.Text)
		if s.New > 0 {
			label += "  ·  " + lang.L("{{.Count}} new", look.Count(s.New))
		}
		menu.Items = append(menu.Items, fyne.NewMenuItem(label, func() { k.presenter.Search(s.Text) }))
	}
	return menu
}
