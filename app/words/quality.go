package words

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"hinny/share"
)

// Length is how long a recording is, as players show it: "4:03", "1:32:05". It is
// empty for 0.
func Length(d time.Duration) string {
	s := int64(d.Round(time.Second) / time.Second)
	switch {
	case d <= 0:
		return ""
	case s >= 3600:
		return fmt.Sprintf("%d:%02d:%02d", s/3600, s/60%60, s%60)
	}
	return fmt.Sprintf("%d:%02d", s/60, s%60)
}

// Bitrate is a bit rate in units that keep the number short. It is empty for 0.
func Bitrate(bitsPerSecond int64) string {
	const kilo, mega = 1000, 1_000_000
	switch {
	case bitsPerSecond <= 0:
		return ""
	case bitsPerSecond >= 100*mega:
		return strconv.FormatInt(bitsPerSecond/mega, 10) + " Mbit/s"
	case bitsPerSecond >= 2*mega:
		return strconv.FormatFloat(float64(bitsPerSecond)/mega, 'f', 1, 64) + " Mbit/s"
	}
	return strconv.FormatInt((bitsPerSecond+kilo/2)/kilo, 10) + " kbit/s"
}

// Dimensions is the size of a picture in pixels. It is empty for none.
func Dimensions(width, height int) string {
	if width <= 0 || height <= 0 {
		return ""
	}
	return fmt.Sprintf("%d × %d", width, height)
}

// Quality tells recordings of one thing apart in a column of a table: the
// dimensions of what is seen, the bit rate of what is only heard, and the length.
func Quality(m share.Meta) string {
	seen := Dimensions(m.Width, m.Height)
	if seen == "" {
		seen = Bitrate(m.Bitrate)
	}
	return together(seen, Length(m.Duration))
}

// Said is all that a file says of itself, on one line.
func Said(m share.Meta) string {
	return together(Name(m.Artist), Name(m.Album), Name(m.Title), Dimensions(m.Width, m.Height), Bitrate(m.Bitrate), Length(m.Duration))
}

func together(texts ...string) string {
	var some []string
	for _, text := range texts {
		if text != "" {
			some = append(some, text)
		}
	}
	return strings.Join(some, " · ")
}
