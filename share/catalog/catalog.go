package catalog

import (
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	bolt "go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"

	"hinny/share"
)

// ErrLocked says that another running Hinny uses the same catalog.
var ErrLocked = errors.New("the catalog is in use by another running Hinny; stop that one or choose another home folder with --home")

// lockWait is how long Open waits for another process to let go of the file:
// enough for one that is just stopping, short enough to tell a person.
const lockWait = time.Second

// maxDamaged bounds how many damaged catalogs are kept aside. They hold
// nothing a person needs; the newest few help to find the cause.
const maxDamaged = 5

// Names of the buckets; doc.go says what each holds.
const (
	bucketPaths     = "paths"
	bucketIDs       = "ids"
	bucketOutboards = "outboards"
	bucketChanges   = "changes"
	bucketFolders   = "folders"
	bucketCounts    = "counts"
	bucketState     = "state"
)

func buckets() []string {
	return []string{bucketPaths, bucketIDs, bucketOutboards, bucketChanges, bucketFolders, bucketCounts, bucketState}
}

// formerBuckets are in catalogs of an earlier form and are of no use any more.
func formerBuckets() []string { return []string{"roots", "inodes"} }

// Identity is how the file system told a file's content apart when it was
// hashed. Equal identities mean that nothing need be hashed again.
type Identity struct {
	Device, Inode uint64 // both 0 where the system has none
	Size          int64  // bytes
	MTime, CTime  int64  // nanoseconds since 1970; CTime is 0 where the system has none
}

// SameContent reports whether two identities are of the same file with the
// same content, wherever it lies now: a rename alters the CTime only.
func (a Identity) SameContent(b Identity) bool {
	a.CTime, b.CTime = 0, 0
	return a == b
}

// Entry is all the catalog knows of one file. In Put, File.ID is ignored, and
// a nil Outboard keeps the one already known for the root.
type Entry struct {
	File     share.File
	Identity Identity
	Outboard []byte // only for Put; reads leave it nil, see Catalog.Outboard
}

// Catalog is an open catalog. It is safe for concurrent use.
type Catalog struct {
	db        *bolt.DB
	log       *slog.Logger
	recreated bool
	broken    atomic.Bool // a page went bad since Open: the file is not used any more

	mu     sync.Mutex
	state  state            // guarded by mu
	all    total            // guarded by mu
	folder map[string]total // guarded by mu
	signal chan struct{}    // guarded by mu; closed and replaced by every commit
	// lookups are guarded by mu; who holds write may read them without.
	lookups lookups

	write  sync.Mutex  // held over a whole write transaction and its bookkeeping
	opened os.FileInfo // of the file, to tell it from one put in its place
	failed bool        // guarded by write; a transaction failed: who knows what of it is in the file
}

// Open opens the catalog file, creating it if it is missing. A damaged file is
// set aside (see Recreated). It returns ErrLocked if another process holds it.
func Open(path string, log *slog.Logger) (*Catalog, error) {
	c := &Catalog{log: log, folder: map[string]total{}, signal: make(chan struct{})}
	seen, err := c.inspect(path)
	switch {
	case errors.Is(err, errDamaged):
		aside, moveErr := setAside(path)
		if moveErr != nil {
			return nil, fmt.Errorf("set the damaged catalog %s aside: %w", path, moveErr)
		}
		log.Warn("the catalog was damaged; it is set aside and every shared file will be hashed again",
			"catalog", path, "aside", aside, "err", err)
		c.recreated = true
		seen = newSurvey()
	case err != nil:
		return nil, err
	}
	if err := c.begin(path, seen); err != nil {
		return nil, err
	}
	return c, nil
}

// inspect checks the file while holding a shared lock on it, so that no writer
// moves under the check.
func (c *Catalog) inspect(path string) (*survey, error) {
	info, err := os.Stat(path)
	if errors.Is(err, os.ErrNotExist) || (err == nil && info.Size() == 0) {
		return newSurvey(), nil
	}
	if err != nil {
		return nil, fmt.Errorf("open the catalog: %w", err)
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("open the catalog: %s is no ordinary file", path)
	}
	locked, err := openBolt(path, &bolt.Options{ReadOnly: true, Timeout: lockWait})
	if err != nil {
		return nil, err
	}
	seen, err := stamped(path)
	if err != nil {
		if !errors.Is(err, os.ErrNotExist) {
			c.log.Info("every row of the catalog is checked", "because", err)
		}
		seen, err = surveyFile(path)
	}
	return seen, errors.Join(err, locked.Close())
}

