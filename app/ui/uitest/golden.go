package uitest

import (
	"image/color"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"hinny/app/ui/look"
)

// Size is the size of the pictures that goldens are made of.
func Size() fyne.Size { return fyne.NewSize(1000, 600) }

// App starts a test application in Hinny's theme, light or dark, until the
// test ends.
func App(t testing.TB, variant fyne.ThemeVariant) {
	t.Helper()
	Speak(t, look.English)
	app := test.NewTempApp(t)
	app.Settings().SetTheme(fixed{look.NewTheme(), variant})
}

// Speak has the window speak a language until the test ends.
func Speak(t testing.TB, language string) {
	t.Helper()
	for _, variable := range []string{"LANGUAGE", "LC_MESSAGES", "LC_ALL"} {
		t.Setenv(variable, "") // so that it is put back
	}
	if err := look.UseLanguage(language); err != nil {
		t.Fatal(err)
	}
}

// Variants are the two faces of the theme by the names of their goldens.
func Variants() map[string]fyne.ThemeVariant {
	return map[string]fyne.ThemeVariant{"light": theme.VariantLight, "dark": theme.VariantDark}
}

// fixed is a theme that does not follow the system.
type fixed struct {
	fyne.Theme
	variant fyne.ThemeVariant
}

func (f fixed) Color(name fyne.ThemeColorName, _ fyne.ThemeVariant) color.Color {
	return f.Theme.Color(name, f.variant)
}
