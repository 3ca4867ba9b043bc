package look

import (
	"context"
	"errors"
	"image/color"
	"math"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"hinny/app/api"
	"hinny/app/ui/note"
	"hinny/share"
)

// luminance is relative luminance as WCAG 2 defines it.
func luminance(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	linear := func(v uint32) float64 {
		s := float64(v) / 0xffff
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(r) + 0.7152*linear(g) + 0.0722*linear(b)
}

func contrast(a, b color.Color) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func TestTextCanBeReadInBothThemes(t *testing.T) {
	const enough = 4.5 // WCAG 2 AA for text
	th := NewTheme()
	for name, variant := range map[string]fyne.ThemeVariant{"light": theme.VariantLight, "dark": theme.VariantDark} {
		for _, text := range []fyne.ThemeColorName{theme.ColorNameForeground, theme.ColorNamePlaceHolder, ColorMuted, ColorGood, ColorBad, ColorBusy, Category("red"), Category("orange"), Category("green"), Category("teal"), Category("blue"), Category("purple")} {
			for _, ground := range []fyne.ThemeColorName{theme.ColorNameBackground, ColorSelected, ColorCard, theme.ColorNameHeaderBackground, theme.ColorNameOverlayBackground, theme.ColorNameMenuBackground, theme.ColorNameInputBackground, theme.ColorNameButton} {
				if c := contrast(th.Color(text, variant), th.Color(ground, variant)); c < enough {
					t.Errorf("%s: %s on %s has a contrast of %.2f", name, text, ground, c)
				}
			}
		}
		// Hints are written in it, too; what is disabled is read on no other ground.
		for _, ground := range []fyne.ThemeColorName{theme.ColorNameBackground, ColorCard, theme.ColorNameOverlayBackground} {
			if c := contrast(th.Color(theme.ColorNameDisabled, variant), th.Color(ground, variant)); c < enough {
				t.Errorf("%s: a hint on %s has a contrast of %.2f", name, ground, c)
			}
		}
		if c := contrast(th.Color(theme.ColorNameForegroundOnPrimary, variant), th.Color(theme.ColorNamePrimary, variant)); c < enough {
			t.Errorf("%s: text on a button has a contrast of %.2f", name, c)
		}
	}
}

func TestTheEdgeOfAFieldIsSeenInBothThemes(t *testing.T) {
	const enough = 3 // WCAG 2.1, 1.4.11, for what is not text
	th := NewTheme()
	for name, variant := range map[string]fyne.ThemeVariant{"light": theme.VariantLight, "dark": theme.VariantDark} {
		for _, ground := range []fyne.ThemeColorName{theme.ColorNameBackground, theme.ColorNameInputBackground, theme.ColorNameOverlayBackground} {
			if c := contrast(th.Color(theme.ColorNameInputBorder, variant), th.Color(ground, variant)); c < enough {
				t.Errorf("%s: the edge on %s has a contrast of %.2f", name, ground, c)
			}
		}
	}
}

func TestAChosenFaceDoesNotFollowTheSystem(t *testing.T) {
	app := test.NewTempApp(t)
	for face, want := range map[string]Bars{Light: LightBars(), Dark: DarkBars()} {
		app.Settings().SetTheme(NewThemeAs(face))
		if BarsOf() != want || NewThemeAs(face).Color(theme.ColorNameForeground, theme.VariantLight) != NewThemeAs(face).Color(theme.ColorNameForeground, theme.VariantDark) {
			t.Errorf("%s follows the system", face)
		}
	}
}

func TestEveryColourIsDefined(t *testing.T) {
	test.NewTempApp(t)
	test.AssertAllColorNamesDefined(t, NewTheme(), "hinny")
}

func TestTheColoursOfABarDiffer(t *testing.T) {
	for name, b := range map[string]Bars{"light": LightBars(), "dark": DarkBars()} {
		seen := map[color.NRGBA]bool{}
		for _, c := range []color.NRGBA{b.Have, b.Fetching, b.Missing, b.Few, b.Many, b.Ground} {
			if seen[c] {
				t.Errorf("%s: %v has two meanings", name, c)
			}
			seen[c] = true
		}
		if b.Shade(1) != b.Few || b.Shade(MaxShade) != b.Many || b.Shade(63) != b.Many {
			t.Errorf("%s: the shades do not run from few to many", name)
		}
	}
}

func TestEveryFailureIsASentence(t *testing.T) {
	speak(t, English)
	test.NewTempApp(t)
	for _, c := range []struct {
		err  error
		want string
	}{
		{nil, ""},
		{&api.Error{Message: "the folder is not there"}, "The folder is not there."},
		{&api.Error{Message: "Which one?"}, "Which one?"},
		{context.DeadlineExceeded, "That took too long. Please try again."},
		{errors.New("EOF"), "That did not work: EOF"},
	} {
		if got := Error(c.err); got != c.want {
			t.Errorf("%v is told as %q", c.err, got)
		}
	}
}

func TestEveryWordIsThere(t *testing.T) {
	speak(t, English)
	test.NewTempApp(t)
	for what := note.Started; what < note.Failed; what++ {
		if Note(note.Note{What: what, Name: "x", Count: 2}) == "" {
			t.Errorf("nothing is said of note %d", what)
		}
	}
	for _, k := range share.Kinds() {
		if Kind(k) == "" || Icon(k) == nil {
			t.Errorf("%s has no name or no picture", k)
		}
	}
	for _, s := range []api.State{api.StateSearching, api.StateActive, api.StateQueued, api.StatePaused, api.StateFinishing, api.StateComplete, api.StateFailed, api.StateCancelled} {
		if text, _ := State(api.Transfer{State: s}); text == "" || text == string(s) {
			t.Errorf("state %s is told as %q", s, text)
		}
	}
	if text, c := State(api.Transfer{State: api.StatePaused, Error: "the disk is full"}); text != "The disk is full." || c != ColorBad {
		t.Errorf("a download that the disk has no room for is told as %q", text)
	}
	for _, s := range []string{"active", "idle", "queued", "slow", "away", "unreachable", "avoided"} {
		if text, _ := Provider(s, 0); text == "" || text == s {
			t.Errorf("a provider that is %s is told as %q", s, text)
		}
	}
}
