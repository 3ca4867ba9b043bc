package ui

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"hinny/app/ui/kit"
	"hinny/app/ui/look"
	"hinny/app/ui/search"
	"hinny/app/words"
)

// showDetails shows all that is known of a result.
func (w *Window) showDetails(r search.Row) {
	const mostNames, mostPeers, width = 20, 20, 600 // a dialog is no list; a hash fits on a line
	grid := container.New(layout.NewFormLayout())
	line := func(name, value string) {
		if value == "" {
			return
		}
		text := widget.NewLabel(value)
		text.Selectable, text.Wrapping = true, fyne.TextWrapBreak
		title := widget.NewLabel(name)
		title.Importance = widget.LowImportance
		grid.Add(title)
		grid.Add(text)
	}
	line(lang.L("Name"), words.Name(r.Name))
	line(lang.L("Other names"), others(r, mostNames))
	line(lang.L("Size"), words.Bytes(r.Size)+"  ("+words.Count(r.Size)+" B)")
	line(lang.L("Type"), look.Kind(r.Kind))
	line(lang.L("Title"), r.Meta.Title)
	line(lang.L("Artist"), r.Meta.Artist)
	line(lang.L("Album"), r.Meta.Album)
	line(lang.L("Length"), words.Length(r.Meta.Duration))
	line(lang.L("Bit rate"), words.Bitrate(r.Meta.Bitrate))
	line(lang.L("Dimensions"), words.Dimensions(r.Meta.Width, r.Meta.Height))
	line("BLAKE3", r.Root.String())
	line(lang.L("Providers"), strings.Join(r.Providers[:min(len(r.Providers), mostPeers)], "\n"))
	scroll := container.NewVScroll(grid)
	w.raise(dialog.NewCustom(lang.L("Details"), lang.L("Close"), kit.Tall(kit.Wide(scroll, width), 320), w.window))
}

// others returns the names of a result but the one it is shown with.
func others(r search.Row, most int) string {
	var names []string
	for _, name := range r.Names {
		if name != r.Name && len(names) < most {
			names = append(names, words.Name(name))
		}
	}
	return strings.Join(names, "\n")
}
