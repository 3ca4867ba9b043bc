package limit

import (
	"slices"
	"strings"
	"testing"
	"time"
)

func TestDaysAreReadAloneAndInSpans(t *testing.T) {
	for text, want := range map[string]string{
		"sat": "sat", "mon-fri": "mon tue wed thu fri", "fri-mon": "mon fri sat sun", "Sun": "sun", "mon-sun": "mon tue wed thu fri sat sun",
		"wed-wed": "wed", "sun mon": "mon sun",
	} {
		days, err := ParseDays(strings.Fields(text))
		if got := strings.Join(DayNames(days), " "); err != nil || got != want {
			t.Errorf("%s is read as %q, %v, want %q", text, got, err, want)
		}
	}
	for _, text := range []string{"", "day", "mon-", "-mon", "mon-fri-sat", "m"} {
		if days, err := ParseDays([]string{text}); err == nil {
			t.Errorf("%q is read as %v", text, DayNames(days))
		}
	}
}

func TestTimesOfTheDayAreReadAndWritten(t *testing.T) {
	for text, want := range map[string]time.Duration{
		"0:00": 0, "08:30": 8*time.Hour + 30*time.Minute, "24:00": day, " 23:59 ": day - time.Minute,
	} {
		got, err := ParseTime(text)
		if err != nil || got != want {
			t.Errorf("%q is read as %v, %v", text, got, err)
		}
		if again, err := ParseTime(TimeText(got)); err != nil || again != got {
			t.Errorf("%v is written as %q", got, TimeText(got))
		}
	}
	for _, text := range []string{"", "8", "8:3", "24:01", "25:00", "-1:00", "8:60", "8:00:00", "noon", "+8:00"} {
		if got, err := ParseTime(text); err == nil {
			t.Errorf("%q is read as %v", text, got)
		}
	}
}

// Each minute of a week has the first window that is open, whatever the windows
// are: compared with a calendar that is filled in minute by minute.
func TestTheFirstOpenWindowDecides(t *testing.T) {
	at := func(text string) time.Duration {
		d, err := ParseTime(text)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	days := func(texts ...string) [7]bool {
		d, err := ParseDays(texts)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	s := Schedule{Windows: []Window{
		{Days: days("wed"), From: at("12:00"), To: at("13:00"), Rates: Rates{Up: 3 * minRate}},
		{Days: days("mon-fri"), From: at("8:00"), To: at("18:30"), Rates: Rates{Up: minRate}},
		{Days: days("sat"), From: at("20:00"), To: at("20:00"), Rates: Rates{Down: minRate}},
		{Days: days("sun"), From: at("0:00"), To: at("24:00"), Rates: Rates{Up: 2 * minRate}},
	}}
	if err := s.Check(); err != nil {
		t.Fatal(err)
	}
	monday := time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)
	calendar := make([]int, 7*24*60)
	for minute := range calendar {
		calendar[minute] = -1
	}
	for i, w := range slices.Backward(s.Windows) {
		length := w.To - w.From
		if length <= 0 {
			length += day
		}
		for d := range 7 {
			if !w.Days[(d+1)%7] {
				continue
			}
			for m := range int(length.Minutes()) {
				calendar[(d*24*60+int(w.From.Minutes())+m)%len(calendar)] = i
			}
		}
	}
	for minute, want := range calendar {
		now := monday.Add(time.Duration(minute)*time.Minute + 30*time.Second)
		if got := s.Open(now); got != want {
			t.Fatalf("%s: window %d is open, want %d", now.Format("Mon 15:04"), got, want)
		}
	}
}
