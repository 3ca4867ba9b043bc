package kit

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"hinny/app/ui/look"
)

// TestTheArrowFoldsTheRowItStandsIn clicks on it, as a cell is used for one row
// after another.
func TestTheArrowFoldsTheRowItStandsIn(t *testing.T) {
	app := test.NewTempApp(t)
	app.Settings().SetTheme(look.NewTheme())
	open, told := map[int]bool{}, ""
	column := FoldColumn(
		func(int) fyne.Resource { return theme.FileIcon() },
		func(i int) Words { return Plain(fmt.Sprint("row ", i)) },
		func(i int) Leaf { return Leaf{Depth: i % 3, Folds: i%2 == 0, Open: open[i]} },
		func(i int, on bool) { open[i], told = on, fmt.Sprintf("%s%d %v, ", told, i, on) },
	)
	cell := column().(*foldCell[int])
	test.WidgetRenderer(cell)
	for _, row := range []int{4, 4, 5, 6} {
		cell.Set(row)
		cell.Resize(fyne.NewSize(200, RowHeight))
		test.Tap(cell.arrow)
		cell.Set(row)
		if shown := cell.arrow.icon.Resource != nil; shown != (row%2 == 0) {
			t.Errorf("row %d: an arrow is shown: %v", row, shown)
		}
		if left := cell.icon.Position().X; left <= float32(row%3)*indentStep {
			t.Errorf("row %d stands at %v", row, left)
		}
	}
	if want := "4 true, 4 false, 6 true, "; told != want {
		t.Errorf("told %q, want %q", told, want)
	}
}
