package words

import (
	"math"
	"strconv"
)

// Unknown stands where a number is not known yet.
const Unknown = "?"

// units are the decimal multiples of a byte that an int64 can reach.
var units = [...]string{"B", "kB", "MB", "GB", "TB", "PB", "EB"}

// Bytes returns a size in three digits at most and its unit: "0 B", "999 B",
// "1.0 kB", "12 MB", "1.4 GB". A negative size is not known.
func Bytes(n int64) string {
	if n < 0 {
		return Unknown
	}
	if n < 1000 {
		return strconv.FormatInt(n, 10) + " " + units[0]
	}
	value, unit := float64(n), 0
	for value >= 999.5 && unit < len(units)-1 { // 999.5 would print as a four-digit 1000
		value /= 1000
		unit++
	}
	decimals := 0
	if value < 9.95 { // 9.95 would print as 10.0
		decimals = 1
	}
	return strconv.FormatFloat(value, 'f', decimals, 64) + " " + units[unit]
}

// Exact returns a size with all its digits in groups: "1,234,567 bytes".
func Exact(n int64) string {
	switch {
	case n < 0:
		return Unknown
	case n == 1:
		return "1 byte"
	}
	return Count(n) + " bytes"
}

// Count returns a number in groups of three digits: "1,234,567".
func Count(n int64) string {
	digits := strconv.FormatInt(n, 10)
	first := 0
	if n < 0 {
		first = 1
	}
	for at := len(digits) - 3; at > first; at -= 3 {
		digits = digits[:at] + "," + digits[at:]
	}
	return digits
}

// Rate returns a speed given in bytes a second: "1.2 MB/s". Next to nothing is
// "0 B/s"; what is no number, or negative, is not known.
func Rate(bytesPerSecond float64) string {
	if math.IsNaN(bytesPerSecond) || bytesPerSecond < 0 {
		return Unknown
	}
	return Bytes(int64(min(bytesPerSecond, math.MaxInt64/2))) + "/s"
}

// Percent returns how much of size is done, rounded down so that 100 % means
// all of it. Nothing of nothing is all; of an unknown size nothing is known.
func Percent(done, size int64) string {
	switch {
	case size < 0:
		return Unknown
	case done >= size:
		return "100 %"
	}
	return strconv.Itoa(int(100*float64(max(done, 0))/float64(size))) + " %"
}

// Plural returns a count with its noun: "1 file", "1,200 files".
func Plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return Count(int64(n)) + " " + many
}

// Asked says how far a search went: how many peers searched their library, in
// how many rounds, and how many rare words were looked up.
func Asked(peers, rounds, rare int) string {
	text := "Asked " + Plural(peers, "peer", "peers") + ", " + Plural(rounds, "round", "rounds")
	if rare > 0 {
		text += ", " + Plural(rare, "rare word", "rare words") + " looked up"
	}
	return text
}
