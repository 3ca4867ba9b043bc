package kit

import (
	"slices"

	"fyne.io/fyne/v2"
)

const (
	// RowHeight is the height of every row: uniform, because a list of rows of
	// different heights walks all of them to find the ones in sight.
	RowHeight = 28

	minColumn = 36   // a column cannot be made narrower
	maxColumn = 2000 // nor wider
	cellInset = 8    // free space at both sides of a cell

	// leastGrown is what the growing column keeps while the others have their
	// width: some ten letters of a name.
	leastGrown = 110
)

// Column is one column of a table of T.
type Column[T any] struct {
	ID     string // what OnSort is called with, and what it is remembered by
	Title  string // empty: neither title nor place in the menu of columns
	Width  float32
	Grow   bool // takes the width that is left; one column should
	Right  bool // numbers stand at the right
	NoSort bool // a click on its title sorts nothing
	Hidden bool // not shown before a person asks for it
	New    func() Cell[T]
}

// Cell draws one column of a row.
type Cell[T any] interface {
	fyne.CanvasObject
	// Set shows a row. It is called for each row in sight at each refresh, so
	// it must do nothing when there is nothing new.
	Set(row T)
}

// widths lays out the columns of a header and all rows alike. Columns are
// known by their number in the program, wherever they stand on the screen.
type widths struct {
	of     []float32
	order  []int // the columns from left to right, also the hidden ones
	hidden []bool
	grow   int
	stamp  int // counts the changes, so that rows know when to lay out again
}

func newWidths[T any](columns []Column[T]) *widths {
	w := &widths{of: make([]float32, len(columns)), hidden: make([]bool, len(columns)), grow: -1}
	for i, c := range columns {
		w.of[i], w.hidden[i] = c.Width, c.Hidden
		w.order = append(w.order, i)
		if c.Grow {
			w.grow = i
		}
	}
	return w
}

// shown returns the columns that are seen, from left to right.
func (w *widths) shown() []int {
	shown := make([]int, 0, len(w.order))
	for _, i := range w.order {
		if !w.hidden[i] {
			shown = append(shown, i)
		}
	}
	return shown
}

// place calls put with the left edge and the width of each column that is
// seen.
func (w *widths) place(total float32, put func(i int, x, width float32)) {
	grown, part := w.fit(total)
	var x float32
	for _, i := range w.order {
		if w.hidden[i] {
			continue
		}
		width := w.of[i] * part
		if i == w.grow {
			width = grown
		}
		put(i, x, width)
		x += width
	}
}

// fit returns the width of the growing column, and by which part of theirs the
// others are shown. In a narrow window the growing one gives first, down to
// leastGrown, and then all alike: none is cut off at the edge.
func (w *widths) fit(total float32) (grown, part float32) {
	var others float32
	for i, width := range w.of {
		if i != w.grow && !w.hidden[i] {
			others += width
		}
	}
	if w.grow < 0 {
		return 0, 1
	}
	least := min(w.of[w.grow], leastGrown)
	if rest := total - others; rest >= least || total <= 0 {
		return max(rest, least), 1
	}
	part = total / (others + least)
	return least * part, part
}

// drag moves the right edge of a column. Where the growing column is on the
// left of it, the column on the right gives or takes.
func (w *widths) drag(i int, by float32) {
	shown := w.shown()
	at := slices.Index(shown, i)
	if grow := slices.Index(shown, w.grow); at >= 0 && grow >= 0 && at >= grow {
		at, by = at+1, -by
	}
	if at >= 0 && at < len(shown) {
		i = shown[at]
		w.of[i] = min(max(w.of[i]+by, minColumn), maxColumn)
		w.stamp++
	}
}

// show shows or hides a column; the growing one stays.
func (w *widths) show(i int, on bool) {
	if i != w.grow {
		w.hidden[i] = !on
		w.stamp++
	}
}

// move puts a column in the place of its neighbour in sight, on the left for
// -1 and on the right for 1.
func (w *widths) move(i, by int) {
	shown := w.shown()
	to := slices.Index(shown, i) + by
	if to < 0 || to >= len(shown) {
		return
	}
	a, b := slices.Index(w.order, i), slices.Index(w.order, shown[to])
	w.order[a], w.order[b] = w.order[b], w.order[a]
	w.stamp++
}
