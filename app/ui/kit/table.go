package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"hinny/app/ui/look"
	"hinny/app/ui/memory"
	"hinny/app/ui/order"
)

// Table is a list of rows of T in columns. A row is known by its key.
type Table[K comparable, T any] struct {
	widget.BaseWidget

	OnSort   func(order.Order)         // a click on a header
	OnOpen   func(rows []T)            // Enter or double click
	OnDelete func(rows []T)            // the Delete key
	OnMenu   func(rows []T) fyne.Menu  // what a right click offers
	OnSelect func(rows []T)            // the selection changed
	OnFold   func(row T, open bool)    // the Left and Right keys
	OnCopy   func(rows []T)            // Ctrl+C
	OnMove   func(rows []T, down bool) // Ctrl+Shift with the Up and Down keys

	columns   []Column[T]
	key       func(T) K
	widths    *widths
	rows      []T
	order     order.Order
	selection selection[K]
	header    *header
	body      *body
	empty     *Empty
	pinned    *row           // that the pointer was on last; nil: none
	memory    *memory.Memory // nil: nothing is remembered
	name      string         // there
}

// NewTable returns a table without rows.
func NewTable[K comparable, T any](columns []Column[T], key func(T) K) *Table[K, T] {
	t := &Table[K, T]{columns: columns, key: key, widths: newWidths(columns), selection: newSelection[K](), empty: NewEmpty()}
	heads := make([]head, len(columns))
	for i, c := range columns {
		heads[i] = head{id: c.ID, title: c.Title, right: c.Right}
		if c.NoSort {
			heads[i].id = ""
		}
	}
	t.header = newHeader(heads, t.widths, t)
	t.body = newBody(t)
	t.ExtendBaseWidget(t)
	return t
}

// CreateRenderer implements fyne.Widget.
func (t *Table[K, T]) CreateRenderer() fyne.WidgetRenderer {
	dense := container.NewThemeOverride(t.body, look.Dense(fyne.CurrentApp().Settings().Theme()))
	return widget.NewSimpleRenderer(container.NewBorder(t.header, nil, nil, nil, container.NewStack(t.empty, dense)))
}

// SetRows shows rows, which must not change any more. Keys that are selected
// and still there stay selected.
func (t *Table[K, T]) SetRows(rows []T, by order.Order) {
	first := len(t.rows) == 0 && len(rows) > 0
	t.rows = rows
	if t.order != by {
		t.order = by
		t.header.show(by)
	}
	t.empty.Present(len(rows) == 0)
	t.body.Refresh()
	if t.pinned != nil && t.pinned.i >= len(rows) {
		t.pinned.follow() // the list does not tell a row that it is gone
	}
	if first && t.body.focused && len(t.Selected()) == 0 {
		t.Select(0) // as Focus would have, had they been there
	}
}

// SetEmpty changes what is said where no rows are: a line, and what to do.
func (t *Table[K, T]) SetEmpty(title, hint string) { t.empty.Set(title, hint) }

// Rows returns what is shown.
func (t *Table[K, T]) Rows() []T { return t.rows }

// Selected returns the selected rows in their order.
func (t *Table[K, T]) Selected() []T {
	if len(t.selection.keys) == 0 {
		return nil
	}
	rows := make([]T, 0, len(t.selection.keys))
	for _, r := range t.rows {
		if t.selection.has(t.key(r)) {
			if rows = append(rows, r); len(rows) == len(t.selection.keys) {
				break
			}
		}
	}
	return rows
}

// Select selects row i alone and brings it into sight.
func (t *Table[K, T]) Select(i int) {
	if i < 0 || i >= len(t.rows) {
		return
	}
	t.selection.only(t.key(t.rows[i]))
	t.body.ScrollTo(i)
	t.selected()
}

// Unselect selects nothing.
func (t *Table[K, T]) Unselect() { t.clearSelection() }

// Focus gives the keyboard to the rows. Without a selection the first one is
// selected. The canvas is given because a table that was never drawn cannot
// know it.
func (t *Table[K, T]) Focus(c fyne.Canvas) {
	c.Focus(t.body)
	if len(t.Selected()) == 0 {
		t.Select(0)
	}
}

// selected draws a changed selection and tells of it.
func (t *Table[K, T]) selected() {
	t.body.Refresh()
	if t.OnSelect != nil {
		t.OnSelect(t.Selected())
	}
}

func (t *Table[K, T]) sortBy(by order.Order) {
	t.order = by
	t.header.show(by)
	if t.OnSort != nil {
		t.OnSort(by)
	}
	t.save()
}

func (t *Table[K, T]) drag(column int, by float32) {
	t.widths.drag(column, by)
	t.header.Refresh()
	t.body.Refresh()
}

// find returns the number of the row with a key, or -1. The row is looked for
// at a guess first, because most refreshes move nothing.
func (t *Table[K, T]) find(key K, guess int) int {
	if guess >= 0 && guess < len(t.rows) && t.key(t.rows[guess]) == key {
		return guess
	}
	for i, r := range t.rows {
		if t.key(r) == key {
			return i
		}
	}
	return -1
}
