package words

import (
	"math"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

func TestBytesNeedsThreeDigitsAtMost(t *testing.T) {
	for n, want := range map[int64]string{
		-1: "?", 0: "0 B", 1: "1 B", 999: "999 B", 1000: "1.0 kB", 1949: "1.9 kB", 9949: "9.9 kB", 9950: "10 kB",
		999_499: "999 kB", 999_500: "1.0 MB", 12_345_678: "12 MB", 1_400_000_000: "1.4 GB", 1 << 44: "18 TB", math.MaxInt64: "9.2 EB",
	} {
		if got := Bytes(n); got != want {
			t.Errorf("Bytes(%d) = %q, want %q", n, got, want)
		}
	}
}

func TestCountGroupsDigits(t *testing.T) {
	for n, want := range map[int64]string{
		0: "0", 999: "999", 1000: "1,000", 123456: "123,456", 1234567: "1,234,567",
		-5: "-5", -999: "-999", -1000: "-1,000", math.MinInt64: "-9,223,372,036,854,775,808",
	} {
		if got := Count(n); got != want {
			t.Errorf("Count(%d) = %q, want %q", n, got, want)
		}
	}
	for n, want := range map[int64]string{-1: "?", 0: "0 bytes", 1: "1 byte", 4096: "4,096 bytes"} {
		if got := Exact(n); got != want {
			t.Errorf("Exact(%d) = %q, want %q", n, got, want)
		}
	}
	if got := Plural(1, "file", "files") + ", " + Plural(1200, "file", "files"); got != "1 file, 1,200 files" {
		t.Errorf("Plural gives %q", got)
	}
}

func TestRateOfWhatIsNoNumberIsUnknown(t *testing.T) {
	for rate, want := range map[float64]string{
		0: "0 B/s", 0.4: "0 B/s", 1_234_567: "1.2 MB/s", -1: "?", math.Inf(1): "4.6 EB/s",
	} {
		if got := Rate(rate); got != want {
			t.Errorf("Rate(%v) = %q, want %q", rate, got, want)
		}
	}
	if got := Rate(math.NaN()); got != Unknown {
		t.Errorf("Rate(NaN) = %q", got)
	}
}

func TestPercentSaysHundredOnlyAtTheEnd(t *testing.T) {
	for _, c := range []struct {
		done, size int64
		want       string
	}{{0, 10, "0 %"}, {999_999, 1_000_000, "99 %"}, {10, 10, "100 %"}, {0, 0, "100 %"}, {5, -1, "?"}, {-5, 10, "0 %"}} {
		if got := Percent(c.done, c.size); got != c.want {
			t.Errorf("Percent(%d, %d) = %q, want %q", c.done, c.size, got, c.want)
		}
	}
}

func TestLeftIsUnknownWhileNothingMoves(t *testing.T) {
	for _, c := range []struct {
		rest int64
		rate float64
		want string
	}{
		{0, 0, ""},
		{10, 0, "?"},
		{-1, 100, "?"},
		{10, math.NaN(), "?"},
		{1, 1000, "1 s"},
		{100, 8, "13 s"},
		{200_000, 1000, "3 min 20 s"},
		{7_500_000, 1000, "2 h 5 min"},
		{1 << 60, 1, "?"},
		{5, math.Inf(1), "0 s"},
	} {
		if got := Left(c.rest, c.rate); got != c.want {
			t.Errorf("Left(%d, %v) = %q, want %q", c.rest, c.rate, got, c.want)
		}
	}
}

func TestDurationShowsItsTwoLargestUnits(t *testing.T) {
	for d, want := range map[time.Duration]string{
		0: "0 s", 59*time.Second + 999*time.Millisecond: "59 s", time.Minute: "1 min", 200 * time.Second: "3 min 20 s",
		time.Hour: "1 h", 125 * time.Minute: "2 h 5 min", 99*time.Hour + time.Minute: "4 d 3 h", -1: "?",
	} {
		if got := Duration(d); got != want {
			t.Errorf("Duration(%v) = %q, want %q", d, got, want)
		}
	}
}

func TestAgo(t *testing.T) {
	now := time.Date(2026, 3, 31, 12, 0, 0, 0, time.UTC)
	for d, want := range map[time.Duration]string{
		-time.Hour: "now", 0: "now", 20 * time.Second: "20 s ago", 3 * time.Minute: "3 min ago", 5 * time.Hour: "5 h ago",
		30 * time.Hour: "yesterday", 12 * day: "12 days ago", 40 * day: "2026-02-19",
	} {
		if got := Ago(now.Add(-d), now); got != want {
			t.Errorf("Ago %v = %q, want %q", d, got, want)
		}
	}
	if got := Ago(time.Time{}, now); got != "never" {
		t.Errorf("Ago of the zero time = %q", got)
	}
}

func TestNameCannotActOnTheTextAroundIt(t *testing.T) {
	for name, want := range map[string]string{
		"plain name.txt":         "plain name.txt",
		"骡子 🐴 “x”.png":           "骡子 🐴 “x”.png",
		"a\x1b[2Jb\r\nc\x00":     "a\ufffd[2Jb\ufffd\ufffdc\ufffd",
		"annual\u202egnp.exe":    "annual\ufffdgnp.exe",
		"\u2066x\u2069\u200f":    "\ufffdx\ufffd\ufffd",
		"family 👩\u200d👧":        "family 👩\u200d👧",
		"bad \xff byte":          "bad \ufffd byte",
		"line\u2028break\u0085.": "line\ufffdbreak\ufffd.",
	} {
		if got := Name(name); got != want {
			t.Errorf("Name(%q) = %q, want %q", name, got, want)
		}
	}
	long := Name(strings.Repeat("骡", 5000))
	if len(long) > maxName+len("…") || !utf8.ValidString(long) || !strings.HasSuffix(long, "…") {
		t.Errorf("a name of 15,000 bytes is shown as %d bytes", len(long))
	}
}

func TestShortKeepsTheEndOfAPeerID(t *testing.T) {
	if got := Short("12D3KooWAbCdEfGhIjKlMn"); got != "…GhIjKlMn" {
		t.Errorf("Short = %q", got)
	}
	if got := Short("tiny"); got != "tiny" {
		t.Errorf("Short = %q", got)
	}
}

func FuzzName(f *testing.F) {
	f.Add("a\u202eb\x00")
	f.Add(strings.Repeat("\xff", 2000))
	f.Fuzz(func(t *testing.T, name string) {
		got := Name(name)
		if !utf8.ValidString(got) || strings.ContainsFunc(got, hidden) {
			t.Fatalf("Name(%q) = %q", name, got)
		}
		if again := Name(got); len(name) <= maxName/3 && again != got {
			t.Fatalf("not stable: %q, then %q", got, again)
		}
	})
}
