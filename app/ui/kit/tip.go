package kit

import (
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"hinny/app/ui/look"
)

const (
	tipWidth = 480  // wider lines are hard to read; a name of usual length fits on one or two
	tipRunes = 1000 // of a text, so that a tip stays smaller than a small window
	tipBelow = 20   // under the pointer's tip, so that the arrow covers nothing
	tipAbove = 6    // where there is no room below
	tipEdge  = 4    // from the edges of the window
)

// Tip is what is said of something that the pointer rests on.
type Tip struct {
	Text   string
	Colors Meaning // of a chunk bar, to be said below the text
}

func (t Tip) empty() bool { return t == Tip{} }

// newPanel draws a tip in the size that it needs in a window.
func newPanel(tip Tip, window float32) *fyne.Container {
	lines := container.New(layout.NewCustomPaddedVBoxLayout(0))
	most := min(tipWidth, window-2*tipEdge)
	var width float32
	if tip.Text != "" {
		label := widget.NewLabel(shortened(tip.Text))
		width = min(label.MinSize().Width, most)
		label.Wrapping = fyne.TextWrapWord
		label.Refresh()
		lines.Add(label)
	}
	if tip.Colors != MeansNothing {
		inner := theme.InnerPadding()
		key := container.New(layout.NewCustomPaddedLayout(0, inner, inner, inner), newKey(tip.Colors))
		width = max(width, min(key.MinSize().Width, most))
		lines.Add(key)
	}
	ground := canvas.NewRectangle(look.Color(theme.ColorNameMenuBackground))
	ground.StrokeColor, ground.StrokeWidth = look.Color(theme.ColorNameInputBorder), 1
	ground.CornerRadius = 4
	panel := container.NewStack(ground, lines)
	panel.Resize(fyne.NewSize(width, 0)) // the height of a text that wraps follows its width
	panel.Resize(fyne.NewSize(width, lines.MinSize().Height))
	return panel
}

// shortened cuts a text that nobody would read in a tip.
func shortened(text string) string {
	if utf8.RuneCountInString(text) <= tipRunes {
		return text
	}
	return string([]rune(text)[:tipRunes]) + "…"
}

// placed returns where a tip stands: below the pointer, above it where there
// is no room, and inside the window.
func placed(pointer fyne.Position, size, window fyne.Size) fyne.Position {
	x := min(pointer.X, window.Width-tipEdge-size.Width)
	y := pointer.Y + tipBelow
	if y+size.Height > window.Height-tipEdge {
		y = pointer.Y - tipAbove - size.Height
	}
	return fyne.NewPos(max(x, tipEdge), max(y, tipEdge))
}

// Told is an object beside the tables that has a tip.
type Told struct {
	widget.BaseWidget
	object fyne.CanvasObject
	tell   func() Tip
	on     bool // the pointer is on it
}

// What a Told listens to.
var (
	_ desktop.Hoverable = (*Told)(nil)
	_ tipper            = (*Told)(nil)
)

// NewTold returns an object with the tip that tell returns.
func NewTold(o fyne.CanvasObject, tell func() Tip) *Told {
	t := &Told{object: o, tell: tell}
	t.ExtendBaseWidget(t)
	return t
}

// CreateRenderer implements fyne.Widget.
func (t *Told) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(t.object) }

// Tip returns what there is to say.
func (t *Told) Tip() Tip { return t.tell() }

// Changed says that there may be something else to say.
func (t *Told) Changed() {
	if t.on {
		again(t)
	}
}

// MouseIn implements desktop.Hoverable.
func (t *Told) MouseIn(e *desktop.MouseEvent) {
	t.on = true
	point(t, t, e)
}

// MouseMoved implements desktop.Hoverable.
func (t *Told) MouseMoved(e *desktop.MouseEvent) { point(t, t, e) }

// MouseOut implements desktop.Hoverable.
func (t *Told) MouseOut() {
	t.on = false
	leave(t)
}
