package transfer

import (
	"fmt"
	"sync"

	"github.com/libp2p/go-libp2p/core/network"
	"golang.org/x/time/rate"

	"hinny/share"
	"hinny/share/merkle"
)

const (
	// maxLists is how many lists of sections are kept: a chunk is asked for in a
	// few parts by a few peers at the end of a file.
	maxLists = 64
	// freshLists is how many lists are made for one peer in a second. Each takes
	// reading a chunk, whatever little is asked of it.
	freshLists = 8
)

// lists keeps the last lists of sections that were made, because what is asked
// for in sections is asked for by several. The zero value is empty.
type lists struct {
	mu     sync.Mutex
	recent []listed // guarded by mu; the newest last
}

// listed is the list of sections of one chunk.
type listed struct {
	root     share.RootHash
	sections *merkle.Sections
}

func (l *lists) find(root share.RootHash, chunk int) *merkle.Sections {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, known := range l.recent {
		if known.root == root && known.sections.Chunk() == chunk {
			return known.sections
		}
	}
	return nil
}

func (l *lists) keep(root share.RootHash, sections *merkle.Sections) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.recent) == maxLists {
		l.recent = append(l.recent[:0], l.recent[1:]...)
	}
	l.recent = append(l.recent, listed{root, sections})
}

// newFresh returns what bounds the lists that are made for one peer.
func newFresh() *rate.Limiter { return rate.NewLimiter(freshLists, freshLists) }

// answerSections serves some sections of a chunk that is there.
func (c *client) answerSections(stream network.Stream, s *served, m *merkle.Manifest, a ask) error {
	chunk := int(a.index)
	if n := share.SectionCount(m.Size(), chunk); n == 1 || int(a.upto) > n {
		return fmt.Errorf("%w: asks for section %d of chunk %d, which has %d", errGarbage, a.upto-1, chunk, n)
	}
	sections := c.m.lists.find(s.root, chunk)
	if sections == nil {
		if !c.fresh.Allow() {
			return refuse(stream, a.id, statusBusy)
		}
		var err error
		if sections, err = c.listSections(s, m, chunk); err != nil {
			c.m.log.Warn("a shared file cannot be served", "root", s.root.Short(), "peer", c.peer.String(), "error", err)
			return refuse(stream, a.id, readStatus(err))
		}
		c.m.lists.keep(s.root, sections)
	}
	offset, _ := share.ChunkSpan(m.Size(), chunk)
	start, length := sections.Span(int(a.from), int(a.upto))
	list := sections.List()
	_, err := c.send(stream, s, a, len(list)+length, func(p []byte, at int) error {
		n := copy(p, list[min(at, len(list)):])
		return s.read(p[n:], offset+int64(start+at+n-len(list)))
	})
	return err
}

// listSections reads a chunk to make its list.
func (c *client) listSections(s *served, m *merkle.Manifest, chunk int) (*merkle.Sections, error) {
	buf := c.m.blocks.Get().(*[]byte)
	defer c.m.blocks.Put(buf)
	return m.ListSections(servedFile{s}, chunk, (*buf)[:maxBlock])
}

// servedFile reads what a session serves.
type servedFile struct{ s *served }

// ReadAt fills p or fails.
func (f servedFile) ReadAt(p []byte, off int64) (int, error) {
	if err := f.s.read(p, off); err != nil {
		return 0, err
	}
	return len(p), nil
}
