package transfer

import (
	"bytes"
	"errors"
	"maps"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"hinny/network/picker"
	"hinny/share"
	"hinny/share/merkle"
)

// pieced reports whether what comes of a request can be handed on section by
// section.
func (r *request) pieced() bool { return r.kind == kindSections || r.list.Load() != nil }

// pieces hands on every section of a request that is there and can be verified
// alone. Of an ordinary chunk none can, unless somebody else sends some of it too.
func (p *pipe) pieces(r *request) {
	list := r.list.Load()
	if list == nil {
		if r.kind != kindSections || r.got < r.head {
			return
		}
		s := p.owner(r)
		if s == nil {
			return
		}
		if list = s.d.listed(s, r.index, (*r.buf)[:r.head]); list == nil {
			return
		}
		r.list.Store(list)
	}
	upto := list.Count()
	if r.kind == kindSections {
		upto = r.upto
	}
	base, _ := list.Span(r.from, r.from)
	for section := r.from + r.handed; section < upto; section++ {
		offset, length := list.Span(section, section+1)
		at := r.head + offset - base
		s := p.owner(r)
		if r.got < at+length || s == nil {
			return
		}
		s.d.section(s, list, section, (*r.buf)[at:at+length])
		r.handed++
	}
}

// listed takes the list of sections that came in front of some of a chunk, and
// gives it to all who are sending the chunk. It returns nil where the list is a
// lie, whose sender is avoided.
func (d *download) listed(s *session, chunk int, list []byte) *merkle.Sections {
	d.mu.Lock()
	m := d.manifest
	d.mu.Unlock()
	sections, err := m.Sections(chunk, list)
	if err != nil {
		d.corrupt(s, err, 0)
		return nil
	}
	d.mu.Lock()
	if d.picker == nil || !d.picker.Cut(chunk) {
		d.mu.Unlock()
		return sections
	}
	if d.lists == nil {
		d.lists = map[int]*merkle.Sections{}
	}
	d.lists[chunk] = sections
	others := maps.Clone(d.sessions)
	d.mu.Unlock()
	for _, other := range others {
		other.verifiable(sections)
	}
	return sections
}

// section takes a section of a chunk that several send: it is verified and
// written here, on the goroutine that received it.
func (d *download) section(s *session, list *merkle.Sections, section int, data []byte) {
	whole, err := d.part.WriteSection(list, section, data)
	switch {
	case errors.Is(err, share.ErrCorrupt):
		d.corrupt(s, err, len(data))
	case err != nil:
		kept := bytes.Clone(data)
		d.unwritten(s, list.Chunk(), err, func() error {
			whole, err := d.part.WriteSection(list, section, kept)
			if err == nil {
				d.acceptSection(s, list.Chunk(), section, len(kept), whole)
			}
			return err
		})
		s.cancel([]int{list.Chunk()})
	default:
		d.took(s, func() []picker.Debt[peer.ID] {
			return d.acceptSection(s, list.Chunk(), section, len(data), whole)
		})
	}
}

// acceptSection enters a written section in the books. Callers hold d.mu.
func (d *download) acceptSection(s *session, chunk, section, n int, whole bool) []picker.Debt[peer.ID] {
	news, vain := d.picker.SectionDone(time.Now(), s.peer, chunk, section, whole)
	if news {
		d.credit(s.peer, n)
	}
	if news && whole {
		d.gain(chunk)
	}
	return vain
}
