package ui

import (
	"cmp"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"hinny/app/api"
	"hinny/app/ui/kit"
	"hinny/app/words"
)

// namePeer asks what a peer is called, and what is to be remembered of it.
func (w *Window) namePeer(p api.Peer) {
	const noteHeight = 90
	name, about := kit.NewField(), widget.NewMultiLineEntry()
	name.SetText(cmp.Or(p.Name, p.DisplayName))
	name.SetPlaceHolder(lang.L("Name"))
	about.SetText(p.Note)
	about.SetPlaceHolder(lang.L("Note"))
	about.Wrapping = fyne.TextWrapWord
	content := container.NewVBox(hint(lang.L("Nobody else sees the name and the note of {{.Peer}}.", map[string]any{"Peer": words.Short(p.Peer)})),
		name, kit.Tall(about, noteHeight))
	w.prompt(prompt{lang.L("Contact"), lang.L("Save"), name, content, func() {
		w.peers.SetName(p.Peer, name.Text, about.Text)
	}})
}

// rename asks what the file of a download shall be called.
func (w *Window) rename(t api.Transfer) {
	field := kit.NewField()
	field.SetText(t.Name)
	content := container.NewVBox(hint(lang.L("Others find it under the name that it has on your disk.")), field)
	w.prompt(prompt{lang.L("Rename…"), lang.L("Rename"), field, content, func() { w.transfers.Rename(t, field.Text) }})
}

// nameFolder asks what others shall see instead of the path of a shared folder.
func (w *Window) nameFolder(f api.Folder) {
	field := kit.NewField()
	field.SetText(f.Name)
	content := container.NewVBox(hint(lang.L("Others see this name and never the path. Nothing is hashed again.")), field)
	w.prompt(prompt{lang.L("Name for others…"), lang.L("Rename"), field, content, func() {
		w.library.Name(f.Path, field.Text)
	}})
}
