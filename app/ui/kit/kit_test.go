package kit

import (
	"encoding/json"
	"fmt"
	"image/color"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"hinny/app/api"
	"hinny/app/ui/look"
	"hinny/app/ui/memory"
	"hinny/app/ui/order"
)

func sample(n int) []int {
	rows := make([]int, n)
	for i := range rows {
		rows[i] = i
	}
	return rows
}

func newTable(t testing.TB) *Table[int, int] {
	app := test.NewTempApp(t)
	app.Settings().SetTheme(look.NewTheme())
	return newTableHere(t)
}

// newTableHere returns a table in the application there is.
func newTableHere(t testing.TB) *Table[int, int] {
	number := func(i int) Words { return Plain(fmt.Sprint("row number ", i)) }
	columns := []Column[int]{
		{ID: "a", Title: "A", Width: 100, Grow: true, New: IconColumn(func(int) fyne.Resource { return theme.FileIcon() }, number)},
		{ID: "d", Title: "D", Width: 100, New: BarColumn(func(int) Chunks { return Chunks{} }, func(int) string { return "" })},
	}
	for _, id := range []string{"b", "c", "e", "f"} {
		columns = append(columns, Column[int]{ID: id, Title: id, Width: 80, Right: true, New: TextColumn(true, number)})
	}
	table := NewTable(columns, func(i int) int { return i })
	window := test.NewTempWindow(t, table)
	window.Resize(fyne.NewSize(900, 700))
	return table
}

func press(table *Table[int, int], names ...fyne.KeyName) {
	for _, name := range names {
		table.body.TypedKey(&fyne.KeyEvent{Name: name})
	}
}

