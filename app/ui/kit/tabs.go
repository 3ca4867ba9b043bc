package kit

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"hinny/app/ui/look"
)

const (
	tabHeight = 28
	tabWidest = 240
	closeSize = 14
)

// TabItem is one tab of Tabs.
type TabItem struct {
	ID   int
	Text string
}

// Tabs is a line of tabs that can be closed, by their cross or by the middle
// button of the mouse. It shows which one is in front, but holds no content.
type Tabs struct {
	widget.BaseWidget

	OnSelect func(id int)
	OnClose  func(id int)

	items []TabItem
	front int
	line  *fyne.Container
	chips []*chip
}

// NewTabs returns a line without tabs.
func NewTabs() *Tabs {
	t := &Tabs{line: container.NewHBox()}
	t.ExtendBaseWidget(t)
	t.Hide()
	return t
}

// Set shows tabs and which of them is in front. The same again draws nothing.
// A line without tabs is hidden.
func (t *Tabs) Set(items []TabItem, front int) {
	if slices.Equal(items, t.items) && front == t.front {
		return
	}
	t.items, t.front = slices.Clone(items), front
	for len(t.chips) < len(items) {
		t.chips = append(t.chips, newChip(t))
	}
	t.chips = t.chips[:len(items)]
	t.line.Objects = t.line.Objects[:0]
	for i, c := range t.chips {
		c.show(items[i], items[i].ID == front)
		t.line.Objects = append(t.line.Objects, c)
	}
	visible(t, len(items) > 0)
	t.line.Refresh()
}

// Next selects the tab that stands so many after the one in front, round and
// round.
func (t *Tabs) Next(by int) {
	n := len(t.items)
	if n == 0 {
		return
	}
	at := slices.IndexFunc(t.items, func(i TabItem) bool { return i.ID == t.front })
	t.OnSelect(t.items[((max(at, 0)+by)%n+n)%n].ID)
}

// CreateRenderer implements fyne.Widget.
func (t *Tabs) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewHScroll(t.line))
}

// chip is one tab.
type chip struct {
	widget.BaseWidget
	tabs   *Tabs
	item   TabItem
	front  bool
	text   *Text
	ground *Ground
	mark   *canvas.Rectangle // below the one in front
	cross  *cross
}

func newChip(t *Tabs) *chip {
	c := &chip{tabs: t, text: NewText(false), ground: NewGround(look.ColorCard), mark: canvas.NewRectangle(nil)}
	c.cross = newCross(func() { t.OnClose(c.item.ID) })
	c.ExtendBaseWidget(c)
	return c
}

func (c *chip) show(item TabItem, front bool) {
	c.item, c.front = item, front
	c.Refresh()
}

// Refresh draws what the tab says, in the colours of the theme.
func (c *chip) Refresh() {
	color, ground := look.ColorMuted, look.ColorCard
	c.mark.FillColor = nil
	if c.front {
		color, ground = theme.ColorNameForeground, look.ColorSelected
		c.mark.FillColor = look.Color(theme.ColorNamePrimary)
	}
	c.text.SetText(c.item.Text, color)
	c.ground.name = ground
	c.ground.Refresh()
	c.mark.Refresh()
	c.BaseWidget.Refresh()
}

// MinSize implements fyne.CanvasObject. All digits count as equally wide: a
// number that changes would otherwise have the line laid out anew each time,
// which draws the window twice.
func (c *chip) MinSize() fyne.Size {
	width := fyne.MeasureText(steady(c.item.Text), theme.TextSize(), fyne.TextStyle{}).Width
	return fyne.NewSize(min(width+closeSize+3*cellInset+2, tabWidest), tabHeight)
}

// steady returns text with one digit in the place of all, a wide one.
func steady(text string) string {
	return strings.Map(func(r rune) rune {
		if '0' <= r && r <= '9' {
			return '8'
		}
		return r
	}, text)
}

// Tapped implements fyne.Tappable.
func (c *chip) Tapped(*fyne.PointEvent) { c.tabs.OnSelect(c.item.ID) }

// MouseDown implements desktop.Mouseable.
func (c *chip) MouseDown(e *desktop.MouseEvent) {
	if e.Button == desktop.MouseButtonTertiary {
		c.tabs.OnClose(c.item.ID)
	}
}

// MouseUp implements desktop.Mouseable.
func (c *chip) MouseUp(*desktop.MouseEvent) {}

// CreateRenderer implements fyne.Widget.
func (c *chip) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.New(chipLayout{}, c.ground, c.mark, c.text, c.cross))
}

// chipLayout places ground, mark, text and cross.
type chipLayout struct{}

func (chipLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	const line = 2
	place := func(o fyne.CanvasObject, x, y, width, height float32) {
		o.Move(fyne.NewPos(x, y))
		o.Resize(fyne.NewSize(max(width, 0), max(height, 0)))
	}
	place(objects[0], 0, 0, size.Width, size.Height)
	place(objects[1], cellInset, size.Height-line, size.Width-2*cellInset, line)
	place(objects[2], cellInset, 0, size.Width-closeSize-3*cellInset, size.Height)
	place(objects[3], size.Width-closeSize-cellInset, (size.Height-closeSize)/2, closeSize, closeSize)
}

func (chipLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

// cross closes a tab.
type cross struct {
	widget.Icon
	do func()
}

func newCross(do func()) *cross {
	c := &cross{do: do}
	c.Resource = theme.CancelIcon()
	c.ExtendBaseWidget(c)
	return c
}

// Tapped implements fyne.Tappable.
func (c *cross) Tapped(*fyne.PointEvent) { c.do() }
