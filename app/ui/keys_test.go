package ui

import (
	"runtime"
	"strings"
	"testing"
	"testing/synctest"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// TestTheMenuShowsItsKeysAsClearlyAsItsNames and in one column: Fyne's own way of
// showing them has a contrast of 1.5.
func TestTheMenuShowsItsKeysAsClearlyAsItsNames(t *testing.T) {
	if runtime.GOOS == "darwin" {
		t.Skip("the menus are the system's")
	}
	synctest.Test(t, func(t *testing.T) {
		w, _, _ := open(t, theme.VariantLight)
		found := map[string]bool{}
		for _, m := range w.window.MainMenu().Items {
			column := float32(0)
			for _, i := range m.Items {
				if _, drawn := i.Shortcut.(fyne.KeyboardShortcut); drawn {
					t.Errorf("Fyne draws the keys of %q", i.Label)
				}
				if i.Shortcut == nil {
					continue
				}
				name, keys, _ := strings.Cut(i.Label, "\t")
				keys = strings.TrimLeft(keys, "\t")
				found[i.Shortcut.ShortcutName()+" is "+keys] = true
				at := fyne.MeasureText(strings.TrimSuffix(i.Label, keys), theme.TextSize(), fyne.TextStyle{}).Width
				if column == 0 {
					column = at
				}
				if diff := at - column; keys == "" || diff < -1 || diff > 1 {
					t.Errorf("the keys %q of %q stand at %.0f, others at %.0f", keys, name, at, column)
				}
			}
		}
		for _, want := range []string{"CustomDesktop:Control+Q is Ctrl+Q", "CustomDesktop:Control+Next is Ctrl+Page Down", "CustomDesktop:Shift+Control+F is Ctrl+Shift+F"} {
			if !found[want] {
				t.Errorf("%q is not in %v", want, found)
			}
		}
	})
}
