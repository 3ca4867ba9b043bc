package ui

import (
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"hinny/app/api"
)

// nameFolder asks what others shall see instead of the path of a shared folder.
func (w *Window) nameFolder(f api.Folder) {
	field := widget.NewEntry()
	field.SetText(f.Name)
	content := container.NewVBox(hint(lang.L("Others see this name and never the path. Nothing is hashed again.")), field)
	w.prompt(prompt{lang.L("Name for others…"), lang.L("Rename"), field, content, func() {
		w.library.Name(f.Path, field.Text)
	}})
}
