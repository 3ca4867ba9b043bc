package ui

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"hinny/app/api"
	"hinny/app/ui/kit"
	"hinny/app/ui/look"
	"hinny/app/ui/note"
	"hinny/app/words"
	"hinny/share"
)

const (
	reviewHeight   = 360
	reviewExamples = 3 // names of each group: the dialog is no list
	reviewLargest  = 5
)

// share looks at a folder, shows what would be public, and shares it when the
// person says so.
func (w *Window) share(folder string) {
	w.library.Review(folder, func(r api.Review) {
		w.options.Do(func() { w.showReview(r) })
	})
}

// showReview shows what sharing a folder would make public.
func (w *Window) showReview(r api.Review) {
	if r.Refused != "" {
		w.status.Tell(note.Note{What: note.Failed, Name: r.Path, Err: &api.Error{Code: api.CodeRefused, Message: r.Refused}})
		return
	}
	var d *dialog.CustomDialog
	yes := kit.NewAnswer(lang.L("Share"), theme.ConfirmIcon(), func() {
		d.Hide()
		w.library.Add(r.Path)
	})
	no := widget.NewButtonWithIcon(lang.L("Cancel"), theme.CancelIcon(), func() { d.Hide() })
	scroll := container.NewVScroll(reviewText(r))
	d = dialog.NewCustomWithoutButtons(lang.L("Share “{{.Name}}”?", map[string]any{"Name": words.Name(r.Name)}), kit.Tall(kit.Wide(scroll, dialogWidth), reviewHeight), w.window)
	d.SetButtons([]fyne.CanvasObject{no, yes})
	w.raise(d)
	w.window.Canvas().Focus(yes)
}

// reviewText is a review for the eye: the whole, then what may surprise, then
// the rest.
func reviewText(r api.Review) fyne.CanvasObject {
	all := container.NewVBox(hint(lang.N("Everybody will be able to find and download {{.Count}} files, {{.Bytes}}.", r.Files,
		map[string]any{"Count": words.Count(int64(r.Files)), "Bytes": words.Bytes(r.Bytes)})))
	if r.Cut {
		all.Add(hint(lang.L("It has more files than were looked at.")))
	}
	part := func(title string, importance widget.Importance, lines [][3]string) {
		if len(lines) == 0 {
			return
		}
		head := heading(title)
		head.Importance, head.Wrapping = importance, fyne.TextWrapWord
		all.Add(head)
		grid := container.New(layout.NewFormLayout())
		for _, line := range lines {
			number, text := widget.NewLabel(line[0]), widget.NewLabel(strings.TrimSpace(line[1]+"   "+line[2]))
			number.Alignment, text.Truncation = fyne.TextAlignTrailing, fyne.TextTruncateEllipsis
			grid.Add(number)
			grid.Add(text)
		}
		all.Add(grid)
	}
	part(lang.L("Look at these: you may not mean to share them"), widget.WarningImportance, groupLines(r.Surprising, look.Why))
	part(lang.L("What it is"), widget.MediumImportance, groupLines(r.Kinds, func(kind string) string { return look.Kind(share.Kind(kind)) }))
	var largest [][3]string
	for _, f := range r.Largest[:min(len(r.Largest), reviewLargest)] {
		largest = append(largest, [3]string{words.Bytes(f.Size), words.Name(f.Rel)})
	}
	part(lang.L("The largest"), widget.MediumImportance, largest)
	part(lang.L("Not shared in any case"), widget.MediumImportance, groupLines(r.Hidden, look.Why))
	return all
}

// groupLines has the number, the name and examples of each group.
func groupLines(groups []api.ReviewGroup, name func(string) string) (lines [][3]string) {
	for _, g := range groups {
		var examples []string
		for _, rel := range g.Examples[:min(len(g.Examples), reviewExamples)] {
			examples = append(examples, words.Name(rel))
		}
		lines = append(lines, [3]string{words.Count(int64(g.Count)), name(g.Why), strings.Join(examples, ", ")})
	}
	return lines
}
