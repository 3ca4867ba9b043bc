package look

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
)

// Category returns the colour of text about a category whose colour has a name
// of api.CategoryColors.
func Category(name string) fyne.ThemeColorName {
	color := fyne.ThemeColorName("hinny.category." + name)
	if _, known := categoryColors(theme.VariantLight)[color]; known {
		return color
	}
	return ColorMuted
}

// CategoryColor says what a person calls a colour.
func CategoryColor(name string) string {
	switch name {
	case "red":
		return lang.L("Red")
	case "orange":
		return lang.L("Orange")
	case "green":
		return lang.L("Green")
	case "teal":
		return lang.L("Teal")
	case "blue":
		return lang.L("Blue")
	case "purple":
		return lang.L("Purple")
	case "":
		return lang.L("No colour")
	}
	return name
}

// categoryColors are the colours of categories, each readable on every ground
// of its theme.
func categoryColors(variant fyne.ThemeVariant) palette {
	if variant == theme.VariantDark {
		return palette{
			"hinny.category.red": rgb(0xf08a80), "hinny.category.orange": rgb(0xe3b25a), "hinny.category.green": rgb(0x7cc795),
			"hinny.category.teal": rgb(0x6fc7cd), "hinny.category.blue": rgb(0x8ab8f5), "hinny.category.purple": rgb(0xcfabf0),
		}
	}
	return palette{
		"hinny.category.red": rgb(0xb3352c), "hinny.category.orange": rgb(0x855000), "hinny.category.green": rgb(0x276c3e),
		"hinny.category.teal": rgb(0x0d666c), "hinny.category.blue": rgb(0x2f62a8), "hinny.category.purple": rgb(0x7a3f9d),
	}
}
