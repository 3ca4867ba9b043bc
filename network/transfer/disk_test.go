package transfer

import (
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/libp2p/go-libp2p/core/host"

	"hinny/share"
	"hinny/share/merkle"
	"hinny/share/part"
)

// failing is a disk that refuses to write, or to sync, while it is told to.
type failing struct {
	unfinished
	mu      sync.Mutex
	write   error // guarded by mu
	sync    error // guarded by mu
	refused int   // guarded by mu; how often it did
}

func (f *failing) WriteChunk(chunk int, data []byte) error {
	if err := f.refuse(&f.write); err != nil {
		return err
	}
	return f.unfinished.WriteChunk(chunk, data)
}

func (f *failing) WriteSection(s *merkle.Sections, section int, data []byte) (bool, error) {
	if err := f.refuse(&f.write); err != nil {
		return false, err
	}
	return f.unfinished.WriteSection(s, section, data)
}

func (f *failing) Sync() error {
	if err := f.refuse(&f.sync); err != nil {
		return err
	}
	return f.unfinished.Sync()
}

func (f *failing) refuse(why *error) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if *why != nil {
		f.refused++
	}
	return *why
}

func (f *failing) fail(write, sync error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.write, f.sync = write, sync
}

func (f *failing) tries() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.refused
}

func diskFault(full bool, err error) error {
	return &part.DiskError{Op: "write", Path: "the disk", Full: full, Err: err}
}

// TestDiskFaultsAreSaidAndGoneOnFrom: a fault of our own disk is said in words,
// blames nobody, fetches nothing in vain, and ends when the fault does.
func TestDiskFaultsAreSaidAndGoneOnFrom(t *testing.T) {
	for _, c := range []struct {
		name        string
		write, sync error
		state       State
		words       string
	}{
		{"full", diskFault(true, syscall.ENOSPC), nil, StatePaused, "the disk is full; make room"},
		{"read-only", diskFault(false, syscall.EROFS), nil, StateFailed, "the disk is read-only; make it writable"},
		{"unplugged", diskFault(false, syscall.EIO), diskFault(false, syscall.EIO), StateFailed, "the disk does not answer; connect it again"},
		{"no longer ours", diskFault(false, syscall.EACCES), nil, StateFailed, "allow writing there"},
		{"not synced", nil, diskFault(false, syscall.EIO), StateFailed, "the disk does not answer"},
	} {
		t.Run(c.name, func(t *testing.T) {
			virtual(t, 2, 5*mbit, func(t *testing.T, hosts []host.Host) {
				seed, n := start(t, hosts[0], nil), start(t, hosts[1], nil)
				v := seed.put(t, bytesOf(6, 30*share.MinChunkSize))
				root, disk := v.manifest.Root(), &failing{}
				n.m.disk = func(f unfinished) unfinished {
					disk.unfinished = f
					return disk
				}
				n.get(t, root, seed.info())
				eventually(t, "some chunks are here", func() bool { return n.took(root) > 3*share.MinChunkSize })
				disk.fail(c.write, c.sync)
				eventually(t, "the download says that it waits", func() bool {
					d, _ := n.m.Download(root)
					return d.State == c.state && strings.Contains(d.Error, c.words)
				})
				<-time.After(time.Minute)
				sent, tries := n.uploaded(seed, root), disk.tries()
				<-time.After(10 * time.Minute)
				if again := n.uploaded(seed, root); again > sent {
					t.Errorf("%d bytes more were fetched for a disk that takes none", again-sent)
				}
				if more := disk.tries() - tries; more == 0 || more > 2*10*60/int(diskRetry.Seconds()) {
					t.Errorf("it was tried %d times in ten minutes", more)
				}
				if d, _ := n.m.Download(root); providerState(d, hosts[0]) == "avoided" || len(n.m.blame.book) > 0 {
					t.Error("a provider was blamed for our disk")
				}
				disk.fail(nil, nil)
				if d := n.arrives(t, v); d.Error != "" {
					t.Errorf("a complete download still says %q", d.Error)
				}
			})
		})
	}
}
