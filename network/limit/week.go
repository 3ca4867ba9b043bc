package limit

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// dayNames are the days as a schedule writes them, by time.Weekday.
func dayNames() []string { return []string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"} }

// ParseDays reads days of the week: "sat", "mon-fri", "fri-mon".
func ParseDays(texts []string) (days [7]bool, err error) {
	names := dayNames()
	for _, text := range texts {
		from, to, span := strings.Cut(strings.ToLower(strings.TrimSpace(text)), "-")
		if !span {
			to = from
		}
		first, last := slices.Index(names, from), slices.Index(names, to)
		if first < 0 || last < 0 {
			return days, fmt.Errorf("%q is no day of the week; give mon, tue, wed, thu, fri, sat or sun, or a span such as mon-fri", text)
		}
		for day := first; ; day = (day + 1) % len(names) {
			if days[day] = true; day == last {
				break
			}
		}
	}
	return days, nil
}

// DayNames is the inverse of ParseDays, without spans, Monday first.
func DayNames(days [7]bool) []string {
	var texts []string
	for i := range days {
		if day := (i + 1) % len(days); days[day] {
			texts = append(texts, dayNames()[day])
		}
	}
	return texts
}

// ParseTime reads a time of the day, "0:00" to "24:00".
func ParseTime(text string) (time.Duration, error) {
	hours, minutes, ok := strings.Cut(strings.TrimSpace(text), ":")
	h, errH := strconv.ParseUint(hours, 10, 8)
	m, errM := strconv.ParseUint(minutes, 10, 8)
	if !ok || errH != nil || errM != nil || len(minutes) != 2 || m > 59 || h > 24 || h == 24 && m > 0 {
		return 0, fmt.Errorf("%q is no time of the day; one looks like 8:30 or 22:00", text)
	}
	return time.Duration(h)*time.Hour + time.Duration(m)*time.Minute, nil
}

// TimeText is the inverse of ParseTime.
func TimeText(d time.Duration) string {
	return fmt.Sprintf("%02d:%02d", int(d.Hours()), int(d.Minutes())%60)
}
