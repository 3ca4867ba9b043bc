package kit

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"hinny/app/ui/uitest"
)

// TestATickFollowsItsRow: a click asks, and the box shows what the row says
// before and after.
func TestATickFollowsItsRow(t *testing.T) {
	uitest.App(t, theme.VariantLight)
	asked := 0
	cell, ok := TickColumn(func(k Tick) Tick { return k }, func(Tick) { asked++ })().(*tickCell[Tick])
	if !ok {
		t.Fatal("another cell")
	}
	test.NewTempWindow(t, cell).Resize(fyne.NewSize(40, 40))
	for _, row := range []Tick{{On: true}, {On: true, Half: true}, {}, {Half: true}} {
		cell.Set(row)
		before := asked
		test.Tap(cell.check)
		if asked != before+1 || cell.check.Partial != row.Half || cell.check.Checked != (row.On && !row.Half) {
			t.Errorf("%+v: asked %d times, checked %v, half %v", row, asked-before, cell.check.Checked, cell.check.Partial)
		}
	}
	cell.Set(Tick{Half: true, Off: true})
	before := asked
	if test.Tap(cell.check); asked != before || !cell.check.Disabled() || !cell.check.Partial {
		t.Errorf("what cannot be changed is: %d, %+v", asked-before, cell.shown)
	}
}
