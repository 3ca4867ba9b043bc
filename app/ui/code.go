package ui

import (
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"
	"rsc.io/qr"

	"hinny/app/ui/kit"
)

// showCode shows a peer ID as a QR code, for somebody who holds a telephone.
func (w *Window) showCode(id string) {
	const side = 260
	code, err := qr.Encode(id, qr.M)
	if err != nil || id == "" {
		return // no ID before the node has said it, and none is too long for a code
	}
	picture := canvas.NewImageFromImage(codePicture(code))
	picture.FillMode, picture.ScaleMode = canvas.ImageFillContain, canvas.ImageScalePixels
	picture.SetMinSize(fyne.NewSquareSize(side))
	text := widget.NewLabel(id)
	text.Wrapping, text.Selectable, text.Alignment = fyne.TextWrapBreak, true, fyne.TextAlignCenter
	w.raise(dialog.NewCustom(lang.L("Your peer ID"), lang.L("Close"), kit.Wide(container.NewVBox(container.NewCenter(picture), text), dialogWidth*3/4), w.window))
}

// codePicture draws a code, black on white in both themes because cameras
// expect it, with the quiet zone of four modules that the standard (ISO/IEC
// 18004) asks for. One pixel a module: it is drawn larger without smoothing.
func codePicture(code *qr.Code) image.Image {
	const quiet = 4
	picture := image.NewPaletted(image.Rect(0, 0, code.Size+2*quiet, code.Size+2*quiet), color.Palette{color.White, color.Black})
	for y := range code.Size {
		for x := range code.Size {
			if code.Black(x, y) {
				picture.SetColorIndex(x+quiet, y+quiet, 1)
			}
		}
	}
	return picture
}
