package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Leaf says where a row stands in a tree.
type Leaf struct {
	Depth int  // how far it is indented
	Folds bool // there is something below it, to be shown or not
	Open  bool // that is shown
}

// FoldColumn makes the cells of a column that shows a picture and text, and
// before them, where a row folds, an arrow that opens and closes it.
func FoldColumn[T any](icon func(T) fyne.Resource, say func(T) Words, leaf func(T) Leaf, fold func(row T, open bool)) func() Cell[T] {
	return func() Cell[T] {
		c := &foldCell[T]{arrow: newArrow(), icon: widget.NewIcon(nil), text: NewText(false), choose: icon, say: say, leaf: leaf}
		c.arrow.onTapped = func() { fold(c.row, !c.arrow.leaf.Open) }
		c.ExtendBaseWidget(c)
		return c
	}
}

type foldCell[T any] struct {
	widget.BaseWidget
	arrow  *arrow
	icon   *widget.Icon
	text   *Text
	choose func(T) fyne.Resource
	say    func(T) Words
	leaf   func(T) Leaf
	row    T
	box    *fyne.Container // nil before it is drawn
}

func (c *foldCell[T]) CreateRenderer() fyne.WidgetRenderer {
	c.box = container.New(folded{c.arrow}, c.arrow, c.icon, c.text)
	return widget.NewSimpleRenderer(c.box)
}

func (c *foldCell[T]) Set(row T) {
	c.row = row
	if icon := c.choose(row); icon != c.icon.Resource {
		c.icon.SetResource(icon)
	}
	if c.arrow.set(c.leaf(row)) && c.box != nil {
		c.box.Refresh()
	}
	set(c.text, c.say(row))
}

// Tip returns the whole text where it is cut.
func (c *foldCell[T]) Tip() Tip { return c.text.Tip() }

// folded places an arrow, an icon and a text beside each other.
type folded struct{ arrow *arrow }

func (f folded) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	left := float32(f.arrow.leaf.Depth) * indentStep
	objects[0].Move(fyne.NewPos(left, 0))
	objects[0].Resize(fyne.NewSize(arrowWidth, size.Height))
	left += arrowWidth
	beside{indent: left}.Layout(objects[1:], size)
}

func (folded) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

// indentStep is how far one level of a tree is indented.
const indentStep = 18

// arrowWidth is the place of an arrow, which rows that do not fold leave free.
const arrowWidth = 18

// arrow opens and closes a row with a click. It listens to nothing else, so
// that all other clicks are the row's.
type arrow struct {
	widget.BaseWidget
	icon     *widget.Icon
	leaf     Leaf
	onTapped func()
}

func newArrow() *arrow {
	a := &arrow{icon: widget.NewIcon(nil)}
	a.ExtendBaseWidget(a)
	return a
}

// set shows a place in the tree and reports whether it is another one.
func (a *arrow) set(leaf Leaf) bool {
	if a.leaf == leaf && (a.icon.Resource != nil || !leaf.Folds) {
		return false
	}
	a.leaf = leaf
	switch {
	case !leaf.Folds:
		a.icon.SetResource(nil)
	case leaf.Open:
		a.icon.SetResource(theme.MenuDropDownIcon())
	default:
		a.icon.SetResource(theme.MenuExpandIcon())
	}
	return true
}

// CreateRenderer implements fyne.Widget.
func (a *arrow) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewStack(a.icon))
}

// Tapped implements fyne.Tappable.
func (a *arrow) Tapped(*fyne.PointEvent) {
	if a.leaf.Folds {
		dismiss(a)
		a.onTapped()
	}
}
