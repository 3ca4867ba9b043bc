package ticks

import (
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"hinny/app/api"
	"hinny/app/ui/kit"
	"hinny/app/ui/look"
	"hinny/app/ui/order"
	"hinny/app/words"
)

// View draws the Model of a Presenter.
type View struct {
	widget.BaseWidget

	OnShare   func(path string)  // the person wants to share a folder, or one that was left out again
	OnUnshare func(f api.Folder) // to share a ticked folder no more
	OnLeave   func(path string)  // to leave a folder out of the one it lies in
	OnOpen    func(path string)  // to see a folder in the file manager

	presenter *Presenter
	tree      *kit.Table[string, Entry]
	explain   *widget.Label
}

// NewView returns the tree.
func NewView(p *Presenter) *View {
	v := &View{presenter: p, explain: widget.NewLabel("")}
	v.tree = v.table()
	v.tree.SetEmpty(lang.L("No folders"), lang.L("Type the path of a folder with “Add folder…”."))
	v.tree.OnFold, v.tree.OnMenu, v.tree.OnDelete = p.Fold, v.menu, v.remove
	v.tree.OnOpen = func(rows []Entry) { v.turn(rows[0]) }
	v.tree.OnSelect = func(rows []Entry) { v.say(rows) }
	v.explain.Wrapping, v.explain.Importance = fyne.TextWrapWord, widget.LowImportance
	v.ExtendBaseWidget(v)
	v.Update()
	return v
}

// CreateRenderer implements fyne.Widget.
func (v *View) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewBorder(nil, v.explain, nil, nil, v.tree))
}

// Update draws the newest Model.
func (v *View) Update() {
	v.tree.SetRows(v.presenter.View().Rows, order.Order{})
	v.say(v.tree.Selected())
}

// Select selects a line.
func (v *View) Select(i int) { v.tree.Select(i) }

// FocusRows gives the keyboard to the tree.
func (v *View) FocusRows(c fyne.Canvas) { v.tree.Focus(c) }

// table returns the columns of the tree.
func (v *View) table() *kit.Table[string, Entry] {
	return kit.NewTable([]kit.Column[Entry]{
		{ID: "tick", NoSort: true, Width: 36, New: kit.TickColumn(func(e Entry) kit.Tick { return kit.Tick{On: e.Shared, Half: e.Half, Off: e.Fixed()} }, v.turn)},
		{ID: "folder", NoSort: true, Title: lang.L("Folder"), Width: 160, Grow: true, New: kit.FoldColumn(icon, name,
			func(e Entry) kit.Leaf { return kit.Leaf{Depth: e.Depth, Folds: !e.Bare, Open: e.Open} }, v.presenter.Fold)},
		{ID: "files", NoSort: true, Title: lang.L("Files"), Width: 64, Right: true, New: kit.TextColumn(true, func(e Entry) kit.Words {
			if !e.Own() {
				return kit.Words{}
			}
			return kit.Words{Text: words.Count(int64(e.Ticked.Files)), Color: look.ColorMuted}
		})},
	}, func(e Entry) string { return e.ID })
}

func icon(e Entry) fyne.Resource {
	switch {
	case e.Home:
		return theme.HomeIcon()
	case e.Depth == 0:
		return theme.StorageIcon()
	case e.Open:
		return theme.FolderOpenIcon()
	}
	return theme.FolderIcon()
}

func name(e Entry) kit.Words {
	text := filepath.Base(e.Path)
	if e.Depth == 0 {
		text = e.Path
	}
	w := kit.Plain(words.Name(text))
	switch {
	case e.Err != nil || e.Ticked.Error != "":
		w.Color = look.ColorBad
	case e.Fixed() && !e.Half:
		w.Color = look.ColorMuted
	}
	return w
}

// turn does what a click on a tick means: what is shared is no longer, also
// where something in it is left out; all else is shared.
func (v *View) turn(e Entry) {
	switch {
	case e.Fixed():
		v.say([]Entry{e})
	case e.Own():
		v.OnUnshare(e.Ticked)
	case e.Shared:
		v.OnLeave(e.Path)
	default:
		v.OnShare(e.Path)
	}
}

// remove shares a folder no more.
func (v *View) remove(rows []Entry) {
	if rows[0].Shared {
		v.turn(rows[0])
	}
}

func (v *View) menu(rows []Entry) fyne.Menu {
	e := rows[0]
	text := lang.L("Share…")
	switch {
	case e.Own():
		text = lang.L("Stop sharing…")
	case e.Shared:
		text = lang.L("Leave out")
	}
	return fyne.Menu{Items: []*fyne.MenuItem{
		{Label: text, Disabled: e.Fixed(), Action: func() { v.turn(e) }},
		{Label: lang.L("Open folder"), Icon: theme.FolderOpenIcon(), Action: func() { v.OnOpen(e.Path) }},
	}}
}

// say explains the tick of the selected folder.
func (v *View) say(rows []Entry) {
	text := lang.L("Tick a folder to share what is in it. Before that you see what would be public.")
	if m := v.presenter.View(); m.Err != nil {
		text = look.Error(m.Err)
	} else if len(rows) > 0 {
		text = explain(rows[0], text)
	}
	if v.explain.Text != text {
		v.explain.SetText(text)
	}
}

func explain(e Entry, usual string) string {
	of, above := map[string]any{"Folder": words.Name(e.Of)}, map[string]any{"Folder": words.Name(e.Above)}
	switch {
	case e.Err != nil:
		return look.Error(e.Err)
	case e.Ticked.Error != "":
		return words.Name(look.Said(e.Ticked.Error))
	case e.Own() && e.Half:
		return lang.L("Shared, except for what has no tick in it.")
	case e.Own():
		return lang.L("Shared with all that is in it. Take the tick of a folder in it away to leave that out.")
	case e.Shared:
		return lang.L("Shared as part of “{{.Folder}}”. Take the tick away to leave it out.", of)
	case e.Above != "":
		return lang.L("It lies in “{{.Folder}}”, which is left out. Tick that first.", above)
	case e.Refused != "":
		return look.Error(&api.Error{Code: api.CodeRefused, Message: e.Refused})
	case e.Left:
		return lang.L("Left out of “{{.Folder}}”. Tick it to share it again.", of)
	case e.Half:
		return lang.L("Some of the folders in it are shared.")
	}
	return usual
}
