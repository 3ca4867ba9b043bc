package library

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"hinny/app/api"
	"hinny/app/ui/kit"
	"hinny/app/ui/look"
	"hinny/app/ui/memory"
	"hinny/app/ui/order"
	"hinny/app/words"
)

// View draws the Model of a Presenter.
type View struct {
	widget.BaseWidget

	OnAdd      func()                            // the person wants to choose a folder
	OnRemove   func(question string, yes func()) // asks before a folder is shared no more
	OnOpen     func(folder string)               // shows a folder in the file manager
	OnOpenFile func(path string)                 // has the desktop open a file
	OnName     func(folder api.Folder)           // asks what others shall see instead of its path
	OnHiding   func()                            // shows what hides files

	presenter *Presenter
	folders   *kit.Table[string, api.Folder]
	files     *kit.Table[string, api.SharedFile]
	filter    *kit.Field
	add       *widget.Button
	remove    *widget.Button
	copyLink  *widget.Button
	count     *widget.Label
	hashing   *widget.ProgressBar
	left      *widget.Label
	pause     *widget.Button
	progress  *fyne.Container
	all       *fyne.Container
	beside    []*container.TabItem // views of the folders beside the list of them
	tabs      *container.AppTabs   // nil before it is drawn, and without views beside
}

// AddTab adds another view of the folders. It is called before the screen is
// drawn.
func (v *View) AddTab(title string, icon fyne.Resource, content fyne.CanvasObject) {
	v.beside = append(v.beside, container.NewTabItemWithIcon(title, icon, content))
}

// NewView returns the screen.
func NewView(p *Presenter) *View {
	v := &View{presenter: p, files: fileTable(), filter: kit.NewField(), count: widget.NewLabel(""), hashing: widget.NewProgressBar(), left: widget.NewLabel("")}
	v.folders = folderTable(v.Untick)
	v.folders.SetEmpty(lang.L("Nothing is shared"), lang.L("Add a folder, and everybody can find what is in it."))
	v.folders.OnSelect, v.folders.OnDelete = v.choose, func(rows []api.Folder) { v.Untick(rows[0]) }
	v.folders.OnMenu, v.folders.OnOpen = v.folderMenu, func(rows []api.Folder) { v.OnOpen(rows[0].Path) }
	v.files.OnSort, v.files.OnMenu, v.files.OnSelect, v.files.OnOpen = p.Sort, v.fileMenu, v.selected, v.open
	v.filter.SetPlaceHolder(lang.L("Filter by name"))
	v.filter.OnChanged, v.filter.OnDown = p.Filter, v.FocusRows
	v.add = widget.NewButtonWithIcon(lang.L("Add folder…"), theme.FolderNewIcon(), func() { v.OnAdd() })
	v.add.Importance = widget.HighImportance
	v.remove = widget.NewButtonWithIcon(lang.L("Remove"), theme.CancelIcon(), func() {
		if rows := v.folders.Selected(); len(rows) > 0 {
			v.Untick(rows[0])
		}
	})
	v.copyLink = widget.NewButtonWithIcon(lang.L("Copy link"), theme.ContentCopyIcon(), func() { p.CopyLink(v.files.Selected()) })
	v.count.Importance, v.left.Importance = widget.LowImportance, widget.LowImportance
	v.count.Truncation = fyne.TextTruncateEllipsis
	v.pause = widget.NewButtonWithIcon("", theme.MediaPauseIcon(), func() { p.PauseHashing(!p.View().Hashing.Paused) })
	v.progress = container.NewBorder(nil, nil, container.NewHBox(v.pause, kit.Wide(v.left, 220)), nil, v.hashing)
	v.ExtendBaseWidget(v)
	v.Update()
	return v
}

// ShowTab brings a view of the folders to the front: 0 is the list of them.
func (v *View) ShowTab(i int) {
	if v.tabs != nil {
		v.tabs.SelectIndex(i)
	}
}

