package kit

import (
	"image"
	"image/color"
	"math"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"hinny/app/ui/look"
)

// Series is one line of a graph.
type Series struct {
	Values []float64 // the last one is now
	Color  fyne.ThemeColorName
	Area   bool // the space below it is tinted
}

// Plot is what a Graph shows. What it refers to must not change any more.
type Plot struct {
	Series []Series
	Slots  int       // how many values fill the width
	Top    float64   // the value at the upper edge
	Marks  [3]string // what the upper edge, the middle and the lower edge are called
	From   string    // what the left edge is called
	To     string    // and the right
}

func (p Plot) equal(q Plot) bool {
	same := func(a, b Series) bool {
		return a.Color == b.Color && a.Area == b.Area && slices.Equal(a.Values, b.Values)
	}
	return p.Slots == q.Slots && p.Top == q.Top && p.Marks == q.Marks && p.From == q.From && p.To == q.To && slices.EqualFunc(p.Series, q.Series, same)
}

// Graph shows how values went. It is one image, drawn again only when the
// values, the size or the theme change.
type Graph struct {
	widget.BaseWidget
	raster *canvas.Raster
	plot   Plot
	marks  [3]*Text
	from   *Text
	to     *Text
}

// NewGraph returns an empty graph.
func NewGraph() *Graph {
	g := &Graph{from: NewText(false), to: NewText(true)}
	for i := range g.marks {
		g.marks[i] = NewText(true)
		g.marks[i].SetSize(theme.SizeNameCaptionText)
	}
	g.from.SetSize(theme.SizeNameCaptionText)
	g.to.SetSize(theme.SizeNameCaptionText)
	g.raster = canvas.NewRaster(func(w, h int) image.Image { return g.plot.paint(w, h) })
	g.ExtendBaseWidget(g)
	return g
}

// Set shows a plot. The same again costs nothing but a comparison.
func (g *Graph) Set(p Plot) {
	if g.plot.equal(p) {
		return
	}
	g.plot = p
	for i, mark := range g.marks {
		mark.SetText(p.Marks[i], look.ColorMuted)
	}
	g.from.SetText(p.From, look.ColorMuted)
	g.to.SetText(p.To, look.ColorMuted)
	g.raster.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (g *Graph) CreateRenderer() fyne.WidgetRenderer {
	return &graphRenderer{g, []fyne.CanvasObject{g.raster, g.marks[0], g.marks[1], g.marks[2], g.from, g.to}}
}

type graphRenderer struct {
	graph   *Graph
	objects []fyne.CanvasObject
}

// Layout implements fyne.WidgetRenderer: the marks stand on the left, the ends
// of time below.
func (r *graphRenderer) Layout(size fyne.Size) {
	const left, gap, above = 78, 8, 2
	g, line := r.graph, r.graph.from.MinSize().Height
	plot := fyne.NewSize(max(size.Width-left, 0), max(size.Height-line-line/2-above, 0))
	g.raster.Move(fyne.NewPos(left, line/2))
	g.raster.Resize(plot)
	for i, mark := range g.marks {
		mark.Move(fyne.NewPos(0, plot.Height*float32(i)/2))
		mark.Resize(fyne.NewSize(left-gap, line))
	}
	for _, end := range []*Text{g.from, g.to} {
		end.Move(fyne.NewPos(left, line/2+plot.Height+above))
		end.Resize(fyne.NewSize(plot.Width, line))
	}
}

// MinSize implements fyne.WidgetRenderer.
func (r *graphRenderer) MinSize() fyne.Size { return fyne.NewSize(240, 90) }

// Refresh implements fyne.WidgetRenderer.
func (r *graphRenderer) Refresh() { r.graph.raster.Refresh() }

// Objects implements fyne.WidgetRenderer.
func (r *graphRenderer) Objects() []fyne.CanvasObject { return r.objects }

// Destroy implements fyne.WidgetRenderer.
func (r *graphRenderer) Destroy() {}

// paint draws w times h pixels.
func (p Plot) paint(w, h int) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, max(w, 0), max(h, 0)))
	if w <= 0 || h <= 0 {
		return img
	}
	ground, grid := opaque(look.ColorCard), opaque(theme.ColorNameSeparator)
	const quarters = 4
	for y := range h {
		fillRow(img, y, ground)
	}
	for q := range quarters + 1 {
		fillRow(img, q*(h-1)/quarters, grid)
	}
	for _, s := range p.Series {
		p.draw(img, s)
	}
	return img
}

