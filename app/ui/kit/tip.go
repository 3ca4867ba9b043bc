package kit

import (
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
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
	Text string
}

func (t Tip) empty() bool { return t == Tip{} }

// newPanel draws a tip in the size that it needs in a window.
func newPanel(tip Tip, window float32) *fyne.Container {
	label := widget.NewLabel(shortened(tip.Text))
	width := min(label.MinSize().Width, tipWidth, window-2*tipEdge)
	label.Wrapping = fyne.TextWrapWord
	label.Refresh()
	ground := canvas.NewRectangle(look.Color(theme.ColorNameMenuBackground))
	ground.StrokeColor, ground.StrokeWidth = look.Color(theme.ColorNameInputBorder), 1
	ground.CornerRadius = 4
	panel := container.NewStack(ground, label)
	panel.Resize(fyne.NewSize(width, 0)) // the height of a text that wraps follows its width
	panel.Resize(fyne.NewSize(width, label.MinSize().Height))
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
