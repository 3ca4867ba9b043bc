package catalog

import (
	"fmt"
	"runtime/debug"
)

// guard runs a transaction and turns into an error what bbolt does where it
// meets a page that went bad under the running program: it panics, or the
// system faults on a mapped file that is too short now. Nothing is asked of the
// file after that. bbolt rolls a transaction back before it passes a panic on,
// but the rollback reads pages as well, and where it panics in turn bbolt never
// gives its lock back.
func (c *Catalog) guard(transaction func() error) (err error) {
	if c.broken.Load() {
		return fmt.Errorf("%w; start Hinny again, and it is begun anew", errDamaged)
	}
	before := debug.SetPanicOnFault(true)
	defer func() {
		debug.SetPanicOnFault(before)
		if p := recover(); p != nil {
			err = fmt.Errorf("%w: %v; start Hinny again, and it is begun anew", errDamaged, p)
			c.broken.Store(true)
			c.log.Error("the catalog went bad", "err", err, "stack", string(debug.Stack()))
		}
	}()
	return transaction()
}
