package kit

import (
	"image"
	"image/draw"

	"fyne.io/fyne/v2"

	"hinny/app/ui/look"
)

const (
	// largestCell and smallestCell bound a square of a ChunkMap, in pixels: a
	// larger one shows no more, and a smaller one cannot be told from the next.
	largestCell  = 18
	smallestCell = 4
	// gapped is the side from which squares have a pixel of ground between them.
	gapped = 5
)

// ChunkMap shows the chunks of a file as squares, line by line from the first to
// the last, in the colours of a ChunkBar. Where there is no room for one each, a
// square stands for several.
type ChunkMap struct{ painted }

// NewChunkMap returns an empty map.
func NewChunkMap() *ChunkMap {
	m := &ChunkMap{}
	m.by(PaintMap)
	m.ExtendBaseWidget(m)
	return m
}

// MinSize implements fyne.CanvasObject.
func (m *ChunkMap) MinSize() fyne.Size { return fyne.NewSize(80, 40) }

// PaintMap draws a map of w times h pixels.
func PaintMap(c Chunks, colors look.Bars, w, h int) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, max(w, 0), max(h, 0)))
	side, cells := squares(len(c.Map), w, h)
	if cells == 0 {
		return img
	}
	gap := 0
	if side >= gapped {
		gap = 1
	}
	for i := range cells {
		fill := colors.Done
		if !c.Complete {
			fill = column(c.Map, colors, i, cells)
			if c.Paused {
				fill = mute(fill, colors.Ground)
			}
		}
		left, top := i%(w/side)*side, i/(w/side)*side
		draw.Draw(img, image.Rect(left, top, left+side-gap, top+side-gap), image.NewUniform(fill), image.Point{}, draw.Src)
	}
	return img
}

// squares returns the side of the squares for n chunks on w times h pixels, the
// largest that leave room for all, and how many there are: fewer than chunks
// where even the smallest do not fit.
func squares(n, w, h int) (side, cells int) {
	for side = largestCell; side > smallestCell; side-- {
		if (w/side)*(h/side) >= n {
			return side, n
		}
	}
	return smallestCell, min(n, (w/smallestCell)*(h/smallestCell))
}
