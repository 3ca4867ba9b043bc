package ui

import (
	"runtime"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// silent is a shortcut that Fyne obeys and does not draw.
type silent struct{ fyne.Shortcut }

// tab is the width of a tab in Fyne's text, in its units.
const tab = 40

// keyed writes the shortcuts of a menu behind the names of its items, in a column
// of their own. Fyne would write them too, with a fifth of the ink of text
// whatever the theme says: a contrast of 1.5, where 4.5 can be read. The menus of
// macOS are the system's and stay as they are.
func keyed(menu *fyne.MainMenu) *fyne.MainMenu {
	if runtime.GOOS == "darwin" {
		return menu
	}
	for _, m := range menu.Items {
		column := 0
		for _, i := range m.Items {
			if i.Shortcut != nil {
				column = max(column, tabs(i.Label)+1)
			}
		}
		for _, i := range m.Items {
			if keys, ok := i.Shortcut.(fyne.KeyboardShortcut); ok {
				i.Label += strings.Repeat("\t", column-tabs(i.Label)) + spell(keys)
				i.Shortcut = silent{i.Shortcut}
			}
		}
	}
	return menu
}

// tabs returns how many stops a label passes.
func tabs(label string) int {
	return int(fyne.MeasureText(label, theme.TextSize(), fyne.TextStyle{}).Width / tab)
}

// spell writes a shortcut as it stands on the keys.
func spell(s fyne.KeyboardShortcut) string {
	text := ""
	for _, modifier := range []struct {
		key  fyne.KeyModifier
		name string
	}{{fyne.KeyModifierControl, "Ctrl+"}, {fyne.KeyModifierAlt, "Alt+"}, {fyne.KeyModifierShift, "Shift+"}, {fyne.KeyModifierSuper, "Super+"}} {
		if s.Mod()&modifier.key != 0 {
			text += modifier.name
		}
	}
	switch s.Key() {
	case fyne.KeyPageUp:
		return text + "Page Up"
	case fyne.KeyPageDown:
		return text + "Page Down"
	}
	return text + string(s.Key())
}
