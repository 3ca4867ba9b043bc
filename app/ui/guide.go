package ui

import (
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"hinny/app/ui/kit"
	"hinny/app/ui/memory"
	"hinny/app/ui/settings"
)

// Guide shows the first steps to somebody who has never seen the window, once
// the node has said where downloads go.
func (w *Window) Guide() { w.guiding = true }

func (w *Window) showGuide() {
	share, downloads, name := kit.NewField(), kit.NewField(), kit.NewField()
	share.SetPlaceHolder(lang.L("Full path of a folder"))
	downloads.SetText(w.status.View().Status.Downloads)
	usual := downloads.Text
	name.SetPlaceHolder(lang.L("None: others see your ID"))
	name.SetText(w.status.View().Status.DisplayName)
	content := container.NewVBox(
		hint(lang.L("Hinny finds and shares files with no server: everybody who is connected answers and shares. Three steps, and you are ready; all of it can be changed later.")),
		heading(lang.L("1. Share a folder")), w.folderField(share),
		hint(lang.L("Who shares is found, and makes the network worth searching. This may be left empty.")),
		heading(lang.L("2. Where downloads go")), w.folderField(downloads),
		hint(lang.L("This folder is shared, so that what arrives is passed on.")),
		heading(lang.L("3. Your name")), name,
		hint(lang.L("Then type a few words under Search, press Enter, and press Enter again on what you want.")),
	)
	var d *dialog.CustomDialog
	end := func(take bool) func() {
		return func() {
			d.Hide()
			memory.Set(w.memory, settings.Guided, true)
			if folder := strings.TrimSpace(share.Text); take && folder != "" {
				w.share(folder)
			}
			if folder := strings.TrimSpace(downloads.Text); take && folder != usual && filepath.IsAbs(folder) {
				w.settings.Move(folder)
			}
			if name := strings.TrimSpace(name.Text); take && name != "" {
				w.settings.Introduce(name)
			}
			w.FocusSearch()
		}
	}
	begin := widget.NewButtonWithIcon(lang.L("Begin"), theme.ConfirmIcon(), end(true))
	begin.Importance = widget.HighImportance
	share.OnSubmitted = func(string) { end(true)() }
	downloads.OnSubmitted, name.OnSubmitted = share.OnSubmitted, share.OnSubmitted
	d = dialog.NewCustomWithoutButtons(lang.L("Welcome to Hinny"), kit.Wide(content, dialogWidth), w.window)
	d.SetButtons([]fyne.CanvasObject{widget.NewButton(lang.L("Skip"), end(false)), begin})
	w.raise(d)
	w.window.Canvas().Focus(share)
}

// folderField puts a button beside a field that lets a folder be chosen.
func (w *Window) folderField(field *kit.Field) fyne.CanvasObject {
	browse := widget.NewButtonWithIcon(lang.L("Browse…"), theme.FolderOpenIcon(), func() { w.chooseFolder(field.SetText) })
	return container.NewBorder(nil, nil, nil, browse, field)
}

// chooseFolder lets a folder be chosen on the disk.
func (w *Window) chooseFolder(chosen func(folder string)) {
	dialog.ShowFolderOpen(func(folder fyne.ListableURI, err error) {
		if err == nil && folder != nil {
			chosen(folder.Path())
		}
	}, w.window)
}

func heading(text string) *widget.Label {
	l := widget.NewLabel(text)
	l.TextStyle.Bold = true
	return l
}

func hint(text string) *widget.Label {
	l := widget.NewLabel(text)
	l.Wrapping, l.Importance = fyne.TextWrapWord, widget.LowImportance
	return l
}
