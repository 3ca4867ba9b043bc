package stats

import (
	"time"

	"hinny/app/api"
)

// track is the history in steps of one length.
type track struct {
	step    int // seconds
	most    int // samples; the oldest are forgotten first
	samples []api.Sample

	// What the step under way has seen.
	seen        int
	down, up    float64
	connections int
}

// newTracks returns the tracks of a node. Their sizes are about as many points
// as a graph is wide: 30 KB each.
func newTracks() map[api.Span]*track {
	return map[api.Span]*track{
		api.SpanMinutes: {step: 1, most: 600},
		api.SpanHours:   {step: 10, most: 720},
		api.SpanDays:    {step: 300, most: 576},
	}
}

// see takes the sample of one second.
func (t *track) see(s api.Sample) {
	t.seen++
	t.down += s.Down
	t.up += s.Up
	t.connections += s.Connections
	if t.seen < t.step {
		return
	}
	n := float64(t.seen)
	mean := api.Sample{Down: t.down / n, Up: t.up / n, Connections: (t.connections + t.seen/2) / t.seen}
	t.seen, t.down, t.up, t.connections = 0, 0, 0, 0
	if len(t.samples) == t.most {
		copy(t.samples, t.samples[1:])
		t.samples[t.most-1] = mean
		return
	}
	t.samples = append(t.samples, mean)
}

func (t *track) length() time.Duration { return time.Duration(t.step) * time.Second }
