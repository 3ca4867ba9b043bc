package words

import (
	"fmt"
	"math"
	"time"
)

const day = 24 * time.Hour

// longest is the time left beyond which a number helps nobody.
const longest = 100 * day

// Left returns how long rest bytes will take at a rate in bytes a second:
// "12 s", "3 min 20 s", "2 h 5 min", "4 d 3 h". It is Unknown while nothing
// moves or the size is not known, and "" when nothing is left.
func Left(rest int64, bytesPerSecond float64) string {
	switch {
	case rest == 0:
		return ""
	case rest < 0 || math.IsNaN(bytesPerSecond) || bytesPerSecond <= 0:
		return Unknown
	}
	seconds := math.Ceil(float64(rest) / bytesPerSecond)
	if seconds >= longest.Seconds() {
		return Unknown
	}
	return Duration(time.Duration(seconds) * time.Second)
}

// Duration returns a span of time in its two largest units, rounded down:
// "0 s", "59 s", "3 min 20 s", "2 h 5 min", "4 d 3 h".
func Duration(d time.Duration) string {
	switch {
	case d < 0:
		return Unknown
	case d < time.Minute:
		return fmt.Sprintf("%d s", d/time.Second)
	case d < time.Hour:
		return two(d/time.Minute, "min", d%time.Minute/time.Second, "s")
	case d < day:
		return two(d/time.Hour, "h", d%time.Hour/time.Minute, "min")
	}
	return two(d/day, "d", d%day/time.Hour, "h")
}

func two(large time.Duration, largeUnit string, small time.Duration, smallUnit string) string {
	if small == 0 {
		return fmt.Sprintf("%d %s", large, largeUnit)
	}
	return fmt.Sprintf("%d %s %d %s", large, largeUnit, small, smallUnit)
}

// Ago returns how long before now something was, in its largest unit: "now",
// "20 s ago", "3 min ago", "yesterday", "12 days ago", and from a month on the
// date. The zero time is "never". A clock that runs ahead gives "now".
func Ago(then, now time.Time) string {
	if then.IsZero() {
		return "never"
	}
	switch d := now.Sub(then); {
	case d < time.Second:
		return "now"
	case d < time.Minute:
		return fmt.Sprintf("%d s ago", d/time.Second)
	case d < time.Hour:
		return fmt.Sprintf("%d min ago", d/time.Minute)
	case d < day:
		return fmt.Sprintf("%d h ago", d/time.Hour)
	case d < 2*day:
		return "yesterday"
	case d < 30*day:
		return fmt.Sprintf("%d days ago", d/day)
	}
	return then.Format(time.DateOnly)
}

// Pace returns what stands behind an amount that is left: the bytes a second and
// the seconds until it is done, as far as they are known.
func Pace(bytesPerSecond, seconds float64) (text string) {
	if bytesPerSecond > 0 {
		text += " · " + Rate(bytesPerSecond)
	}
	if seconds > 0 {
		text += " · " + Duration(time.Duration(max(1, seconds)*float64(time.Second)))
	}
	return text
}
