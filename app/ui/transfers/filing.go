package transfers

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"hinny/app/api"
	"hinny/app/ui/kit"
	"hinny/app/ui/look"
	"hinny/app/words"
)

// filing is the button that says which category is shown, and its menus.
type filing struct {
	*widget.Button // what is drawn
	presenter      *Presenter
	now            []api.Category
	shown          string
	onCategory     func(c api.Category, rows []api.Transfer)
}

func newFiling(p *Presenter) *filing {
	f := &filing{presenter: p, onCategory: func(api.Category, []api.Transfer) {}}
	f.Button = widget.NewButtonWithIcon(lang.L("Categories"), theme.FolderIcon(), f.open)
	return f
}

// set shows what holds now.
func (f *filing) set(m Model) {
	if f.now = m.Categories; f.shown == m.Category {
		return
	}
	f.shown = m.Category
	text, importance := lang.L("Categories"), widget.MediumImportance
	if f.shown != "" {
		text, importance = words.Name(f.shown), widget.HighImportance
	}
	f.Importance = importance
	f.SetText(text)
}

func (f *filing) open() { kit.MenuBelow(f.Button, f.menu()) }

// menu lists what can be shown, and what can be done with categories.
func (f *filing) menu() *fyne.Menu {
	items := []*fyne.MenuItem{{Label: lang.L("All downloads"), Checked: f.shown == "", Action: func() { f.presenter.ShowCategory("") }}}
	var change, remove []*fyne.MenuItem
	for _, c := range f.now {
		items = append(items, &fyne.MenuItem{Label: words.Name(c.Name), Checked: f.shown == c.Name, Action: func() { f.presenter.ShowCategory(c.Name) }})
		change = append(change, &fyne.MenuItem{Label: words.Name(c.Name), Action: func() { f.onCategory(c, nil) }})
		remove = append(remove, &fyne.MenuItem{Label: words.Name(c.Name), Action: func() { f.presenter.RemoveCategory(c.Name) }})
	}
	items = append(items, fyne.NewMenuItemSeparator(), f.add(nil))
	if len(f.now) > 0 {
		items = append(items,
			&fyne.MenuItem{Label: lang.L("Change"), Icon: theme.DocumentCreateIcon(), ChildMenu: fyne.NewMenu("", change...)},
			&fyne.MenuItem{Label: lang.L("Remove"), Icon: theme.DeleteIcon(), ChildMenu: fyne.NewMenu("", remove...)})
	}
	return fyne.NewMenu("", items...)
}

func (f *filing) add(rows []api.Transfer) *fyne.MenuItem {
	return &fyne.MenuItem{Label: lang.L("New category…"), Icon: theme.ContentAddIcon(), Action: func() { f.onCategory(api.Category{}, rows) }}
}

// item offers the categories to downloads; the one that all have is ticked.
func (f *filing) item(rows []api.Transfer) *fyne.MenuItem {
	all := func(name string) bool {
		for _, t := range rows {
			if t.Category != name {
				return false
			}
		}
		return true
	}
	items := []*fyne.MenuItem{{Label: lang.L("No category"), Checked: all(""), Action: func() { f.presenter.Categorize(rows, "") }}}
	for _, c := range f.now {
		items = append(items, &fyne.MenuItem{Label: words.Name(c.Name), Checked: all(c.Name), Action: func() { f.presenter.Categorize(rows, c.Name) }})
	}
	items = append(items, fyne.NewMenuItemSeparator(), f.add(rows))
	return &fyne.MenuItem{Label: lang.L("Category"), Icon: theme.FolderIcon(), ChildMenu: fyne.NewMenu("", items...)}
}

// words says in its colour what a download is filed under.
func (f *filing) words(t api.Transfer) kit.Words {
	for _, c := range f.now {
		if c.Name == t.Category {
			return kit.Words{Text: words.Name(c.Name), Color: look.Category(c.Color)}
		}
	}
	return muted(words.Name(t.Category))
}
