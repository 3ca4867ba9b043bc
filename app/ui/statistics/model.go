package statistics

import (
	"math"

	"hinny/app/api"
)

// Model is what is to be seen on the screen.
type Model struct {
	Span   api.Span
	Counts api.Statistics
	Loaded bool
	Err    error
}

// spans are what a person can choose.
func spans() []api.Span { return []api.Span{api.SpanMinutes, api.SpanHours, api.SpanDays} }

// slots returns how many samples fill a graph of a span.
func slots(s api.Span) int {
	switch s {
	case api.SpanHours:
		return 720 // 2 hours of 10 seconds
	case api.SpanDays:
		return 576 // 2 days of 5 minutes
	}
	return 600 // 10 minutes of a second
}

// rates returns the rates of a history and the value for the upper edge of
// their graph.
func rates(history []api.Sample, slots int) (down, up []float64, top float64) {
	const least = 10_000 // bytes a second: less is no traffic to speak of
	most := 0.0
	down, up = before(history, slots), before(history, slots)
	for _, s := range history {
		down, up = append(down, s.Down), append(up, s.Up)
		most = max(most, s.Down, s.Up)
	}
	return down, up, even(max(most, least))
}

// connections does the same for the connections.
func connections(history []api.Sample, slots int) (values []float64, top float64) {
	const least = 10
	most := 0.0
	values = before(history, slots)
	for _, s := range history {
		values = append(values, float64(s.Connections))
		most = max(most, float64(s.Connections))
	}
	return values, even(max(most, least))
}

// before returns the nothing that moved before a history began, so that a line
// of nothing does not grow, and need not be drawn, each second.
func before(history []api.Sample, slots int) []float64 {
	return make([]float64, max(slots-len(history), 0), max(slots, len(history)))
}

// still reports whether nothing has moved since an older history ended, so that
// a newer one looks nearly the same.
func still(older, newer []api.Sample) bool {
	if len(older) == 0 || len(newer) == 0 {
		return false
	}
	last, now := older[len(older)-1], newer[len(newer)-1]
	return last.Down+last.Up+now.Down+now.Up == 0 && last.Connections == now.Connections
}

// even returns the next of 1, 2, 4, 10, 20, 40, 100 … that is not less than
// value: half of it is a round number, too.
func even(value float64) float64 {
	base := math.Pow(10, math.Floor(math.Log10(value)))
	for _, factor := range []float64{1, 2, 4} {
		if factor*base >= value {
			return factor * base
		}
	}
	return 10 * base
}
