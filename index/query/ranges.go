package query

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// readRange reads ">x", ">=x", "<x", "<=x", "x..y" or "x". read gives the
// interval that one value stands for: a size is one number, a month many days.
func readRange(value string, read func(string) (Range, error)) (Range, error) {
	if low, high, ok := strings.Cut(value, ".."); ok {
		from, err := read(low)
		if err != nil {
			return Range{}, err
		}
		to, err := read(high)
		return Range{Set: true, Min: from.Min, Max: to.Max}, err
	}
	bare := strings.TrimLeft(value, "<>=")
	span, err := read(bare)
	if err != nil {
		return Range{}, err
	}
	switch value[:len(value)-len(bare)] {
	case "", "=":
		return span, nil
	case ">":
		return Range{Set: true, Min: span.Max + 1, Max: math.MaxInt64}, nil
	case ">=":
		return Range{Set: true, Min: span.Min, Max: math.MaxInt64}, nil
	case "<":
		return Range{Set: true, Min: math.MinInt64, Max: span.Min - 1}, nil
	case "<=":
		return Range{Set: true, Min: math.MinInt64, Max: span.Max}, nil
	}
	return Range{}, fmt.Errorf("%q is no comparison; type one of > >= < <=", value)
}

// unit is a unit of size by its name in upper case.
type unit struct {
	name  string
	bytes int64
}

// units lists every unit a size may have, the largest first and each decimal
// unit before its letter, so that the first name that fits is the right one.
func units() []unit {
	return []unit{
		{"TIB", 1 << 40},
		{"TB", 1e12},
		{"GIB", 1 << 30},
		{"GB", 1e9},
		{"MIB", 1 << 20},
		{"MB", 1e6},
		{"KIB", 1 << 10},
		{"KB", 1e3},
		{"T", 1e12},
		{"G", 1e9},
		{"M", 1e6},
		{"K", 1e3},
		{"B", 1},
		{"", 1},
	}
}

func readSize(text string) (Range, error) {
	bad := fmt.Errorf("%q is no size; type a number and a unit, as in size:>10MB or size:1MiB..20MiB", text)
	upper := strings.ToUpper(text)
	for _, u := range units() {
		number, ok := strings.CutSuffix(upper, u.name)
		if !ok {
			continue
		}
		if strings.Trim(number, "0123456789.") != "" || number == "" {
			return Range{}, bad
		}
		size, err := multiply(number, u.bytes)
		if err != nil {
			return Range{}, bad
		}
		return Range{Set: true, Min: size, Max: size}, nil
	}
	return Range{}, bad
}

// mostBytes is the largest size that is read: far beyond every file, and far
// enough from the ends of int64 to compute with.
const mostBytes = 1 << 62

// multiply is exact for whole numbers, which is all that is ever written back.
func multiply(number string, by int64) (int64, error) {
	if n, err := strconv.ParseInt(number, 10, 64); err == nil && n <= mostBytes/by {
		return n * by, nil
	}
	n, err := strconv.ParseFloat(number, 64)
	if err != nil || n*float64(by) >= mostBytes {
		return 0, fmt.Errorf("%s times %d is beyond every file", number, by)
	}
	return int64(n * float64(by)), nil
}

func readDate(text string) (Range, error) {
	for layout, next := range dateLayouts() {
		if t, err := time.Parse(layout, text); err == nil {
			return Range{Set: true, Min: Day(t), Max: Day(next(t)) - 1}, nil
		}
	}
	return Range{}, fmt.Errorf("%q is no date; type it as in date:>2024-01-31, date:2024-01 or date:2020..2022", text)
}

// dateLayouts maps what a date may look like to where the next one begins.
func dateLayouts() map[string]func(time.Time) time.Time {
	return map[string]func(time.Time) time.Time{
		"2006":       func(t time.Time) time.Time { return t.AddDate(1, 0, 0) },
		"2006-01":    func(t time.Time) time.Time { return t.AddDate(0, 1, 0) },
		"2006-01-02": func(t time.Time) time.Time { return t.AddDate(0, 0, 1) },
	}
}

// rangeText writes a range with write giving the form of one bound.
func rangeText(r Range, write func(int64) string) []string {
	switch {
	case !r.Set:
		return nil
	case r.Min == math.MinInt64:
		return []string{shorter("<=", write(r.Max), "<", write(r.Max+1))}
	case r.Max == math.MaxInt64:
		return []string{shorter(">=", write(r.Min), ">", write(r.Min-1))}
	case r.Min == r.Max:
		return []string{write(r.Min)}
	}
	return []string{write(r.Min) + ".." + write(r.Max)}
}

// shorter picks the comparison people would have typed: ">10MB" rather than
// ">=10000001B".
func shorter(op1, value1, op2, value2 string) string {
	if len(op1+value1) <= len(op2+value2) {
		return op1 + value1
	}
	return op2 + value2
}

func sizeText(r Range) []string {
	return rangeText(r, func(n int64) string {
		for _, u := range units() {
			if n != 0 && n%u.bytes == 0 {
				return strconv.FormatInt(n/u.bytes, 10) + strings.ReplaceAll(u.name, "IB", "iB")
			}
		}
		return strconv.FormatInt(n, 10)
	})
}

func dateText(r Range) []string {
	return rangeText(r, func(day int64) string {
		return time.Unix(day*secondsPerDay, 0).UTC().Format(time.DateOnly)
	})
}
