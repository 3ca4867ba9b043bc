package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"hinny/app/ui/look"
	"hinny/app/ui/order"
)

const (
	headerHeight = 28
	gripWidth    = 8 // how near to an edge the mouse must be to drag it
)

// head is one column's title.
type head struct {
	id    string
	title string
	right bool
}

// header is the line of titles above the rows. A click sorts, a drag at an
// edge makes a column wider.
type header struct {
	widget.BaseWidget

	widths *widths
	ground *canvas.Rectangle
	line   *canvas.Rectangle
	titles []*title
	grips  []*grip
}

// headerOwner is what a header asks of the table it belongs to.
type headerOwner interface {
	sortBy(order.Order)
	drag(column int, by float32)
	save()
	columnMenu(column int, at fyne.Position)
}

func newHeader(heads []head, w *widths, o headerOwner) *header {
	h := &header{widths: w, ground: canvas.NewRectangle(nil), line: canvas.NewRectangle(nil)}
	for i, head := range heads {
		h.titles = append(h.titles, newTitle(head, o.sortBy, func(at fyne.Position) { o.columnMenu(i, at) }))
		h.grips = append(h.grips, newGrip(func(by float32) { o.drag(i, by) }, o.save))
	}
	h.ExtendBaseWidget(h)
	return h
}

// show marks the column that the rows are sorted by.
func (h *header) show(by order.Order) {
	for _, t := range h.titles {
		t.show(by)
	}
}

// CreateRenderer implements fyne.Widget.
func (h *header) CreateRenderer() fyne.WidgetRenderer {
	r := &headerRenderer{header: h, objects: []fyne.CanvasObject{h.ground, h.line}}
	for _, t := range h.titles {
		r.objects = append(r.objects, t)
	}
	for _, g := range h.grips {
		r.objects = append(r.objects, g)
	}
	r.Refresh()
	return r
}

type headerRenderer struct {
	header  *header
	objects []fyne.CanvasObject
}

func (r *headerRenderer) Layout(size fyne.Size) {
	h := r.header
	h.ground.Resize(size)
	h.line.Move(fyne.NewPos(0, size.Height-1))
	h.line.Resize(fyne.NewSize(size.Width, 1))
	for i, hidden := range h.widths.hidden {
		visible(h.titles[i], !hidden)
		visible(h.grips[i], !hidden)
	}
	last := -1
	h.widths.place(size.Width, func(i int, x, width float32) {
		h.titles[i].Move(fyne.NewPos(x, 0))
		h.titles[i].Resize(fyne.NewSize(width, size.Height-1))
		h.grips[i].Move(fyne.NewPos(x+width-gripWidth/2, 0))
		h.grips[i].Resize(fyne.NewSize(gripWidth, size.Height-1))
		last = i
	})
	if last >= 0 {
		h.grips[last].Hide() // nothing is at the right of it to give or take
	}
}

func (r *headerRenderer) MinSize() fyne.Size { return fyne.NewSize(100, headerHeight) }

func (r *headerRenderer) Refresh() {
	r.header.ground.FillColor = look.Color(theme.ColorNameHeaderBackground)
	r.header.line.FillColor = look.Color(theme.ColorNameSeparator)
	r.Layout(r.header.Size())
	for _, o := range r.objects {
		o.Refresh()
	}
}

func (r *headerRenderer) Objects() []fyne.CanvasObject { return r.objects }

func (r *headerRenderer) Destroy() {}

// title is the clickable name of a column. A name that is cut has a tip.
type title struct {
	widget.BaseWidget
	head head
	sort func(order.Order)
	menu func(at fyne.Position)
	by   order.Order
	text *Text
}

func newTitle(h head, sort func(order.Order), menu func(at fyne.Position)) *title {
	t := &title{head: h, sort: sort, menu: menu, text: NewText(h.right)}
	t.text.SetBold(true)
	t.ExtendBaseWidget(t)
	t.show(order.Order{})
	return t
}

func (t *title) show(by order.Order) {
	t.by = by
	text := t.head.title
	if t.head.id != "" && by.Column == t.head.id {
		arrow := "▲"
		if by.Descending {
			arrow = "▼"
		}
		text += " " + arrow
	}
	t.text.SetText(text, look.ColorMuted)
}

// TappedSecondary implements fyne.SecondaryTappable.
func (t *title) TappedSecondary(e *fyne.PointEvent) { t.menu(e.AbsolutePosition) }

// MouseIn implements desktop.Hoverable.
func (t *title) MouseIn(e *desktop.MouseEvent) { point(t, t.text, e) }

// MouseMoved implements desktop.Hoverable.
func (t *title) MouseMoved(e *desktop.MouseEvent) { point(t, t.text, e) }

// MouseOut implements desktop.Hoverable.
func (t *title) MouseOut() { leave(t) }

// Tapped implements fyne.Tappable: up, then down, then as it comes.
func (t *title) Tapped(*fyne.PointEvent) {
	dismiss(t)
	switch {
	case t.head.id == "":
	case t.by.Column != t.head.id:
		t.sort(order.Order{Column: t.head.id})
	case !t.by.Descending:
		t.sort(order.Order{Column: t.head.id, Descending: true})
	default:
		t.sort(order.Order{})
	}
}

// CreateRenderer implements fyne.Widget.
func (t *title) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(newInset(t.text))
}

// grip is the edge between two titles.
type grip struct {
	widget.BaseWidget
	drag func(by float32)
	end  func()
	line *canvas.Rectangle
}

func newGrip(drag func(by float32), end func()) *grip {
	g := &grip{drag: drag, end: end, line: canvas.NewRectangle(nil)}
	g.ExtendBaseWidget(g)
	return g
}

// Cursor implements desktop.Cursorable.
func (g *grip) Cursor() desktop.Cursor { return desktop.HResizeCursor }

// Dragged implements fyne.Draggable.
func (g *grip) Dragged(e *fyne.DragEvent) { g.drag(e.Dragged.DX) }

// DragEnd implements fyne.Draggable.
func (g *grip) DragEnd() { g.end() }

// CreateRenderer implements fyne.Widget.
func (g *grip) CreateRenderer() fyne.WidgetRenderer {
	g.line.FillColor = look.Color(theme.ColorNameSeparator)
	return widget.NewSimpleRenderer(newMiddle(g.line))
}

// Refresh takes the colour of the theme.
func (g *grip) Refresh() {
	g.line.FillColor = look.Color(theme.ColorNameSeparator)
	g.BaseWidget.Refresh()
}
