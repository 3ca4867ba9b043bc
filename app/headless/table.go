package main

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// table lays out rows in columns that are as wide as their widest cell. The
// zero value is empty and has no header.
type table struct {
	header []string
	rows   [][]string
}

// gap is between two columns.
const gap = "  "

func (t *table) row(cells ...string) { t.rows = append(t.rows, cells) }

// text returns the header and the rows as lines. A column whose cells are all
// empty is left out.
func (t *table) text() string {
	var widths []int
	for _, row := range t.rows {
		for at, cell := range row {
			if at == len(widths) {
				widths = append(widths, 0)
			}
			widths[at] = max(widths[at], columns(cell))
		}
	}
	lines := t.rows
	if t.header != nil {
		for at := range widths {
			if widths[at] > 0 {
				widths[at] = max(widths[at], columns(t.header[at]))
			}
		}
		lines = slices.Insert(slices.Clone(t.rows), 0, t.header)
	}
	var out strings.Builder
	for _, cells := range lines {
		var line strings.Builder
		for at, cell := range cells[:min(len(cells), len(widths))] {
			if widths[at] > 0 {
				line.WriteString(pad(cell, widths[at]) + gap)
			}
		}
		out.WriteString(strings.TrimRight(line.String(), " ") + "\n")
	}
	return out.String()
}

// pad fills a cell with spaces up to a width in columns.
func pad(text string, to int) string {
	return text + strings.Repeat(" ", max(0, to-columns(text)))
}

// clip shortens text to at most so many columns.
func clip(text string, most int) string {
	if columns(text) <= most {
		return text
	}
	used := 0
	for at, r := range text {
		if used += runeColumns(r); used > most-1 {
			return text[:at] + "…"
		}
	}
	return text
}

// columns returns how many columns of a terminal the text takes.
func columns(text string) int {
	n := 0
	for _, r := range text {
		n += runeColumns(r)
	}
	return n
}

// runeColumns follows Unicode's East Asian Width: wide characters take two
// columns, marks on top of others and joiners none.
func runeColumns(r rune) int {
	switch {
	case r < 0x300: // the common case, of one column each
		return 1
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return 0
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}