// CreateRenderer implements fyne.Widget.
func (v *View) CreateRenderer() fyne.WidgetRenderer {
	hiding := widget.NewButtonWithIcon(lang.L("Hidden…"), theme.VisibilityOffIcon(), func() { v.OnHiding() })
	var lists fyne.CanvasObject = v.folders
	if len(v.beside) > 0 {
		first := container.NewTabItemWithIcon(lang.L("Shared folders"), theme.ListIcon(), v.folders)
		v.tabs = container.NewAppTabs(append([]*container.TabItem{first}, v.beside...)...)
		lists = v.tabs
	}
	folders := container.NewBorder(container.NewHBox(v.add, v.remove, hiding), nil, nil, nil, lists)
	files := container.NewBorder(container.NewBorder(nil, nil, nil, v.copyLink, v.filter), v.count, nil, nil, v.files)
	split := container.NewHSplit(folders, files)
	split.Offset = 0.38
	v.all = container.NewBorder(nil, v.progress, nil, nil, split)
	return widget.NewSimpleRenderer(container.NewPadded(v.all))
}

// Update draws the newest Model.
func (v *View) Update() {
	m := v.presenter.View()
	v.folders.SetRows(m.Folders, order.Order{})
	if m.Filter != "" {
		v.files.SetEmpty(lang.L("No file matches"), lang.L("No shared file has “{{.Text}}” in its name.", map[string]any{"Text": m.Filter}))
	} else {
		v.files.SetEmpty(lang.L("No files yet"), lang.L("Files appear here as soon as they are hashed."))
	}
	v.files.SetRows(m.Files, m.Order)
	if text := count(m); v.count.Text != text {
		v.count.SetText(text)
	}
	v.showHashing(m.Hashing)
	kit.Enable(v.remove, len(v.folders.Selected()) > 0)
	kit.Enable(v.copyLink, len(v.files.Selected()) > 0)
}

// FocusSearch gives the keyboard to the filter.
func (v *View) FocusSearch(c fyne.Canvas) { c.Focus(v.filter) }

// FocusRows gives the keyboard to the files.
func (v *View) FocusRows(c fyne.Canvas) { v.files.Focus(c) }

// Remember arranges the tables as they were left.
func (v *View) Remember(m *memory.Memory) {
	v.folders.Remember(m, "folders")
	v.files.Remember(m, "files")
}

func (v *View) showHashing(h Hashing) {
	if busy := h.Files > 0; busy != v.progress.Visible() {
		if busy {
			v.progress.Show()
		} else {
			v.progress.Hide()
		}
		if v.all != nil { // drawn before: what is around it makes room
			v.all.Refresh()
		}
	}
	if h.Files == 0 {
		return
	}
	text, icon := look.Hashing(h.Files, h.Left, h.Rate, h.Time), theme.MediaPauseIcon()
	if h.Paused {
		text, icon = look.HashingPaused(h.Left), theme.MediaPlayIcon()
	}
	if v.left.Text != text {
		v.left.SetText(text)
		v.pause.SetIcon(icon)
	}
	if f := h.Fraction(); v.hashing.Value != f {
		v.hashing.SetValue(f)
	}
}

func (v *View) choose(rows []api.Folder) {
	folder := ""
	if len(rows) == 1 {
		folder = rows[0].Path
	}
	v.presenter.Choose(folder)
	kit.Enable(v.remove, len(rows) > 0)
}

func (v *View) selected(rows []api.SharedFile) { kit.Enable(v.copyLink, len(rows) > 0) }

// Untick asks before a folder is shared no more.
func (v *View) Untick(f api.Folder) {
	question := lang.N("Stop sharing “{{.Path}}”? Its {{.Count}} files stay where they are, but nobody can find them any more.",
		f.Files, map[string]any{"Path": words.Name(f.Path), "Count": words.Count(int64(f.Files))})
	v.OnRemove(question, func() { v.presenter.Remove(f.Path) })
}

// count says how many files are shown.
func count(m Model) string {
	shown := map[string]any{"Count": words.Count(int64(len(m.Files))), "Total": words.Count(int64(m.Total))}
	switch {
	case m.Err != nil:
		return look.Error(m.Err)
	case m.Total > len(m.Files):
		return lang.L("The first {{.Count}} of {{.Total}} files; a filter would narrow the list", shown)
	}
	return lang.N("{{.Count}} files", len(m.Files), shown)
}
