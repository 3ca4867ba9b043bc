package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"hinny/app/ui/look"
)

// Tick is the box of a row in a tree.
type Tick struct {
	On   bool
	Half bool // some of what is below the row is ticked
	Off  bool // it cannot be changed
}

// TickColumn makes the cells of a column of boxes with three states. change is
// called when a person clicks on one; the box itself follows what the row says.
func TickColumn[T any](tick func(T) Tick, change func(row T)) func() Cell[T] {
	return func() Cell[T] {
		c := &tickCell[T]{check: widget.NewCheck("", nil), tick: tick}
		c.check.OnChanged = func(bool) {
			row := c.row
			c.draw(c.shown)
			change(row)
		}
		c.ExtendBaseWidget(c)
		return c
	}
}

type tickCell[T any] struct {
	widget.BaseWidget
	check *widget.Check
	tick  func(T) Tick
	row   T
	shown Tick
}

func (c *tickCell[T]) CreateRenderer() fyne.WidgetRenderer {
	box := container.NewThemeOverride(container.NewCenter(c.check), look.Boxes(fyne.CurrentApp().Settings().Theme()))
	box.Refresh() // what was drawn of the box before does not know its theme
	return widget.NewSimpleRenderer(box)
}

func (c *tickCell[T]) Set(row T) {
	c.row = row
	if tick := c.tick(row); tick != c.shown {
		c.draw(tick)
	}
}

// draw shows a state, of which nobody is told.
func (c *tickCell[T]) draw(tick Tick) {
	c.shown = tick
	c.check.Checked, c.check.Partial = tick.On && !tick.Half, tick.Half
	if tick.Off != c.check.Disabled() {
		if tick.Off {
			c.check.Disable()
		} else {
			c.check.Enable()
		}
	}
	c.check.Refresh()
}
