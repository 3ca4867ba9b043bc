package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"hinny/app/ui/look"
)

// rowOwner is what a row asks of the table it belongs to.
type rowOwner interface {
	press(i int, extend, toggle, menu bool)
	open()
	menu(at fyne.Position)
	pin(r *row) (same func() bool)
}

// row is one row of a table: a ground and the cells on it.
type row struct {
	widget.BaseWidget

	owner  rowOwner
	widths *widths
	cells  []fyne.CanvasObject
	set    func(i int)

	ground   *canvas.Rectangle
	cursor   *canvas.Rectangle // the mark of the row that the keyboard is on
	i        int
	stamp    int
	selected bool
	current  bool
	hovered  bool
	same     func() bool // whether it still shows what the pointer came to; nil: the pointer is elsewhere
}

// What a row listens to.
var (
	_ desktop.Mouseable      = (*row)(nil)
	_ desktop.Hoverable      = (*row)(nil)
	_ fyne.DoubleTappable    = (*row)(nil)
	_ fyne.SecondaryTappable = (*row)(nil)
)

func newRow(o rowOwner, w *widths, cells []fyne.CanvasObject, set func(i int)) *row {
	r := &row{owner: o, widths: w, cells: cells, set: set, ground: canvas.NewRectangle(nil), cursor: canvas.NewRectangle(nil), stamp: -1}
	r.ExtendBaseWidget(r)
	return r
}

// show draws row i of the table.
func (r *row) show(i int, selected, current bool) {
	r.i, r.selected, r.current = i, selected, current
	r.set(i)
	if r.stamp != r.widths.stamp {
		r.layout(r.Size())
	}
	r.paint()
	r.follow()
}

// paint colours the ground. A row like any other has none: what lies below is
// drawn anyway, and without a graphics card each pixel costs.
func (r *row) paint() {
	var name fyne.ThemeColorName
	switch {
	case r.selected:
		name = look.ColorSelected
	case r.hovered:
		name = theme.ColorNameHover
	case r.i%2 == 1:
		name = look.ColorStripe
	}
	var fill color.Color = color.Transparent
	if name != "" {
		fill = look.Color(name)
	}
	mark := look.Color(theme.ColorNamePrimary)
	if r.ground.FillColor != fill {
		r.ground.FillColor = fill
		r.ground.Refresh()
	}
	if r.cursor.FillColor != mark {
		r.cursor.FillColor = mark
		r.cursor.Refresh()
	}
	if r.current != r.cursor.Visible() {
		if r.current {
			r.cursor.Show()
		} else {
			r.cursor.Hide()
		}
	}
}

func (r *row) layout(size fyne.Size) {
	r.stamp = r.widths.stamp
	r.ground.Resize(size)
	r.cursor.Resize(fyne.NewSize(3, size.Height))
	for i, hidden := range r.widths.hidden {
		visible(r.cells[i], !hidden)
	}
	r.widths.place(size.Width, func(i int, x, width float32) {
		r.cells[i].Move(fyne.NewPos(x+cellInset, 0))
		r.cells[i].Resize(fyne.NewSize(max(width-2*cellInset, 0), size.Height))
	})
}

// CreateRenderer implements fyne.Widget.
func (r *row) CreateRenderer() fyne.WidgetRenderer {
	return &rowRenderer{row: r, objects: append([]fyne.CanvasObject{r.ground, r.cursor}, r.cells...)}
}

// MouseDown implements desktop.Mouseable: a row is selected when the button
// goes down, as lists of a desktop do.
func (r *row) MouseDown(e *desktop.MouseEvent) {
	dismiss(r)
	r.owner.press(r.i, e.Modifier&fyne.KeyModifierShift != 0, e.Modifier&fyne.KeyModifierShortcutDefault != 0, e.Button == desktop.MouseButtonSecondary)
}

// MouseUp implements desktop.Mouseable.
func (r *row) MouseUp(*desktop.MouseEvent) {}

// DoubleTapped implements fyne.DoubleTappable.
func (r *row) DoubleTapped(*fyne.PointEvent) { r.owner.open() }

// TappedSecondary implements fyne.SecondaryTappable.
func (r *row) TappedSecondary(e *fyne.PointEvent) { r.owner.menu(e.AbsolutePosition) }

// MouseIn implements desktop.Hoverable.
func (r *row) MouseIn(e *desktop.MouseEvent) {
	r.hover(true)
	r.MouseMoved(e)
}

// MouseMoved implements desktop.Hoverable. The cells do not listen themselves:
// the pointer would leave the row for them.
func (r *row) MouseMoved(e *desktop.MouseEvent) {
	r.same = r.owner.pin(r)
	point(r, r.tipperAt(e.Position.X), e)
}

// MouseOut implements desktop.Hoverable.
func (r *row) MouseOut() {
	r.hover(false)
	r.same = nil
	leave(r)
}

func (r *row) hover(on bool) {
	r.hovered = on
	r.paint()
}

// tipperAt returns the cell at a place of the row, if it may have a tip.
func (r *row) tipperAt(x float32) (what tipper) {
	for _, c := range r.cells {
		left := c.Position().X
		if cell, ok := c.(tipper); ok && c.Visible() && left <= x && x < left+c.Size().Width {
			what = cell
		}
	}
	return what
}

// follow has a tip say what the row says now, and not outlive what it is about.
func (r *row) follow() {
	switch {
	case r.same == nil:
	case r.same():
		again(r)
	default:
		r.same = nil
		leave(r)
	}
}

type rowRenderer struct {
	row     *row
	objects []fyne.CanvasObject
}

func (r *rowRenderer) Layout(size fyne.Size) { r.row.layout(size) }

func (r *rowRenderer) MinSize() fyne.Size { return fyne.NewSize(100, RowHeight) }

// Refresh is for a change of theme: the cells take their colours anew.
func (r *rowRenderer) Refresh() {
	r.row.paint()
	for _, c := range r.row.cells {
		c.Refresh()
	}
}

func (r *rowRenderer) Objects() []fyne.CanvasObject { return r.objects }

func (r *rowRenderer) Destroy() {}
