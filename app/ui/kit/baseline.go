package kit

import (
	"image"
	"image/color"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/software"
)

// sinks knows how much lower than others a text with letters of a font from
// the system is drawn: Fyne sets the base line of a text by its tallest font,
// such as a Chinese one, and reports the height of its own font for all.
// What it does not report is seen by drawing, once for each block of letters.
type sinks struct {
	blocks map[rune]float32
}

// block is how many letters are taken to be of one font.
const block = 128

// of returns by how much a text must be lifted.
func (s *sinks) of(text *canvas.Text) (lift float32) {
	for _, r := range text.Text {
		if r < utf8.RuneSelf {
			continue
		}
		sink, known := s.blocks[r/block]
		if !known {
			if s.blocks == nil {
				s.blocks = map[rune]float32{}
			}
			sink = foot("H"+string(r), text) - foot("H", text)
			s.blocks[r/block] = sink
		}
		lift = max(lift, sink)
	}
	return lift
}

// foot returns where the H that words begin with ends below, when they are
// drawn like a text.
func foot(words string, like *canvas.Text) float32 {
	text := canvas.NewText(words, color.Black)
	text.TextSize, text.TextStyle = like.TextSize, like.TextStyle
	c := software.NewTransparentCanvas()
	c.SetPadded(false)
	c.SetContent(text)
	c.Resize(fyne.NewSize(4*like.TextSize, 3*like.TextSize))
	h := fyne.MeasureText("H", like.TextSize, like.TextStyle).Width
	return float32(lowest(c.Capture(), int(h)))
}

// lowest returns the lowest line of a picture with ink in its first columns.
func lowest(picture image.Image, columns int) int {
	const ink = 0x8000
	for y := picture.Bounds().Max.Y - 1; y >= 0; y-- {
		for x := range columns {
			if _, _, _, alpha := picture.At(x, y).RGBA(); alpha > ink {
				return y
			}
		}
	}
	return 0
}
