package kit

import (
	"math"
	"slices"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"hinny/app/ui/look"
)

// Text is one line of text that ends in "…" where there is no room. It is
// what cells are made of: a canvas.Text costs a fraction of a widget.Label,
// but neither truncates nor follows the theme by itself.
type Text struct {
	widget.BaseWidget
	text  *canvas.Text
	full  string
	color fyne.ThemeColorName
	width float32
	tail  bool // the end is kept where there is no room
	sinks sinks
}

// NewText returns an empty text that stands at the left or at the right.
func NewText(right bool) *Text {
	t := &Text{text: canvas.NewText("", look.Color(theme.ColorNameForeground)), color: theme.ColorNameForeground}
	if right {
		t.text.Alignment = fyne.TextAlignTrailing
	}
	t.text.TextSize = theme.TextSize()
	t.ExtendBaseWidget(t)
	return t
}

// SetTail keeps the end of the text where there is no room, and not the
// beginning: for IDs, which often begin alike.
func (t *Text) SetTail() { t.tail = true }

// SetBold makes the text bold.
func (t *Text) SetBold(bold bool) { t.text.TextStyle.Bold = bold }

// SetMono makes all characters equally wide, for IDs.
func (t *Text) SetMono() { t.text.TextStyle.Monospace = true }

// SetSize changes the size of the text to a named one.
func (t *Text) SetSize(name fyne.ThemeSizeName) { t.text.TextSize = theme.Size(name) }

// SetText shows a text in a colour. The same again costs nothing.
func (t *Text) SetText(text string, name fyne.ThemeColorName) {
	color := look.Color(name)
	if t.full == text && t.text.Color == color {
		return
	}
	changed := t.full != text
	t.full, t.color, t.text.Color = text, name, color
	if changed {
		t.fit()
		t.place()
	}
	t.text.Refresh()
}

// String returns the whole text.
func (t *Text) String() string { return t.full }

// Tip returns the whole text where there is no room for it.
func (t *Text) Tip() Tip {
	if t.text.Text == t.full {
		return Tip{}
	}
	return Tip{Text: t.full}
}

// fit cuts the text to the width there is.
func (t *Text) fit() {
	cut := fit
	if t.tail {
		cut = fitTail
	}
	t.text.Text = cut(t.full, t.width, func(s string) float32 {
		return fyne.MeasureText(s, t.text.TextSize, t.text.TextStyle).Width
	}, t.text.TextSize)
}

// place puts the text on the line that all texts of its size stand on.
func (t *Text) place() {
	t.text.Move(fyne.NewPos(0, -t.sinks.of(t.text)))
	t.text.Resize(t.Size())
}

// fit returns the longest beginning of text, with an ellipsis, that measures
// at most width. No character is wider than wide, so that short texts need no
// measuring, which is what costs.
func fit(text string, width float32, measure func(string) float32, wide float32) string {
	const widest = 1.3 // of a character, by its height
	if float32(utf8.RuneCountInString(text))*wide*widest <= width {
		return text
	}
	runes := []rune(text)
	// Nothing beyond this can fit, so a very long name is not measured whole. A
	// layout that has not settled may give less than no room.
	high := min(len(runes), max(0, int(width))+1)
	whole := measure(string(runes[:high]))
	if high == len(runes) && whole <= width {
		return text
	}
	n := longest(high, width, whole, func(n int) float32 { return measure(string(runes[:n]) + "…") })
	if n == 0 {
		return ""
	}
	return string(runes[:n]) + "…"
}

// longest returns the greatest n of at most high whose beginning measures at
// most width; high characters measure whole. It looks where n would be if all
// characters were as wide as those it measured: that takes three or four looks
// where halving takes seven. After some misses it halves nevertheless.
func longest(high int, width, whole float32, measure func(n int) float32) int {
	const guesses = 5 // of names as people write them, nearly all end before
	low, guess := 0, int(width/whole*float32(high))
	for tries := 0; low < high; tries++ {
		n := (low + high + 1) / 2
		if tries < guesses {
			n = min(max(guess, low+1), high)
		}
		w := measure(n)
		if w <= width {
			low = n
		} else {
			high = n - 1
		}
		guess = n + int(math.Floor(float64((width-w)/w*float32(n))))
	}
	return low
}

// fitTail is fit for the end of a text: "…q3K9xZ2a".
func fitTail(text string, width float32, measure func(string) float32, wide float32) string {
	mirrored := func(s string) float32 { return measure(mirror(s)) }
	return mirror(fit(mirror(text), width, mirrored, wide))
}

// mirror returns the characters of a text from the last to the first.
func mirror(text string) string {
	runes := []rune(text)
	slices.Reverse(runes)
	return string(runes)
}

// CreateRenderer implements fyne.Widget.
func (t *Text) CreateRenderer() fyne.WidgetRenderer {
	return &textRenderer{t, []fyne.CanvasObject{t.text}}
}

type textRenderer struct {
	text    *Text
	objects []fyne.CanvasObject
}

func (r *textRenderer) Layout(size fyne.Size) {
	if r.text.width != size.Width {
		r.text.width = size.Width
		r.text.fit()
	}
	r.text.place()
}

func (r *textRenderer) MinSize() fyne.Size {
	return fyne.NewSize(0, fyne.MeasureText("M", r.text.text.TextSize, r.text.text.TextStyle).Height)
}

func (r *textRenderer) Refresh() {
	r.text.text.Color = look.Color(r.text.color)
	r.text.text.Refresh()
}

func (r *textRenderer) Objects() []fyne.CanvasObject { return r.objects }

func (r *textRenderer) Destroy() {}
