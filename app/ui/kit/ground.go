package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"hinny/app/ui/look"
)

// Ground is a rounded ground that follows the theme, for cards and bars.
type Ground struct {
	widget.BaseWidget
	name fyne.ThemeColorName
	rect *canvas.Rectangle
}

// NewGround returns a ground of a named colour.
func NewGround(name fyne.ThemeColorName) *Ground {
	const radius = 6
	g := &Ground{name: name, rect: canvas.NewRectangle(look.Color(name))}
	g.rect.CornerRadius = radius
	g.ExtendBaseWidget(g)
	return g
}

// Refresh takes the colour of the theme.
func (g *Ground) Refresh() {
	g.rect.FillColor = look.Color(g.name)
	g.rect.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (g *Ground) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(g.rect) }
