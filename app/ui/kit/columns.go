package kit

import (
	"fyne.io/fyne/v2"
)

const (
	// RowHeight is the height of every row: uniform, because a list of rows of
	// different heights walks all of them to find the ones in sight.
	RowHeight = 28

	minColumn = 36 // a column cannot be made narrower
	cellInset = 8  // free space at both sides of a cell
)

// Column is one column of a table of T.
type Column[T any] struct {
	ID    string // what OnSort is called with; empty: not sortable
	Title string
	Width float32 // at the beginning; a person can drag it
	Grow  bool    // takes the width that is left; one column should
	Right bool    // numbers stand at the right
	New   func() Cell[T]
}

// Cell draws one column of a row.
type Cell[T any] interface {
	fyne.CanvasObject
	// Set shows a row. It is called for each row in sight at each refresh, so
	// it must do nothing when there is nothing new.
	Set(row T)
}

// widths lays out the columns of a header and all rows alike.
type widths struct {
	of    []float32
	grow  int
	stamp int // counts the changes, so that rows know when to lay out again
}

func newWidths[T any](columns []Column[T]) *widths {
	w := &widths{of: make([]float32, len(columns)), grow: -1}
	for i, c := range columns {
		w.of[i] = c.Width
		if c.Grow {
			w.grow = i
		}
	}
	return w
}

// place calls put with the left edge and the width of each column.
func (w *widths) place(total float32, put func(i int, x, width float32)) {
	rest := total
	for i, width := range w.of {
		if i != w.grow {
			rest -= width
		}
	}
	var x float32
	for i, width := range w.of {
		if i == w.grow {
			width = max(rest, width)
		}
		put(i, x, width)
		x += width
	}
}

// drag moves the right edge of a column. Where the growing column is on the
// left of it, the column on the right gives or takes.
func (w *widths) drag(i int, by float32) {
	if w.grow >= 0 && i >= w.grow {
		i, by = i+1, -by
	}
	if i < 0 || i >= len(w.of) {
		return
	}
	w.of[i] = max(w.of[i]+by, minColumn)
	w.stamp++
}
