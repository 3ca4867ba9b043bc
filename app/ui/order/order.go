package order

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Order is the column that rows are sorted by. The zero Order keeps them as
// they came.
type Order struct {
	Column     string
	Descending bool
}

// Compare says how two rows compare in one column.
type Compare[T any] func(a, b T) int

// Columns are the comparisons of a table's sortable columns by their names.
type Columns[T any] map[string]Compare[T]

// Sort sorts rows in place. Rows that are equal in the column keep the order
// that tie gives them, ascending in both directions, so that nothing jumps
// between two looks at the same rows.
//
// Rows are wide and the place of one is not: their numbers are sorted, and each
// row is moved once.
func (c Columns[T]) Sort(rows []T, by Order, tie Compare[T]) {
	compare, ok := c[by.Column]
	if !ok {
		compare = func(_, _ T) int { return 0 }
	}
	places := make([]int, len(rows))
	for i := range places {
		places[i] = i
	}
	slices.SortFunc(places, func(i, j int) int {
		first := compare(rows[i], rows[j])
		if by.Descending {
			first = -first
		}
		if first != 0 {
			return first
		}
		return cmp.Or(tie(rows[i], rows[j]), cmp.Compare(i, j))
	})
	sorted := make([]T, len(rows))
	for to, from := range places {
		sorted[to] = rows[from]
	}
	copy(rows, sorted)
}

// Names compares two names as a person would: capitals do not matter, and
// numbers count as numbers, so that "part 9" comes before "part 10".
func Names(a, b string) int {
	full := strings.Compare(a, b)
	for a != "" && b != "" {
		x, xSize := utf8.DecodeRuneInString(a)
		y, ySize := utf8.DecodeRuneInString(b)
		if digit(x) && digit(y) {
			var numberA, numberB string
			numberA, a = number(a)
			numberB, b = number(b)
			if c := cmp.Or(cmp.Compare(len(numberA), len(numberB)), strings.Compare(numberA, numberB)); c != 0 {
				return c
			}
			continue
		}
		if c := cmp.Compare(fold(x), fold(y)); c != 0 {
			return c
		}
		a, b = a[xSize:], b[ySize:]
	}
	return cmp.Or(cmp.Compare(len(a), len(b)), full)
}

func digit(r rune) bool { return '0' <= r && r <= '9' }

func fold(r rune) rune {
	if r < utf8.RuneSelf {
		if 'A' <= r && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}
	return unicode.ToLower(r)
}

// number splits the digits that text begins with, without leading zeros, from
// the rest.
func number(text string) (digits, rest string) {
	end := 0
	for end < len(text) && digit(rune(text[end])) {
		end++
	}
	return strings.TrimLeft(text[:end], "0"), text[end:]
}
