package kit

import (
	"slices"
	"testing"
)

func TestANarrowTableCutsNoColumn(t *testing.T) {
	w := newWidths([]Column[int]{{Width: 50}, {Width: 200, Grow: true}, {Width: 150}})
	for total, want := range map[float32][]int{
		500: {50, 300, 150},
		320: {50, 120, 150}, // the growing one gives first
		155: {25, 55, 75},   // then all alike
	} {
		var seen []int
		w.place(total, func(_ int, _, width float32) { seen = append(seen, int(width)) })
		if !slices.Equal(seen, want) {
			t.Errorf("of %v the columns get %v, want %v", total, seen, want)
		}
	}
}

func TestColumnsKeepTheTableFull(t *testing.T) {
	w := newWidths([]Column[int]{{Width: 50}, {Width: 100, Grow: true}, {Width: 70}})
	w.drag(2, 0)
	w.drag(1, -30) // the growing column's edge: the next one takes the room
	total := float32(0)
	w.place(500, func(_ int, x, width float32) {
		if x != total {
			t.Errorf("a gap at %v", x)
		}
		total += width
	})
	if total != 500 || w.of[2] != 100 {
		t.Errorf("widths %v make %v", w.of, total)
	}
	w.show(0, false)
	w.move(1, 1) // the last one comes to the left of the growing one
	var seen []int
	w.place(500, func(i int, x, width float32) { seen = append(seen, i, int(x), int(width)) })
	if want := []int{2, 0, 100, 1, 100, 400}; !slices.Equal(seen, want) {
		t.Errorf("hidden and moved: %v", seen)
	}
	if w.show(1, false); w.hidden[1] {
		t.Error("the growing column can be hidden")
	}
	w.drag(0, -1000)
	if w.of[0] != 50 {
		t.Error("a hidden column can be dragged")
	}
	w.show(0, true)
	w.move(2, 1)
	w.drag(0, -1000)
	if w.of[0] != minColumn {
		t.Errorf("a column of %v", w.of[0])
	}
}
