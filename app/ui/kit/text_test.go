package kit

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"hinny/app/ui/look"
)

// TestAllTextsOfARowStandOnOneLine compares the base lines as a painter finds
// them: in the middle of the space, by the height of the text's own letters.
func TestAllTextsOfARowStandOnOneLine(t *testing.T) {
	app := test.NewTempApp(t)
	app.Settings().SetTheme(look.NewTheme())
	base := func(words string) float32 {
		text := NewText(false)
		test.NewTempWindow(t, text).Resize(fyne.NewSize(400, RowHeight))
		text.Resize(fyne.NewSize(400, RowHeight))
		text.SetText(words, look.ColorMuted)
		size, base := app.Driver().RenderedTextSize(text.text.Text, text.text.TextSize, text.text.TextStyle, nil)
		return text.text.Position().Y + (text.text.Size().Height-size.Height)/2 + base
	}
	want := base("Hinny")
	for _, words := range []string{"a", "“Hinny”", "骡子与驴骡", "骡子 and 驴骡", "Pack animals 🐴"} {
		if got := base(words); got-want > 0.01 || want-got > 0.01 {
			t.Errorf("%q stands at %.2f, not at %.2f", words, got, want)
		}
	}
}
