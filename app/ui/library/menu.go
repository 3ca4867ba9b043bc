package library

import (
	"path/filepath"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"

	"hinny/app/api"
	"hinny/app/ui/look"
)

// folderMenu is what can be done with a shared folder.
func (v *View) folderMenu(rows []api.Folder) fyne.Menu {
	items := []*fyne.MenuItem{
		{Label: lang.L("Open folder"), Icon: theme.FolderOpenIcon(), Action: func() { v.OnOpen(rows[0].Path) }},
		{Label: lang.L("Stop sharing…"), Icon: theme.CancelIcon(), Action: func() { v.Untick(rows[0]) }},
	}
	if v.presenter.CanName() {
		items = slices.Insert(items, 1, &fyne.MenuItem{
			Label: lang.L("Name for others…"), Icon: theme.DocumentCreateIcon(), Action: func() { v.OnName(rows[0]) },
		})
	}
	return fyne.Menu{Items: items}
}

// fileMenu is what can be done with the selected files.
func (v *View) fileMenu(rows []api.SharedFile) fyne.Menu {
	return fyne.Menu{Items: []*fyne.MenuItem{
		{Label: lang.L("Open"), Icon: theme.FileIcon(), Disabled: !opens(rows), Action: func() { v.open(rows) }},
		{Label: lang.L("Open folder"), Icon: theme.FolderOpenIcon(), Action: func() { v.OnOpen(filepath.Dir(rows[0].Path)) }},
		{Label: lang.L("Copy link"), Icon: theme.ContentCopyIcon(), Action: func() { v.presenter.CopyLink(rows) }},
	}}
}

// open opens the one selected file, or shows the folder of the first of several
// and of what a desktop might run.
func (v *View) open(rows []api.SharedFile) {
	if opens(rows) {
		v.OnOpenFile(rows[0].Path)
	} else if len(rows) > 0 {
		v.OnOpen(filepath.Dir(rows[0].Path))
	}
}

func opens(rows []api.SharedFile) bool { return len(rows) == 1 && look.Opens(rows[0].Kind) }
