package catalog

import (
	bolt "go.etcd.io/bbolt"
	"golang.org/x/sys/unix"
)

// Rest gives back the memory that reading took: every page of the file that was
// read stays mapped, after a look at all of a large library some hundred
// megabytes. The system keeps them in its cache while nobody else needs the
// room, and reading maps them again.
func (c *Catalog) Rest() {
	c.look(func(tx *bolt.Tx) { // while it runs, the mapping stays where it is
		if _, _, failed := unix.Syscall(unix.SYS_MADVISE, c.db.Info().Data, uintptr(tx.Size()), unix.MADV_DONTNEED); failed != 0 {
			c.log.Debug("the memory of the catalog is not given back", "err", failed)
		}
	})
}
