package share

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Limits of a Meta. What is beyond them is a mistake of the file, or a lie.
const (
	// MaxMetaText bounds each text in bytes: three of them still fit beside a
	// name in one line of a table, and in an answer to a search.
	MaxMetaText = 160
	// MaxDuration bounds a recording: a thousand hours.
	MaxDuration = 1000 * time.Hour
	// MaxBitrate bounds a bit rate: uncompressed film has 30 Gbit/s.
	MaxBitrate = 100_000_000_000
	// MaxPixels bounds the width and the height of a picture.
	MaxPixels = 1 << 20
)

// Meta is what a file says of itself inside: a recording its artist and length,
// a picture its size. Everything is optional and nothing is verified. The zero
// Meta says nothing.
type Meta struct {
	Artist   string        `json:"artist,omitempty"` // at most MaxMetaText bytes, as the other texts; of a document, who wrote it
	Album    string        `json:"album,omitempty"`
	Title    string        `json:"title,omitempty"`
	Duration time.Duration `json:"duration,omitempty"` // in whole milliseconds
	Bitrate  int64         `json:"bitrate,omitempty"`  // bits per second, of all streams together
	Width    int           `json:"width,omitempty"`    // pixels; with Height or not at all
	Height   int           `json:"height,omitempty"`
}

// IsZero reports whether nothing is known.
func (m Meta) IsZero() bool { return m == Meta{} }

// Bounded returns m within the limits: texts without what cannot be seen, cut
// where they are too long, and numbers that cannot be left out.
func (m Meta) Bounded() Meta {
	m.Artist, m.Album, m.Title = boundedText(m.Artist), boundedText(m.Album), boundedText(m.Title)
	m.Duration = m.Duration.Truncate(time.Millisecond)
	if m.Duration < 0 || m.Duration > MaxDuration {
		m.Duration = 0
	}
	if m.Bitrate < 0 || m.Bitrate > MaxBitrate {
		m.Bitrate = 0
	}
	if m.Width <= 0 || m.Height <= 0 || m.Width > MaxPixels || m.Height > MaxPixels {
		m.Width, m.Height = 0, 0
	}
	return m
}

// boundedText makes a text one line of at most MaxMetaText bytes.
func boundedText(text string) string {
	const most = 8 * MaxMetaText // white space and what cannot be seen may fall away
	text = strings.ToValidUTF8(cut(text, most), "")
	text = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case !unicode.IsGraphic(r): // controls, and marks that turn the direction of writing
			return -1
		}
		return r
	}, text)
	return strings.TrimSpace(cut(strings.Join(strings.Fields(text), " "), MaxMetaText))
}

// cut returns the beginning of a text, at most so many bytes and no half rune.
func cut(text string, most int) string {
	if len(text) <= most {
		return text
	}
	for most > 0 && !utf8.RuneStart(text[most]) {
		most--
	}
	return text[:most]
}
