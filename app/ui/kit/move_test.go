package kit

import (
	"fmt"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"hinny/app/ui/order"
)

func TestCtrlShiftMovesRows(t *testing.T) {
	table := newTable(t)
	table.SetRows(sample(10), order.Order{})
	table.Select(4)
	key := func(name fyne.KeyName, m fyne.KeyModifier) fyne.Shortcut {
		return &desktop.CustomShortcut{KeyName: name, Modifier: m}
	}
	both := fyne.KeyModifierShortcutDefault | fyne.KeyModifierShift
	table.body.TypedShortcut(key(fyne.KeyUp, both)) // nobody moves them
	var moved []string
	table.OnMove = func(rows []int, down bool) { moved = append(moved, fmt.Sprint(rows, down)) }
	for _, s := range []fyne.Shortcut{
		key(fyne.KeyUp, both), key(fyne.KeyDown, both),
		key(fyne.KeyUp, fyne.KeyModifierShortcutDefault), key(fyne.KeyUp, both|fyne.KeyModifierAlt), key(fyne.KeyF, both),
	} {
		table.body.TypedShortcut(s)
	}
	if want := []string{"[4] false", "[4] true"}; !slices.Equal(moved, want) || !slices.Equal(table.Selected(), []int{4}) {
		t.Errorf("moved %v, selected %v", moved, table.Selected())
	}
	table.Unselect()
	table.body.TypedShortcut(key(fyne.KeyUp, both))
	if len(moved) != 2 {
		t.Errorf("moved nothing: %v", moved[2:])
	}
}