func TestKeysMoveAndExtendTheSelection(t *testing.T) {
	table := newTable(t)
	table.SetRows(sample(100), order.Order{})
	press(table, fyne.KeyDown, fyne.KeyDown)
	if got := table.Selected(); !slices.Equal(got, []int{1}) {
		t.Errorf("down, down: %v", got)
	}
	table.body.KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	press(table, fyne.KeyDown, fyne.KeyDown)
	table.body.KeyUp(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	if got := table.Selected(); !slices.Equal(got, []int{1, 2, 3}) {
		t.Errorf("with shift: %v", got)
	}
	press(table, fyne.KeyEnd)
	if got := table.Selected(); !slices.Equal(got, []int{99}) {
		t.Errorf("end: %v", got)
	}
	table.body.TypedShortcut(&fyne.ShortcutSelectAll{})
	if got := len(table.Selected()); got != 100 {
		t.Errorf("select all: %d", got)
	}
}

func TestASelectionStaysWithItsRow(t *testing.T) {
	table := newTable(t)
	table.SetRows(sample(10), order.Order{})
	table.Select(3)
	rows := sample(10)
	slices.Reverse(rows)
	table.SetRows(rows, order.Order{})
	if got := table.Selected(); !slices.Equal(got, []int{3}) {
		t.Errorf("after sorting: %v", got)
	}
	press(table, fyne.KeyDown)
	if got := table.Selected(); !slices.Equal(got, []int{2}) {
		t.Errorf("below it in the new order: %v", got)
	}
	table.SetRows(nil, order.Order{})
	if got := table.Selected(); len(got) != 0 {
		t.Errorf("of no rows are selected: %v", got)
	}
}

func TestClicksWithCtrlAndShift(t *testing.T) {
	table := newTable(t)
	table.SetRows(sample(10), order.Order{})
	table.press(2, false, false, false)
	table.press(5, false, true, false)
	if got := table.Selected(); !slices.Equal(got, []int{2, 5}) {
		t.Errorf("with Ctrl: %v", got)
	}
	table.press(7, true, false, false)
	if got := table.Selected(); !slices.Equal(got, []int{5, 6, 7}) {
		t.Errorf("with Shift: %v", got)
	}
	table.press(6, false, false, true)
	if got := len(table.Selected()); got != 3 {
		t.Errorf("a right click on a selected row leaves %d", got)
	}
	table.press(0, false, false, true)
	if got := table.Selected(); !slices.Equal(got, []int{0}) {
		t.Errorf("a right click beside the selection: %v", got)
	}
}

func TestEnterAndDeleteActOnTheSelection(t *testing.T) {
	table := newTable(t)
	var opened, removed []int
	table.OnOpen, table.OnDelete = func(rows []int) { opened = rows }, func(rows []int) { removed = rows }
	table.SetRows(sample(10), order.Order{})
	press(table, fyne.KeyReturn, fyne.KeyDelete)
	if opened != nil || removed != nil {
		t.Error("acted on nothing")
	}
	table.Select(4)
	press(table, fyne.KeyReturn, fyne.KeyDelete)
	if !slices.Equal(opened, []int{4}) || !slices.Equal(removed, []int{4}) {
		t.Errorf("opened %v, removed %v", opened, removed)
	}
}

func TestAHeaderSortsUpDownAndNotAtAll(t *testing.T) {
	table := newTable(t)
	var asked []order.Order
	table.OnSort = func(by order.Order) { asked = append(asked, by) }
	for range 3 {
		test.Tap(table.header.titles[0])
	}
	if want := []order.Order{{Column: "a"}, {Column: "a", Descending: true}, {}}; !slices.Equal(asked, want) {
		t.Errorf("asked for %v", asked)
	}
}

func TestATableIsArrangedAsItWasLeft(t *testing.T) {
	first := newTable(t)
	left := memory.New()
	first.Remember(left, "test")
	first.OnSort = func(order.Order) {}
	test.Tap(first.header.titles[2])
	first.drag(1, 20)
	first.header.grips[1].DragEnd()
	first.widths.show(4, false)
	first.widths.move(3, -1)
	first.save()

	second := newTableHere(t)
	var by order.Order
	second.OnSort = func(o order.Order) { by = o }
	second.Remember(left, "test")
	if by != (order.Order{Column: "b"}) {
		t.Errorf("sorted by %+v", by)
	}
	if !slices.Equal(second.widths.of, first.widths.of) || !slices.Equal(second.widths.order, first.widths.order) || !slices.Equal(second.widths.hidden, first.widths.hidden) {
		t.Errorf("%+v became %+v", *first.widths, *second.widths)
	}
	for _, damaged := range []string{`"{"`, `{"order":["zzz"],"widths":{"a":-5,"b":1e30},"sort":{"Column":"zzz"}}`} {
		memory.Set(left, "table.test", json.RawMessage(damaged))
		third := newTableHere(t)
		third.Remember(left, "test")
		if shown := third.widths.shown(); len(shown) != 6 || third.widths.of[0] < minColumn || third.widths.of[2] > maxColumn {
			t.Errorf("%s is taken for %+v", damaged, *third.widths)
		}
	}
}

func TestTheMenuOfColumnsShowsAndHides(t *testing.T) {
	table := newTable(t)
	table.SetRows(sample(3), order.Order{})
	test.TapSecondary(table.header.titles[1])
	if fyne.CurrentApp().Driver().CanvasForObject(table).Overlays().Top() == nil {
		t.Fatal("a right click on a title shows no menu")
	}
	table.widths.show(1, false)
	table.relaid()
	if table.header.titles[1].Visible() {
		t.Error("a hidden column has a title")
	}
}

func TestTextIsCutToItsWidth(t *testing.T) {
	measure := func(s string) float32 { return float32(len([]rune(s))) * 10 }
	for text, want := range map[string]string{"": "", "short": "short", "ten chars!": "ten chars!", "eleven char": "eleven ch…", strings.Repeat("骡", 5000): strings.Repeat("骡", 9) + "…"} {
		if got := fit(text, 100, measure, 10); got != want {
			t.Errorf("%.20q becomes %q", text, got)
		}
	}
	if got := fit("text", 3, measure, 10); got != "" {
		t.Errorf("without room %q", got)
	}
}

func TestTheBarsColoursMeanWhatEMulesMean(t *testing.T) {
	colors := look.LightBars()
	c := Chunks{Map: []byte{api.MapHave, api.MapFetching | 1, 0, 1, 40}, Fraction: 0.2}
	img := Paint(c, colors, 50, 12)
	for i, want := range []color.NRGBA{colors.Have, colors.Fetching, colors.Missing, colors.Few, colors.Many} {
		if got := img.NRGBAAt(i*10+5, 8); got != want {
			t.Errorf("chunk %d is %v, not %v", i, got, want)
		}
	}
	if img.NRGBAAt(9, 0) != colors.Progress || img.NRGBAAt(10, 0) == colors.Progress {
		t.Error("the thin bar does not end at a fifth")
	}
	if img := Paint(Chunks{Map: []byte{0, 1}, Source: true}, colors, 20, 12); img.NRGBAAt(5, 8) != colors.Ground || img.NRGBAAt(15, 0) != colors.Few {
		t.Error("what a provider lacks alarms, or its bar has a thin one on top")
	}
	if Paint(Chunks{Complete: true}, colors, 5, 5).NRGBAAt(2, 0) != colors.Done {
		t.Error("a complete file is not green all over")
	}
	for _, size := range [][2]int{{0, 0}, {1, 1}, {3, 0}, {-1, 5}} {
		Paint(c, colors, size[0], size[1])
	}
}

func TestOneMissingChunkIsSeenAmongMany(t *testing.T) {
	colors := look.LightBars()
	chunks := make([]byte, 4096)
	for i := range chunks {
		chunks[i] = api.MapHave
	}
	chunks[2000] = 0
	img := Paint(Chunks{Map: chunks}, colors, 100, 12)
	found := false
	for x := range 100 {
		found = found || img.NRGBAAt(x, 8) == colors.Missing
	}
	if !found {
		t.Error("the missing chunk cannot be seen")
	}
}

func BenchmarkRefreshFiftyThousandRows(b *testing.B) {
	table := newTable(b)
	rows := sample(50_000)
	table.SetRows(rows, order.Order{})
	table.Select(25_000)
	for b.Loop() {
		table.SetRows(rows, order.Order{})
	}
}

func BenchmarkPaintBar(b *testing.B) {
	chunks := Chunks{Map: make([]byte, 4096), Fraction: 0.5}
	colors := look.LightBars()
	for b.Loop() {
		Paint(chunks, colors, 190, 16)
	}
}
