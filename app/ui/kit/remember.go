package kit

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"hinny/app/ui/memory"
	"hinny/app/ui/order"
)

// face is what is remembered of how a person arranged a table. Columns go by
// their IDs, so that a later program with other columns understands it.
type face struct {
	Widths map[string]float32 `json:"widths"`
	Order  []string           `json:"order"`
	Hidden []string           `json:"hidden"`
	Sort   order.Order        `json:"sort"`
}

// Remember arranges the table as a person left it under a name, and keeps what
// is changed from now on. It is called once the On functions are set: where
// the rows were sorted, OnSort is called.
func (t *Table[K, T]) Remember(m *memory.Memory, name string) {
	t.memory, t.name = m, "table."+name
	f := memory.Get(m, t.name, face{})
	if f.Order == nil {
		return // nothing is remembered, or nothing that can be read
	}
	t.arrange(f)
	if f.Sort != (order.Order{}) && slices.ContainsFunc(t.columns, func(c Column[T]) bool { return c.ID == f.Sort.Column && !c.NoSort }) {
		t.sortBy(f.Sort)
	}
}

// arrange takes what it can of a face.
func (t *Table[K, T]) arrange(f face) {
	place := func(i int) int {
		if at := slices.Index(f.Order, t.columns[i].ID); at >= 0 {
			return at
		}
		return len(f.Order) + i // a column that is new since then
	}
	for i, c := range t.columns {
		if width, ok := f.Widths[c.ID]; ok {
			t.widths.of[i] = min(max(width, minColumn), maxColumn)
		}
		if slices.Contains(f.Order, c.ID) {
			t.widths.show(i, !slices.Contains(f.Hidden, c.ID))
		}
	}
	slices.SortStableFunc(t.widths.order, func(a, b int) int { return place(a) - place(b) })
	t.relaid()
}

// save keeps how the table is arranged now.
func (t *Table[K, T]) save() {
	if t.memory == nil {
		return
	}
	f := face{Widths: map[string]float32{}, Sort: t.order}
	for _, i := range t.widths.order {
		id := t.columns[i].ID
		f.Widths[id] = t.widths.of[i]
		f.Order = append(f.Order, id)
		if t.widths.hidden[i] {
			f.Hidden = append(f.Hidden, id)
		}
	}
	memory.Set(t.memory, t.name, f)
}

// relaid draws changed columns.
func (t *Table[K, T]) relaid() {
	t.widths.stamp++
	t.header.Refresh()
	t.body.Refresh()
}

// reset arranges the columns as the program brings them.
func (t *Table[K, T]) reset() {
	stamp := t.widths.stamp
	*t.widths = *newWidths(t.columns)
	t.widths.stamp = stamp
}

// columnMenu offers what can be done with column i and which ones to show.
func (t *Table[K, T]) columnMenu(i int, at fyne.Position) {
	change := func(do func()) func() {
		return func() {
			do()
			t.relaid()
			t.save()
		}
	}
	var items []*fyne.MenuItem
	for j, c := range t.columns {
		if c.Title == "" {
			continue
		}
		hidden := t.widths.hidden[j]
		items = append(items, &fyne.MenuItem{
			Label: c.Title, Checked: !hidden, Disabled: j == t.widths.grow,
			Action: change(func() { t.widths.show(j, hidden) }),
		})
	}
	items = append(items, fyne.NewMenuItemSeparator(),
		fyne.NewMenuItem(lang.L("Move left"), change(func() { t.widths.move(i, -1) })),
		fyne.NewMenuItem(lang.L("Move right"), change(func() { t.widths.move(i, 1) })),
		fyne.NewMenuItem(lang.L("As at first"), change(t.reset)))
	if c := fyne.CurrentApp().Driver().CanvasForObject(t.header); c != nil {
		widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", items...), c, at)
	}
}
