package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// This file is what the body and the rows of a Table ask of it.

func (t *Table[K, T]) length() int { return len(t.rows) }

func (t *Table[K, T]) newRow() fyne.CanvasObject {
	cells := make([]fyne.CanvasObject, len(t.columns))
	set := make([]func(T), len(t.columns))
	for i, c := range t.columns {
		cell := c.New()
		cells[i], set[i] = cell, cell.Set
	}
	return newRow(t, t.widths, cells, func(i int) {
		for _, f := range set {
			f(t.rows[i])
		}
	})
}

func (t *Table[K, T]) setRow(i int, item fyne.CanvasObject) {
	// A list that shrank may ask for what is gone.
	if r, ok := item.(*row); ok && i < len(t.rows) {
		key := t.key(t.rows[i])
		r.show(i, t.selection.has(key), t.body.focused && t.selection.any && t.selection.cursor == key)
	}
}

// pin returns what reports whether a row still shows what it shows now.
func (t *Table[K, T]) pin(r *row) (same func() bool) {
	if r.i >= len(t.rows) {
		return func() bool { return false }
	}
	t.pinned = r
	key := t.key(t.rows[r.i])
	return func() bool { return r.i < len(t.rows) && t.key(t.rows[r.i]) == key }
}

func (t *Table[K, T]) move(by int, extend bool) {
	at := -1
	if t.selection.any {
		at = t.find(t.selection.cursor, -1)
	}
	if at < 0 {
		t.moveTo(0, false)
		return
	}
	t.moveTo(min(max(at+by, 0), len(t.rows)-1), extend)
}

func (t *Table[K, T]) moveTo(i int, extend bool) {
	if i < 0 || i >= len(t.rows) {
		return
	}
	t.pick(i, extend, false)
	t.body.ScrollTo(i)
}

// pick is a click on row i, with or without Shift and Ctrl.
func (t *Table[K, T]) pick(i int, extend, toggle bool) {
	if i < 0 || i >= len(t.rows) {
		return
	}
	key := t.key(t.rows[i])
	from := -1
	if extend && t.selection.any {
		from = t.find(t.selection.anchor, -1)
	}
	switch {
	case from >= 0:
		t.selection.extend(key, from, i, func(i int) K { return t.key(t.rows[i]) })
	case toggle:
		t.selection.toggle(key)
	default:
		t.selection.only(key)
	}
	t.selected()
}

func (t *Table[K, T]) press(i int, extend, toggle, menu bool) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(t.body); c != nil {
		c.Focus(t.body)
	}
	// A right click on one of several selected rows is about all of them.
	if menu && i < len(t.rows) && t.selection.has(t.key(t.rows[i])) {
		return
	}
	t.pick(i, extend, toggle)
}

func (t *Table[K, T]) open() {
	if rows := t.Selected(); len(rows) > 0 && t.OnOpen != nil {
		t.OnOpen(rows)
	}
}

// fold asks to close or to open the row that the keyboard is on.
func (t *Table[K, T]) fold(open bool) {
	if !t.selection.any || t.OnFold == nil {
		return
	}
	if i := t.find(t.selection.cursor, -1); i >= 0 {
		t.OnFold(t.rows[i], open)
	}
}

func (t *Table[K, T]) remove() {
	if rows := t.Selected(); len(rows) > 0 && t.OnDelete != nil {
		t.OnDelete(rows)
	}
}

// copy reports whether the table knows what copying its rows means.
func (t *Table[K, T]) copy() bool {
	if rows := t.Selected(); len(rows) > 0 && t.OnCopy != nil {
		t.OnCopy(rows)
	}
	return t.OnCopy != nil
}

// shift reports whether the rows of the table can be moved, and asks for it.
func (t *Table[K, T]) shift(down bool) bool {
	if rows := t.Selected(); len(rows) > 0 && t.OnMove != nil {
		t.OnMove(rows, down)
	}
	return t.OnMove != nil
}

func (t *Table[K, T]) selectAll() {
	if len(t.rows) == 0 {
		return
	}
	cursor := t.key(t.rows[0])
	if t.selection.any {
		cursor = t.selection.cursor
	}
	t.selection.extend(cursor, 0, len(t.rows)-1, func(i int) K { return t.key(t.rows[i]) })
	t.selected()
}

func (t *Table[K, T]) clearSelection() {
	t.selection.none()
	t.selected()
}

// menuAtCursor shows the menu of the selected rows for the keyboard.
func (t *Table[K, T]) menuAtCursor() {
	i := t.find(t.selection.cursor, -1)
	if !t.selection.any || i < 0 {
		return
	}
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(t.body)
	y := float32(i+1)*RowHeight - t.body.GetScrollOffset()
	t.menu(at.AddXY(cellInset, min(max(y, 0), t.body.Size().Height)))
}

// menu shows what can be done with the selected rows.
func (t *Table[K, T]) menu(at fyne.Position) {
	rows := t.Selected()
	if t.OnMenu == nil || len(rows) == 0 {
		return
	}
	menu := t.OnMenu(rows)
	if c := fyne.CurrentApp().Driver().CanvasForObject(t.body); c != nil && len(menu.Items) > 0 {
		widget.ShowPopUpMenuAtPosition(&menu, c, at)
	}
}