// draw draws one line, column by column.
func (p Plot) draw(img *image.NRGBA, s Series) {
	const width, tint = 1.6, 0.22 // pixels of the line, strength of the area below
	c, size := opaque(s.Color), img.Bounds().Size()
	before, drawn := 0.0, false
	for x := range size.X {
		value, ok := p.at(s.Values, x, size.X)
		if !ok {
			continue
		}
		level := (1 - min(max(value/p.Top, 0), 1)) * float64(size.Y-1)
		if !drawn {
			before, drawn = level, true
		}
		upper, lower := min(level, before)-width/2, max(level, before)+width/2
		for y := max(int(upper), 0); y < size.Y && float64(y) < lower; y++ {
			// How much of the pixel the line covers.
			blend(img, x, y, c, min(float64(y+1), lower)-max(float64(y), upper))
		}
		for y := max(int(math.Ceil(lower)), 0); s.Area && y < size.Y; y++ {
			blend(img, x, y, c, tint)
		}
		before = level
	}
}

// at returns the value at pixel column x of w: the greatest of those that fall
// on it, or one between its neighbours; ok is false before the first value.
func (p Plot) at(values []float64, x, w int) (value float64, ok bool) {
	if p.Slots <= 0 || p.Top <= 0 || len(values) == 0 {
		return 0, false
	}
	step := float64(p.Slots) / float64(w)
	missing := float64(p.Slots - len(values))
	from, to := float64(x)*step-missing, float64(x+1)*step-missing
	if to <= 0 {
		return 0, false
	}
	first, last := max(int(from), 0), min(int(math.Ceil(to)), len(values))
	if step >= 1 {
		return slices.Max(values[min(first, len(values)-1):max(last, min(first, len(values)-1)+1)]), true
	}
	middle := max((from+to)/2-0.5, 0)
	i := min(int(middle), len(values)-1)
	next := min(i+1, len(values)-1)
	share := middle - float64(i)
	return values[i]*(1-share) + values[next]*share, true
}

// fillRow fills a row of pixels, straight in memory: the window waits for it.
func fillRow(img *image.NRGBA, y int, c color.NRGBA) {
	pixels := img.Pix[y*img.Stride : (y+1)*img.Stride]
	copy(pixels, []byte{c.R, c.G, c.B, c.A})
	for done := 4; done < len(pixels); done *= 2 {
		copy(pixels[done:], pixels[:done])
	}
}

// blend mixes a colour into a pixel by a share of at most 1.
func blend(img *image.NRGBA, x, y int, c color.NRGBA, share float64) {
	const whole = 256
	part := int(min(max(share, 0), 1) * whole)
	at := y*img.Stride + 4*x
	pixel := img.Pix[at : at+3 : at+3]
	pixel[0] = uint8((int(pixel[0])*(whole-part) + int(c.R)*part) / whole)
	pixel[1] = uint8((int(pixel[1])*(whole-part) + int(c.G)*part) / whole)
	pixel[2] = uint8((int(pixel[2])*(whole-part) + int(c.B)*part) / whole)
}

// opaque returns a colour of the theme that nothing shines through.
func opaque(name fyne.ThemeColorName) color.NRGBA {
	c := color.NRGBAModel.Convert(look.Color(name)).(color.NRGBA)
	c.A = 0xff
	return c
}
