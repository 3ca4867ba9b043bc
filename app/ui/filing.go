package ui

import (
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"hinny/app/api"
	"hinny/app/ui/kit"
	"hinny/app/ui/look"
)

// fileUnder asks for a category: a new one, or what one shall be. Its name stays,
// because downloads are filed under it.
func (w *Window) fileUnder(c api.Category, rows []api.Transfer) {
	name, folder := kit.NewField(), kit.NewField()
	name.SetText(c.Name)
	name.SetPlaceHolder(lang.L("Name"))
	folder.SetText(c.Folder)
	folder.SetPlaceHolder(lang.L("The downloads folder"))
	colors := append([]string{""}, api.CategoryColors()...)
	var labels []string
	for _, color := range colors {
		labels = append(labels, look.CategoryColor(color))
	}
	color := widget.NewSelect(labels, nil)
	color.SetSelected(look.CategoryColor(c.Color))
	title, focus := lang.L("New category"), name
	if c.Name != "" {
		title, focus = lang.L("Category"), folder
		name.Disable()
	}
	content := container.NewVBox(name, hint(lang.L("Downloads of this category go to:")), w.folderField(folder), color)
	p := prompt{title, lang.L("Save"), name, content, func() {
		w.transfers.SetCategory(api.Category{Name: name.Text, Folder: folder.Text, Color: colors[max(color.SelectedIndex(), 0)]}, rows)
	}}
	w.prompt(p)
	w.window.Canvas().Focus(focus)
}
