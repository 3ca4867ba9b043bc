package limit

import (
	"errors"
	"fmt"
	"slices"
	"time"
)

// Rates are the limits in force at one moment, in bytes a second; 0 means no
// limit.
type Rates struct {
	Up, Down         int64 // all peers together
	PeerUp, PeerDown int64 // any one peer
	CountLAN         bool  // whether peers on the local network count at all
}

// minRate is the lowest limit that still moves a 256 KiB chunk before its
// deadlines: below it a download never completes anything.
const minRate = 4 << 10

// Check refuses limits that would only look like a working download.
func (r Rates) Check() error {
	for name, rate := range map[string]int64{
		"upload": r.Up, "download": r.Down, "upload for each peer": r.PeerUp, "download for each peer": r.PeerDown,
	} {
		if rate < 0 || rate > 0 && rate < minRate {
			return fmt.Errorf("the %s limit is %d bytes a second; give 0 for none, or at least %d", name, rate, minRate)
		}
	}
	return nil
}

// Window is a part of the week with Rates of its own.
type Window struct {
	Days  [7]bool       // indexed by time.Weekday: the days it begins on
	From  time.Duration // since local midnight
	To    time.Duration // since local midnight; not after From: on the next day
	Rates Rates
}

const day = 24 * time.Hour

// Check refuses windows that can never be open.
func (w Window) Check() error {
	if w.From < 0 || w.From >= day || w.To < 0 || w.To > day {
		return errors.New("a window of the schedule starts and ends between 0:00 and 24:00")
	}
	if w.Days == [7]bool{} {
		return errors.New("a window of the schedule names no day of the week")
	}
	return w.Rates.Check()
}

// covers reports whether the window is open at t, in t's own time zone.
func (w Window) covers(t time.Time) bool {
	at := time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute + time.Duration(t.Second())*time.Second
	today, yesterday := t.Weekday(), (t.Weekday()+6)%7
	if w.From < w.To {
		return w.Days[today] && at >= w.From && at < w.To
	}
	return w.Days[today] && at >= w.From || w.Days[yesterday] && at < w.To
}

// Schedule is the week: the first window that is open decides, otherwise
// Always does.
type Schedule struct {
	Always  Rates
	Windows []Window
}

// maxWindows is every half hour of a week.
const maxWindows = 7 * 48

// Check refuses a schedule with an impossible part.
func (s Schedule) Check() error {
	if len(s.Windows) > maxWindows {
		return fmt.Errorf("the schedule has %d windows, at most %d", len(s.Windows), maxWindows)
	}
	problems := []error{s.Always.Check()}
	for _, w := range s.Windows {
		problems = append(problems, w.Check())
	}
	return errors.Join(problems...)
}

// Open returns which window decides at t, in t's own time zone; -1: none.
func (s Schedule) Open(t time.Time) int {
	return slices.IndexFunc(s.Windows, func(w Window) bool { return w.covers(t) })
}

// At returns the Rates in force at t.
func (s Schedule) At(t time.Time) Rates {
	if open := s.Open(t); open >= 0 {
		return s.Windows[open].Rates
	}
	return s.Always
}
