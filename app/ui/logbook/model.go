package logbook

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"hinny/app/api"
	"hinny/app/ui/order"
)

// Row is one line of the log.
type Row struct {
	ID    uint64
	Time  time.Time
	Level api.Level
	Text  string
	Times int
	Root  string // of the download it is about, as api.Entry has it; empty: none
}

// Model is what is to be seen on the screen.
type Model struct {
	Rows   []Row
	Order  order.Order
	Least  api.Level // lesser ones are not shown
	Filter string
	Total  int              // rows before level and filter
	About  map[string][]Row // by Root, the newest first; must not change
	Loaded bool
	Err    error
}

// The columns of the table.
const (
	ByTime  = "time"
	ByLevel = "level"
	ByText  = "text"
)

func columns() order.Columns[Row] {
	return order.Columns[Row]{
		ByTime:  func(a, b Row) int { return cmp.Compare(a.ID, b.ID) },
		ByLevel: func(a, b Row) int { return cmp.Compare(weight(a.Level), weight(b.Level)) },
		ByText:  func(a, b Row) int { return order.Names(a.Text, b.Text) },
	}
}

// newest orders rows by when they began, the latest first.
func newest(a, b Row) int { return cmp.Compare(b.ID, a.ID) }

// levels are from what matters least to what matters most.
func levels() []api.Level { return []api.Level{api.LevelInfo, api.LevelWarning, api.LevelError} }

func weight(l api.Level) int { return slices.Index(levels(), l) }

// through returns the rows of a level that have all words of a filter.
func through(rows []Row, least api.Level, filter string) []Row {
	wanted := strings.Fields(strings.ToLower(filter))
	return slices.DeleteFunc(slices.Clone(rows), func(r Row) bool {
		text := strings.ToLower(r.Text)
		missing := func(word string) bool { return !strings.Contains(text, word) }
		return weight(r.Level) < weight(least) || slices.ContainsFunc(wanted, missing)
	})
}

// Lines are rows as text for another program, oldest first.
func Lines(rows []Row) string {
	rows = slices.Clone(rows)
	slices.SortFunc(rows, func(a, b Row) int { return cmp.Compare(a.ID, b.ID) })
	var text strings.Builder
	for _, r := range rows {
		text.WriteString(r.Time.Local().Format(time.DateTime) + "  " + string(r.Level) + "  " + r.Text + "\n")
	}
	return text.String()
}

// about arranges the rows that are about a download by its root.
func about(rows []Row) map[string][]Row {
	byRoot := map[string][]Row{}
	for _, r := range slices.Backward(rows) {
		if r.Root != "" {
			byRoot[r.Root] = append(byRoot[r.Root], r)
		}
	}
	return byRoot
}
