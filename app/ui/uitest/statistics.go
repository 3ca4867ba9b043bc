package uitest

import (
	"context"
	"math"
	"time"

	"hinny/app/api"
)

var _ api.Counter = (*Node)(nil)

// Statistics implements api.Counter.
func (n *Node) Statistics(_ context.Context, r api.StatisticsRequest) (api.Statistics, error) {
	return seen(n, func() api.Statistics {
		s := n.Counted
		if r.Span == api.SpanDays {
			s.History = s.History[:len(s.History)/2] // as long as the node ran
		}
		return s
	})
}

// sampleStatistics are those of a node that had a busy morning.
func sampleStatistics() api.Statistics {
	began := time.Date(2026, 3, 31, 9, 12, 5, 0, time.Local) // so that pictures show the same everywhere
	s := api.Statistics{
		Since: began.AddDate(0, -2, -11), Began: began, Sessions: 48, Now: began.Add(3 * time.Hour), Step: time.Second,
		Session: api.Figures{Down: 4_600_000_000, Up: 1_100_000_000, Seconds: 3*3600 + 48, Finished: 7, Searches: 12, Peers: 161},
		Total:   api.Figures{Down: 912_000_000_000, Up: 1_340_000_000_000, Seconds: 61 * 86400, Finished: 1204, Searches: 3891, Peers: 20417},
		Records: api.Records{
			Down: api.Record{Value: 41_200_000, When: began.AddDate(0, -1, -3)}, Up: api.Record{Value: 11_800_000, When: began.AddDate(0, 0, -2)},
			Connections: api.Record{Value: 187, When: began.AddDate(0, 0, -9)}, Session: api.Record{Value: 9 * 86400, When: began.AddDate(0, -1, 0)},
		},
	}
	for i := range 600 {
		x := float64(i)
		down := max(0, 6e6*math.Sin(x/80)+2.6e6*math.Sin(x/9)+2e6)
		s.History = append(s.History, api.Sample{Down: down, Up: 1.1e6 + 5e5*math.Sin(x/37), Connections: 14 + int(6*math.Sin(x/120)) + i/100})
	}
	return s
}
