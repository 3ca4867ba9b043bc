package node

import (
	"context"
	"errors"
	"fmt"
	"time"

	"hinny/app/api"
	"hinny/app/node/stats"
	"hinny/share/statefile"
)

// statsName is where the counts over all sessions are kept.
const statsName = "statistics.json"

var _ api.Counter = (*Node)(nil)

// loadStats goes on counting from the last session. A file that cannot be
// understood is set aside.
func (n *Node) loadStats() (err error) {
	path := n.inHome(statsName)
	if n.stats, err = stats.Open(path); err == nil {
		return nil
	}
	aside, moved := statefile.SetAside(path)
	if moved != nil {
		return errors.Join(err, moved)
	}
	n.tell(fmt.Sprintf("The statistics cannot be read and begin anew; the old ones are %s.", aside))
	return nil
}

// measure counts what a look at the node has shown.
func (n *Node) measure(at time.Time, s sight) {
	down, up := n.network.Moved()
	n.stats.See(stats.Moment{At: at, Down: down, Up: up, DownRate: s.down, UpRate: s.up, Connections: n.network.Connections()})
}

// meet counts who is connected.
func (n *Node) meet() {
	for _, p := range n.network.Peers() {
		if p.Connected {
			n.stats.Met(p.ID)
		}
	}
}

// Statistics implements api.Counter.
func (n *Node) Statistics(_ context.Context, r api.StatisticsRequest) (api.Statistics, error) {
	switch r.Span {
	case "", api.SpanMinutes, api.SpanHours, api.SpanDays:
		return n.stats.Statistics(r.Span), nil
	}
	return api.Statistics{}, &api.Error{Code: api.CodeUsage, Message: fmt.Sprintf("there is no history of %q; ask for minutes, hours or days", r.Span)}
}
