package look

import (
	"image/color"
	"maps"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// The colours that Fyne has no name for.
const (
	ColorMuted    fyne.ThemeColorName = "hinny.muted"    // text of second rank
	ColorStripe   fyne.ThemeColorName = "hinny.stripe"   // each second row of a table
	ColorSelected fyne.ThemeColorName = "hinny.selected" // the ground of a selected row
	ColorCard     fyne.ThemeColorName = "hinny.card"     // the ground of cards and bars
	ColorGood     fyne.ThemeColorName = "hinny.good"     // text of what went well
	ColorBad      fyne.ThemeColorName = "hinny.bad"      // text of what needs the person
	ColorBusy     fyne.ThemeColorName = "hinny.busy"     // text of what is under way
)

// palette is one set of colours.
type palette map[fyne.ThemeColorName]color.NRGBA

func rgb(hex uint32) color.NRGBA {
	return color.NRGBA{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex), A: 0xff}
}

func clear(hex uint32, alpha uint8) color.NRGBA {
	c := rgb(hex)
	c.A = alpha
	return c
}

// light is warm paper with slate text and one quiet blue.
func light() palette {
	return palette{
		theme.ColorNameBackground:        rgb(0xfbfaf8),
		theme.ColorNameForeground:        rgb(0x23272e),
		theme.ColorNameButton:            rgb(0xeceae5),
		theme.ColorNameDisabledButton:    rgb(0xf1efeb),
		theme.ColorNameDisabled:          rgb(0x686e78),
		theme.ColorNamePlaceHolder:       rgb(0x5c626c),
		theme.ColorNamePrimary:           rgb(0x2f62a8),
		theme.ColorNameHyperlink:         rgb(0x2f62a8),
		theme.ColorNameFocus:             clear(0x2f62a8, 0x48),
		theme.ColorNameSelection:         clear(0x2f62a8, 0x38),
		theme.ColorNameHover:             clear(0x23272e, 0x0d),
		theme.ColorNamePressed:           clear(0x23272e, 0x1c),
		theme.ColorNameInputBackground:   rgb(0xffffff),
		theme.ColorNameInputBorder:       rgb(0x8d8a84),
		theme.ColorNameMenuBackground:    rgb(0xffffff),
		theme.ColorNameOverlayBackground: rgb(0xfdfcfa),
		theme.ColorNameHeaderBackground:  rgb(0xf2f0ec),
		theme.ColorNameSeparator:         rgb(0xe2dfd9),
		theme.ColorNameScrollBar:         clear(0x23272e, 0x60),
		theme.ColorNameShadow:            clear(0x000000, 0x1c),
		theme.ColorNameError:             rgb(0xb3352c),
		theme.ColorNameWarning:           rgb(0x9a6200),
		theme.ColorNameSuccess:           rgb(0x276c3e),

		theme.ColorNameForegroundOnPrimary: rgb(0xffffff),
		theme.ColorNameForegroundOnError:   rgb(0xffffff),
		theme.ColorNameForegroundOnSuccess: rgb(0xffffff),
		theme.ColorNameForegroundOnWarning: rgb(0xffffff),

		ColorMuted:    rgb(0x5c626c),
		ColorStripe:   clear(0x23272e, 0x06),
		ColorSelected: rgb(0xdfe9f6),
		ColorCard:     rgb(0xf4f2ee),
		ColorGood:     rgb(0x276c3e),
		ColorBad:      rgb(0xb3352c),
		ColorBusy:     rgb(0x2f62a8),
	}
}