// openBolt calls bolt.Open and turns its panics and its many errors into the
// three that matter: locked, damaged, or the system's own.
func openBolt(path string, options *bolt.Options) (db *bolt.DB, err error) {
	defer func() {
		if p := recover(); p != nil {
			db, err = nil, fmt.Errorf("%w: %v", errDamaged, p)
		}
	}()
	db, err = bolt.Open(path, 0o600, options)
	if err == nil {
		return db, nil
	}
	if errors.Is(err, bolterrors.ErrTimeout) {
		return nil, fmt.Errorf("open %s: %w", path, ErrLocked)
	}
	if system := (*os.PathError)(nil); errors.As(err, &system) {
		return nil, fmt.Errorf("open the catalog: %w", err)
	}
	return nil, fmt.Errorf("%w: %w", errDamaged, err)
}

// begin opens a file that is known to be good or new.
func (c *Catalog) begin(path string, seen *survey) error {
	db, err := openBolt(path, &bolt.Options{
		Timeout:      lockWait,
		FreelistType: bolt.FreelistMapType,
	})
	if err != nil {
		return err
	}
	if c.opened, err = os.Stat(path); err != nil {
		return errors.Join(fmt.Errorf("open the catalog: %w", err), db.Close())
	}
	if err := os.Remove(path + stampSuffix); err != nil && !errors.Is(err, os.ErrNotExist) {
		c.log.Debug("a stamp that will not fit stays", "err", err)
	}
	c.db, c.state, c.all, c.folder, c.lookups = db, seen.state, seen.all, seen.folders, seen.lookups
	if seen.fresh || seen.oneMeta {
		c.state.generation = rand.Text()
	}
	if seen.fresh || seen.oneMeta || seen.former || !seen.whole {
		err = db.Update(c.form)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("begin the catalog %s: %w", path, err), db.Close())
	}
	return nil
}

// form gives a file of an earlier form, or a new one, the buckets of today.
func (c *Catalog) form(tx *bolt.Tx) error {
	if err := dropFormer(tx); err != nil {
		return err
	}
	for _, name := range buckets() {
		if _, err := tx.CreateBucketIfNotExists([]byte(name)); err != nil {
			return err
		}
	}
	return putState(tx, c.state)
}

// dropFormer deletes the buckets of an earlier form.
func dropFormer(tx *bolt.Tx) error {
	for _, name := range formerBuckets() {
		if err := tx.DeleteBucket([]byte(name)); err != nil && !errors.Is(err, bolterrors.ErrBucketNotFound) {
			return err
		}
	}
	return nil
}

// setAside renames a damaged catalog and returns its new name.
func setAside(path string) (string, error) {
	for n := 1; ; n++ {
		aside := fmt.Sprintf("%s.damaged-%d", path, n)
		if _, err := os.Lstat(aside); err == nil && n < maxDamaged {
			continue
		}
		return filepath.Base(aside), os.Rename(path, aside)
	}
}

// Close ends the use of the catalog, leaves its stamp and frees its lock. A file
// that went bad stays open and locked until the program ends: bbolt may hold a
// lock of its own for ever.
func (c *Catalog) Close() error {
	c.write.Lock()
	defer c.write.Unlock()
	if c.broken.Load() || c.db.Path() == "" {
		return nil
	}
	if err := c.leaveStamp(); err != nil {
		c.log.Info("the catalog has no stamp and is checked row by row at the next start", "because", err)
	}
	if err := c.db.Close(); err != nil {
		return fmt.Errorf("close the catalog: %w", err)
	}
	return nil
}

// Recreated reports whether Open found a damaged file and began anew.
func (c *Catalog) Recreated() bool { return c.recreated }

// Generation is a random text made when the catalog file was begun. Who keeps
// something derived from the catalog stores it to notice a new catalog.
func (c *Catalog) Generation() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.state.generation
}

// Seq returns the number of the latest change, 0 before the first.
func (c *Catalog) Seq() uint64 {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.state.seq
}

// Changed returns a channel that is closed at the next commit. Fetch it before
// reading, then read, then wait on it: nothing is missed.
func (c *Catalog) Changed() <-chan struct{} {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.signal
}
