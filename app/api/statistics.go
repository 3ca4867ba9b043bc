package api

import (
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"
)

// Span is how far a History reaches back.
type Span string

// The spans.
const (
	SpanMinutes Span = "minutes" // 10 minutes, a sample a second
	SpanHours   Span = "hours"   // 2 hours, a sample each 10 seconds
	SpanDays    Span = "days"    // 2 days, a sample each 5 minutes
)

// Figures count what happened in a time.
type Figures struct {
	Down     int64 `json:"down"`     // bytes of files fetched and verified
	Up       int64 `json:"up"`       // bytes of files sent
	Seconds  int64 `json:"seconds"`  // that the node ran
	Finished int64 `json:"finished"` // downloads
	Searches int64 `json:"searches"` // by the person
	Peers    int64 `json:"peers"`    // connected to; in Total each counts once a session
}

// Ratio returns how much was sent for each byte fetched; ok is false before
// there was any.
func (f Figures) Ratio() (ratio float64, ok bool) {
	if f.Down == 0 {
		return 0, false
	}
	return float64(f.Up) / float64(f.Down), true
}

// Record is the most there ever was.
type Record struct {
	Value float64   `json:"value"`
	When  time.Time `json:"when"` // zero: not yet
}

// Records are the most there ever was, over all sessions.
type Records struct {
	Down        Record `json:"down"`        // bytes a second
	Up          Record `json:"up"`          // bytes a second
	Connections Record `json:"connections"` //
	Session     Record `json:"session"`     // seconds; When it began
}

// Sample is the mean of a step of time.
type Sample struct {
	Down        float64 `json:"down"` // bytes a second
	Up          float64 `json:"up"`   // bytes a second
	Connections int     `json:"connections"`
}

// Statistics are what a node counted.
type Statistics struct {
	Since    time.Time     `json:"since"`    // Total counts from then
	Began    time.Time     `json:"began"`    // this session
	Sessions int64         `json:"sessions"` // this one, too
	Session  Figures       `json:"session"`
	Total    Figures       `json:"total"` // with this session
	Records  Records       `json:"records"`
	Now      time.Time     `json:"now"`     // when the last sample ended
	Step     time.Duration `json:"step"`    // that a sample stands for
	History  []Sample      `json:"history"` // oldest first
}

// StatisticsRequest asks for the statistics.
type StatisticsRequest struct {
	Span Span `json:"span"` // empty: without a history
}

// Counter is a Backend that counts.
type Counter interface {
	Statistics(ctx context.Context, r StatisticsRequest) (Statistics, error)
}

var _ Counter = (*Client)(nil)

// Statistics implements Counter.
func (c *Client) Statistics(ctx context.Context, r StatisticsRequest) (Statistics, error) {
	return ask[Statistics](ctx, c, cmdStatistics, r)
}

// serveStatistics serves the statistics of a backend that counts.
func serveStatistics(mux *http.ServeMux, b Backend) {
	if c, ok := b.(Counter); ok {
		answer(mux, cmdStatistics, c.Statistics)
	}
}

// WriteCSV writes the statistics as two tables with a line between them: the
// figures, and the history. Sizes are bytes, rates bytes a second, times UTC.
func (s Statistics) WriteCSV(w io.Writer) error {
	out := csv.NewWriter(w)
	number := func(n int64) string { return strconv.FormatInt(n, 10) }
	rows := [][]string{{"figure", "session", "total"}}
	for _, f := range []struct {
		name string
		of   func(Figures) int64
	}{
		{"bytes received", func(f Figures) int64 { return f.Down }},
		{"bytes sent", func(f Figures) int64 { return f.Up }},
		{"seconds online", func(f Figures) int64 { return f.Seconds }},
		{"files finished", func(f Figures) int64 { return f.Finished }},
		{"searches", func(f Figures) int64 { return f.Searches }},
		{"peers", func(f Figures) int64 { return f.Peers }},
	} {
		rows = append(rows, []string{f.name, number(f.of(s.Session)), number(f.of(s.Total))})
	}
	if err := out.WriteAll(rows); err != nil {
		return err
	}
	if _, err := fmt.Fprintln(w); err != nil {
		return err
	}
	rows = [][]string{{"time", "received per second", "sent per second", "connections"}}
	for i, h := range s.History {
		at := s.Now.Add(-time.Duration(len(s.History)-i) * s.Step).UTC().Format(time.RFC3339)
		rows = append(rows, []string{at, strconv.FormatFloat(h.Down, 'f', 0, 64), strconv.FormatFloat(h.Up, 'f', 0, 64), strconv.Itoa(h.Connections)})
	}
	return out.WriteAll(rows)
}
