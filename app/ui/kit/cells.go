package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Words is a text and its colour.
type Words struct {
	Text  string
	Color fyne.ThemeColorName // empty: the usual one
}

// Plain is a text in the usual colour.
func Plain(text string) Words { return Words{Text: text} }

// TextColumn makes the cells of a column that shows text.
func TextColumn[T any](right bool, say func(T) Words) func() Cell[T] {
	return func() Cell[T] { return &textCell[T]{Text: NewText(right), say: say} }
}

// TailColumn makes the cells of a column that shows text of which the end tells
// rows apart.
func TailColumn[T any](say func(T) Words) func() Cell[T] {
	return func() Cell[T] {
		text := NewText(false)
		text.SetTail()
		return &textCell[T]{Text: text, say: say}
	}
}

type textCell[T any] struct {
	*Text
	say func(T) Words
}

func (c *textCell[T]) Set(row T) { set(c.Text, c.say(row)) }

func set(t *Text, w Words) {
	if w.Color == "" {
		w.Color = theme.ColorNameForeground
	}
	t.SetText(w.Text, w.Color)
}

// IconColumn makes the cells of a column that shows a picture and text.
func IconColumn[T any](icon func(T) fyne.Resource, say func(T) Words) func() Cell[T] {
	return func() Cell[T] {
		c := &iconCell[T]{icon: widget.NewIcon(nil), text: NewText(false), choose: icon, say: say}
		c.ExtendBaseWidget(c)
		return c
	}
}

type iconCell[T any] struct {
	widget.BaseWidget
	icon   *widget.Icon
	text   *Text
	choose func(T) fyne.Resource
	say    func(T) Words
}

func (c *iconCell[T]) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.New(beside{}, c.icon, c.text))
}

func (c *iconCell[T]) Set(row T) {
	if icon := c.choose(row); icon != c.icon.Resource {
		c.icon.SetResource(icon)
	}
	set(c.text, c.say(row))
}

// Tip returns the whole text where it is cut.
func (c *iconCell[T]) Tip() Tip { return c.text.Tip() }

// beside places an icon at the left of a text.
type beside struct{ indent float32 }

func (b beside) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	const icon, gap = 18, 7
	objects[0].Move(fyne.NewPos(b.indent, (size.Height-icon)/2))
	objects[0].Resize(fyne.NewSize(icon, icon))
	objects[1].Move(fyne.NewPos(b.indent+icon+gap, 0))
	objects[1].Resize(fyne.NewSize(max(size.Width-b.indent-icon-gap, 0), size.Height))
}

func (beside) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

// BarColumn makes the cells of a column of chunk bars. figures says in words
// what a bar shows; it is asked only where the pointer rests.
func BarColumn[T any](chunks func(T) Chunks, figures func(T) string) func() Cell[T] {
	return func() Cell[T] {
		c := &barCell[T]{bar: NewChunkBar(), chunks: chunks, figures: figures}
		c.ExtendBaseWidget(c)
		return c
	}
}

type barCell[T any] struct {
	widget.BaseWidget
	bar     *ChunkBar
	chunks  func(T) Chunks
	figures func(T) string
	row     T
}

func (c *barCell[T]) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.New(slim{}, c.bar))
}

func (c *barCell[T]) Set(row T) {
	c.row = row
	c.bar.Set(c.chunks(row))
}

// Tip says what the bar shows, in figures and by its colours.
func (c *barCell[T]) Tip() Tip {
	return Tip{Text: c.figures(c.row), Colors: c.bar.chunks.meaning()}
}

// slim leaves free space above and below a bar.
type slim struct{}

func (slim) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	const margin = 6
	for _, o := range objects {
		o.Move(fyne.NewPos(0, margin))
		o.Resize(fyne.NewSize(size.Width, max(size.Height-2*margin, 0)))
	}
}

func (slim) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

// CheckColumn makes the cells of a column of ticks. change is called when a
// person ticks or unticks; the tick itself follows what the row says.
func CheckColumn[T any](ticked func(T) bool, change func(row T, on bool)) func() Cell[T] {
	return func() Cell[T] {
		c := &checkCell[T]{check: widget.NewCheck("", nil), ticked: ticked}
		c.check.OnChanged = func(on bool) {
			if c.setting || on == c.ticked(c.row) {
				return
			}
			change(c.row, on)
			c.Set(c.row)
		}
		c.ExtendBaseWidget(c)
		return c
	}
}

type checkCell[T any] struct {
	widget.BaseWidget
	check   *widget.Check
	ticked  func(T) bool
	row     T
	setting bool
}

func (c *checkCell[T]) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewCenter(c.check))
}

func (c *checkCell[T]) Set(row T) {
	c.row = row
	if on := c.ticked(row); on != c.check.Checked {
		c.setting = true
		c.check.SetChecked(on)
		c.setting = false
	}
}