// dark is deep slate with soft grey text and the same blue, brighter.
func dark() palette {
	return palette{
		theme.ColorNameBackground:        rgb(0x1c1f24),
		theme.ColorNameForeground:        rgb(0xdfe2e7),
		theme.ColorNameButton:            rgb(0x2e333b),
		theme.ColorNameDisabledButton:    rgb(0x262a30),
		theme.ColorNameDisabled:          rgb(0x8b929d),
		theme.ColorNamePlaceHolder:       rgb(0xa8afb9),
		theme.ColorNamePrimary:           rgb(0x7fb0f0),
		theme.ColorNameHyperlink:         rgb(0x8ab8f5),
		theme.ColorNameFocus:             clear(0x7fb0f0, 0x50),
		theme.ColorNameSelection:         clear(0x7fb0f0, 0x44),
		theme.ColorNameHover:             clear(0xffffff, 0x0c),
		theme.ColorNamePressed:           clear(0xffffff, 0x20),
		theme.ColorNameInputBackground:   rgb(0x15181c),
		theme.ColorNameInputBorder:       rgb(0x6b737f),
		theme.ColorNameMenuBackground:    rgb(0x272b32),
		theme.ColorNameOverlayBackground: rgb(0x22262c),
		theme.ColorNameHeaderBackground:  rgb(0x24282f),
		theme.ColorNameSeparator:         rgb(0x33383f),
		theme.ColorNameScrollBar:         clear(0xffffff, 0x58),
		theme.ColorNameShadow:            clear(0x000000, 0x70),
		theme.ColorNameError:             rgb(0xf08a80),
		theme.ColorNameWarning:           rgb(0xe3b25a),
		theme.ColorNameSuccess:           rgb(0x7cc795),

		theme.ColorNameForegroundOnPrimary: rgb(0x14202f),
		theme.ColorNameForegroundOnError:   rgb(0x2b0f0c),
		theme.ColorNameForegroundOnSuccess: rgb(0x0d2415),
		theme.ColorNameForegroundOnWarning: rgb(0x2a1e06),

		ColorMuted:    rgb(0xa8afb9),
		ColorStripe:   clear(0xffffff, 0x05),
		ColorSelected: rgb(0x29394f),
		ColorCard:     rgb(0x23272d),
		ColorGood:     rgb(0x7cc795),
		ColorBad:      rgb(0xf08a80),
		ColorBusy:     rgb(0x8ab8f5),
	}
}

// The faces of the theme that a person can choose. An empty one follows the
// system.
const (
	Light = "light"
	Dark  = "dark"
)

// Theme is Hinny's theme.
type Theme struct {
	fyne.Theme // for what is not said here
	light      palette
	dark       palette
	face       string
}

// NewTheme returns the theme.
func NewTheme() *Theme {
	t := &Theme{Theme: theme.DefaultTheme(), light: light(), dark: dark()}
	maps.Copy(t.light, categoryColors(theme.VariantLight))
	maps.Copy(t.dark, categoryColors(theme.VariantDark))
	return t
}

// NewThemeAs returns the theme with the face that a person has chosen.
func NewThemeAs(face string) *Theme {
	t := NewTheme()
	t.face = face
	return t
}

// Color implements fyne.Theme.
func (t *Theme) Color(name fyne.ThemeColorName, variant fyne.ThemeVariant) color.Color {
	switch t.face {
	case Light:
		variant = theme.VariantLight
	case Dark:
		variant = theme.VariantDark
	}
	colors := t.dark
	if variant == theme.VariantLight {
		colors = t.light
	}
	if c, ok := colors[name]; ok {
		return c
	}
	return t.Theme.Color(name, variant)
}

// Size implements fyne.Theme.
func (t *Theme) Size(name fyne.ThemeSizeName) float32 {
	switch name {
	case theme.SizeNameText:
		return 13
	case theme.SizeNameCaptionText:
		return 11
	case theme.SizeNameSubHeadingText:
		return 16
	case theme.SizeNameInnerPadding:
		return 7
	case theme.SizeNameInlineIcon:
		return 18
	case theme.SizeNameScrollBar:
		return 10
	}
	return t.Theme.Size(name)
}

// Dense returns the theme for the inside of a table, whose rows lie close.
func Dense(base fyne.Theme) fyne.Theme { return dense{base} }

type dense struct{ fyne.Theme }

func (d dense) Size(name fyne.ThemeSizeName) float32 {
	if name == theme.SizeNamePadding {
		return 0
	}
	return d.Theme.Size(name)
}

// Boxes returns the theme for ticks in a table: dense, and with the border of an
// empty box as clear as text, because nothing else shows that it is there.
func Boxes(base fyne.Theme) fyne.Theme { return boxes{dense{base}} }

type boxes struct{ fyne.Theme }

func (b boxes) Color(name fyne.ThemeColorName, variant fyne.ThemeVariant) color.Color {
	if name == theme.ColorNameInputBorder {
		name = ColorMuted
	}
	return b.Theme.Color(name, variant)
}

// Color returns a colour of the running theme.
func Color(name fyne.ThemeColorName) color.Color {
	settings := fyne.CurrentApp().Settings()
	return settings.Theme().Color(name, settings.ThemeVariant())
}
