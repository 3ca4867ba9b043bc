package node

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"sync"
	"time"

	"hinny/app/api"
	"hinny/network"
	"hinny/network/limit"
	"hinny/share/statefile"
)

const (
	// limitsName is where the limits are remembered: not in settings.toml,
	// which is the user's own and never written to.
	limitsName = "limits.json"
	// maxLimits bounds the file, which holds six values.
	maxLimits = 1 << 16
)

// limits is what holds for the transfers, here and in limits.json, and what the
// schedule makes of it.
type limits struct {
	mu      sync.Mutex
	now     api.Limits     // guarded by mu; outside of the periods of the schedule
	plan    api.Schedule   // guarded by mu
	week    limit.Schedule // guarded by mu; the same as plan
	inForce api.Limits     // guarded by mu
}

var _ api.Limiter = (*Node)(nil)

// loadLimits puts the limits of the last run in force.
func (n *Node) loadLimits() error {
	path := n.inHome(limitsName)
	var found api.Limits
	err := statefile.ReadJSON(path, maxLimits, &found)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err == nil {
		err = network.Limits(found).Check()
	}
	if err != nil {
		return fmt.Errorf("read the limits in %s: %w; correct the file, or move it away to have none", path, err)
	}
	n.limits.mu.Lock()
	defer n.limits.mu.Unlock()
	n.limits.now = found
	n.enforce(time.Now())
	return nil
}

// Limit implements api.Limiter.
func (n *Node) Limit(_ context.Context, change api.LimitsChange) (api.Limits, error) {
	n.limits.mu.Lock()
	defer n.limits.mu.Unlock()
	wanted := change.Apply(n.limits.now)
	if wanted == n.limits.now {
		return wanted, nil
	}
	if err := network.Limits(wanted).Check(); err != nil {
		return api.Limits{}, told(api.CodeUsage, err)
	}
	if err := writeLimits(n.config.Home, wanted); err != nil {
		return api.Limits{}, told(api.CodeFailed, err)
	}
	n.limits.now = wanted
	n.enforce(time.Now())
	return wanted, nil
}

func writeLimits(home string, l api.Limits) error {
	if err := statefile.WriteJSON(filepath.Join(home, limitsName), l); err != nil {
		return fmt.Errorf("remember the limits: %w", err)
	}
	return nil
}
