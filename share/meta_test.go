package share

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

func TestBoundedMeta(t *testing.T) {
	for name, row := range map[string][2]Meta{
		"nothing":    {{}, {}},
		"good":       {{Artist: "Björk", Duration: time.Minute, Bitrate: 320_000, Width: 3, Height: 2}, {Artist: "Björk", Duration: time.Minute, Bitrate: 320_000, Width: 3, Height: 2}},
		"many lines": {{Title: " a\r\n\tb\x00\x1b[2Jc\u202e "}, {Title: "a b[2Jc"}},
		"negative":   {{Duration: -1, Bitrate: -1, Width: -1, Height: 5}, {}},
		"beyond":     {{Duration: MaxDuration + 1e6, Bitrate: MaxBitrate + 1, Width: MaxPixels + 1, Height: 1}, {}},
		"no text":    {{Album: "\xff\xfe"}, {}},
		"too fine":   {{Duration: time.Second + time.Microsecond}, {Duration: time.Second}},
	} {
		if got := row[0].Bounded(); got != row[1] {
			t.Errorf("%s: %+v, want %+v", name, got, row[1])
		}
	}
}

func FuzzBoundedMeta(f *testing.F) {
	f.Add("Beyoncé", int64(1), 1, 1)
	f.Add(strings.Repeat("é", MaxMetaText), int64(-1), -1, 1<<30)
	f.Fuzz(func(t *testing.T, text string, n int64, width, height int) {
		m := Meta{Artist: text, Album: text, Title: text, Duration: time.Duration(n), Bitrate: n, Width: width, Height: height}.Bounded()
		if len(m.Artist) > MaxMetaText || !utf8.ValidString(m.Title) || m.Duration < 0 || m.Bitrate < 0 || m.Width < 0 || (m.Width == 0) != (m.Height == 0) {
			t.Fatalf("%+v is not bounded", m)
		}
		if again := m.Bounded(); again != m {
			t.Fatalf("%+v becomes %+v", m, again)
		}
	})
}
