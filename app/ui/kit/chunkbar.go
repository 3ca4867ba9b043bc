package kit

import (
	"bytes"
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"hinny/app/api"
	"hinny/app/ui/look"
)

// progressHeight is the part of a bar's height that the thin bar on top takes.
const progressHeight = 4 // one fourth

// Chunks is what a ChunkBar shows: one byte a chunk as in api.Transfer.Map,
// how much of the whole is here, and whether it is complete.
type Chunks struct {
	Map      []byte // must not change any more
	Fraction float64
	Complete bool
	Paused   bool // muted
	Source   bool // of a provider: what it lacks is nothing to be afraid of
}

func (c Chunks) equal(d Chunks) bool {
	return c.Fraction == d.Fraction && c.Complete == d.Complete && c.Paused == d.Paused && c.Source == d.Source && bytes.Equal(c.Map, d.Map)
}

// meaning returns what the colours mean: one colour alone needs no words.
func (c Chunks) meaning() Meaning {
	switch {
	case c.Complete || len(c.Map) == 0:
		return MeansNothing
	case c.Source:
		return MeansProvider
	}
	return MeansDownload
}

// ChunkBar shows which chunks of a file are here, being fetched, held by
// others, or missing everywhere. It is one image, drawn again only when the
// chunks, the size or the theme change.
type ChunkBar struct{ painted }

// NewChunkBar returns an empty bar.
func NewChunkBar() *ChunkBar {
	b := &ChunkBar{}
	b.by(Paint)
	b.ExtendBaseWidget(b)
	return b
}

// painted is a widget that paints chunks.
type painted struct {
	widget.BaseWidget
	raster *canvas.Raster
	chunks Chunks
}

// by has the widget be painted by paint, in pixels.
func (p *painted) by(paint func(c Chunks, colors look.Bars, w, h int) *image.NRGBA) {
	p.raster = canvas.NewRaster(func(w, h int) image.Image { return paint(p.chunks, look.BarsOf(), w, h) })
}

// Set shows chunks. The same again costs nothing but a comparison.
func (p *painted) Set(c Chunks) {
	if !p.chunks.equal(c) {
		p.chunks = c
		p.raster.Refresh()
	}
}

// CreateRenderer implements fyne.Widget.
func (p *painted) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(p.raster) }

// MinSize implements fyne.CanvasObject.
func (b *ChunkBar) MinSize() fyne.Size { return fyne.NewSize(40, 12) }

// Paint draws a bar of w times h pixels.
func Paint(c Chunks, colors look.Bars, w, h int) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, max(w, 0), max(h, 0)))
	if w <= 0 || h <= 0 {
		return img
	}
	line := make([]color.NRGBA, w)
	for x := range line {
		switch {
		case c.Complete:
			line[x] = colors.Done
		case len(c.Map) == 0:
			line[x] = colors.Ground
		case c.Source:
			line[x] = column(c.Map, colors.Calm(), x, w)
		default:
			line[x] = column(c.Map, colors, x, w)
		}
		if c.Paused && !c.Complete {
			line[x] = mute(line[x], colors.Ground)
		}
	}
	top, done := 0, 0
	if !c.Complete && !c.Source {
		top, done = max(h/progressHeight, 2), int(c.Fraction*float64(w))
	}
	for y := range h {
		for x, fill := range line {
			switch {
			case y < top && x < done:
				fill = colors.Progress
			case y < top:
				fill = colors.Ground
			}
			img.SetNRGBA(x, y, fill)
		}
	}
	return img
}

// column returns the colour of pixel column x of w. Where it stands for
// several chunks, what a person looks for wins: being fetched, then missing
// everywhere; otherwise the colours mix by their share.
func column(chunks []byte, colors look.Bars, x, w int) color.NRGBA {
	first := x * len(chunks) / w
	last := max((x+1)*len(chunks)/w, first+1)
	var r, g, b, n int
	missing := false
	for _, c := range chunks[first:last] {
		fill := colors.Have
		switch {
		case c&api.MapHave != 0:
		case c&api.MapFetching != 0:
			return colors.Fetching
		case c&api.MapHolders == 0:
			missing = true
			continue
		default:
			fill = colors.Shade(int(c & api.MapHolders))
		}
		r, g, b, n = r+int(fill.R), g+int(fill.G), b+int(fill.B), n+1
	}
	if missing || n == 0 {
		return colors.Missing
	}
	return color.NRGBA{R: uint8(r / n), G: uint8(g / n), B: uint8(b / n), A: 0xff}
}

// mute takes half of a colour's strength.
func mute(c, ground color.NRGBA) color.NRGBA {
	mix := func(a, b uint8) uint8 { return uint8((int(a) + int(b)) / 2) }
	return color.NRGBA{R: mix(c.R, ground.R), G: mix(c.G, ground.G), B: mix(c.B, ground.B), A: 0xff}
}
