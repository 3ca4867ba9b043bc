package kit

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"hinny/app/ui/look"
)

// TestAllTextsOfARowStandOnOneLine looks where the H ends in what is painted.
// Chinese letters come from the system; where it has none, nothing sinks.
func TestAllTextsOfARowStandOnOneLine(t *testing.T) {
	app := test.NewTempApp(t)
	app.Settings().SetTheme(look.NewTheme())
	end := func(words string) int {
		text := NewText(false)
		text.SetText(words, theme.ColorNameForeground)
		c := software.NewTransparentCanvas()
		c.SetPadded(false)
		c.SetContent(text)
		c.Resize(fyne.NewSize(400, RowHeight))
		return lowest(c.Capture(), int(fyne.MeasureText("H", theme.TextSize(), fyne.TextStyle{}).Width))
	}
	want := end("H")
	if want == 0 {
		t.Fatal("nothing was painted")
	}
	for _, words := range []string{"Hinny", "H “best”", "H骡子与驴骡", "H and 驴骡", "H 🐴 “best” 骡"} {
		if got := end(words); got != want {
			t.Errorf("%q stands at %d, not at %d", words, got, want)
		}
	}
}

// TestLettersThatSinkAreLifted does not need a system with such letters.
func TestLettersThatSinkAreLifted(t *testing.T) {
	test.NewTempApp(t)
	text := NewText(false)
	test.NewTempWindow(t, text).Resize(fyne.NewSize(400, RowHeight))
	text.sinks.blocks = map[rune]float32{'骡' / block: 2, '“' / block: 0}
	for words, want := range map[string]float32{"Hinny": 0, "“Hinny”": 0, "a 骡": -2} {
		text.SetText(words, theme.ColorNameForeground)
		if y := text.text.Position().Y; y != want {
			t.Errorf("%q is placed at %v, not at %v", words, y, want)
		}
	}
}

func BenchmarkATextOfChineseLetters(b *testing.B) {
	test.NewTempApp(b)
	text := NewText(false)
	for i := 0; b.Loop(); i++ {
		text.SetText([]string{"骡子与驴骡", "一部纪录片"}[i%2], theme.ColorNameForeground)
	}
}

func TestTheEndOfAnIDIsKept(t *testing.T) {
	each := func(s string) float32 { return float32(utf8.RuneCountInString(s)) }
	for width, want := range map[float32]string{20: "…RrnCvG9CJX21Xy", 15: "…RrnCvG9CJX21Xy", 6: "…X21Xy", 1: "", 0: ""} {
		if got := fitTail("…RrnCvG9CJX21Xy", width, each, 1); got != want {
			t.Errorf("in %v it reads %q, want %q", width, got, want)
		}
	}
}

func TestAsMuchOfATextIsShownAsFits(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	for range 2000 {
		widths := map[rune]float32{'…': 5}
		for c := 'a'; c <= 'z'; c++ {
			widths[c] = float32(random.IntN(14)) // some take no room, as accents do
		}
		text := make([]rune, random.IntN(80))
		for i := range text {
			text[i] = 'a' + rune(random.IntN(26))
		}
		measure := func(s string) (w float32) {
			for _, c := range s {
				w += widths[c]
			}
			return w
		}
		width := float32(random.IntN(300) - 20)
		got, want := fit(string(text), width, measure, 11), string(text)
		for n := len(text); want != "" && measure(want) > width; n-- {
			if want = ""; n > 0 {
				want = string(text[:n]) + "…"
			}
		}
		if got != want && measure(got) != measure(want) { // what takes no room may be left out at the cap
			t.Fatalf("%q in %v: %q, not %q", string(text), width, got, want)
		}
	}
}

// BenchmarkANameThatIsCut is for what a cell of a new row costs.
func BenchmarkANameThatIsCut(b *testing.B) {
	test.NewTempApp(b)
	text := NewText(false)
	text.width = 230
	for i := 0; b.Loop(); i++ {
		text.SetText(fmt.Sprintf("%d a hinny and what is told of it, part %d.flac", i*7919%50_000, i), theme.ColorNameForeground)
	}
}
