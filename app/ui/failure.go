package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"hinny/app/ui/kit"
	"hinny/app/ui/look"
)

// ShowFailure fills a window with why Hinny cannot start.
func ShowFailure(window fyne.Window, err error) {
	title := widget.NewLabel(lang.L("Hinny cannot start"))
	title.SizeName = theme.SizeNameSubHeadingText
	reason := widget.NewLabel(look.Error(err))
	reason.Wrapping = fyne.TextWrapWord
	quit := widget.NewButton(lang.L("Quit"), window.Close)
	window.SetContent(container.NewPadded(container.NewVBox(title, kit.Wide(reason, dialogWidth), container.NewCenter(quit))))
}
