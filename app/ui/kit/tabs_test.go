package kit

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"hinny/app/ui/look"
)

func TestTabsAreSelectedAndClosed(t *testing.T) {
	app := test.NewTempApp(t)
	app.Settings().SetTheme(look.NewTheme())
	tabs := NewTabs()
	var selected, closed []int
	tabs.OnSelect = func(id int) { selected = append(selected, id) }
	tabs.OnClose = func(id int) { closed = append(closed, id) }
	test.NewTempWindow(t, tabs).Resize(fyne.NewSize(600, 60))
	tabs.Next(1)
	if tabs.Visible() || selected != nil {
		t.Error("a line without tabs is seen, or has a next one")
	}
	tabs.Set([]TabItem{{4, "hinnies"}, {7, "mules (12)"}, {9, "驴骡"}}, 7)
	if !tabs.Visible() || !tabs.chips[1].front || tabs.chips[0].front {
		t.Error("the tab in front is not shown as such")
	}
	test.Tap(tabs.chips[0])
	test.Tap(tabs.chips[1].cross)
	tabs.chips[2].MouseDown(&desktop.MouseEvent{Button: desktop.MouseButtonTertiary})
	tabs.Next(1)
	tabs.Next(-1)
	tabs.Next(-2)
	if !slices.Equal(selected, []int{4, 9, 4, 9}) || !slices.Equal(closed, []int{7, 9}) {
		t.Errorf("selected %v, closed %v", selected, closed)
	}
	tabs.Set([]TabItem{{4, "hinnies"}}, 4)
	if len(tabs.chips) != 1 || !tabs.chips[0].front {
		t.Errorf("%d tabs are left", len(tabs.chips))
	}
}

func TestATabIsAsWideWhateverItsNumber(t *testing.T) {
	test.NewTempApp(t)
	tabs := NewTabs()
	tabs.Set([]TabItem{{1, "mules (11,111)"}, {2, "mules (48,906)"}, {3, "mules (9)"}}, 1)
	if a, b := tabs.chips[0].MinSize(), tabs.chips[1].MinSize(); a != b || tabs.chips[2].MinSize().Width >= a.Width {
		t.Errorf("%v and %v are not the same, or %v is no less", a, b, tabs.chips[2].MinSize())
	}
}
