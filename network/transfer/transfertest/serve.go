package transfertest

import (
	"bytes"
	"encoding/binary"
	"io"

	"github.com/libp2p/go-libp2p/core/host"
	"github.com/libp2p/go-libp2p/core/network"
	"github.com/libp2p/go-libp2p/core/protocol"

	"hinny/network/wire"
	"hinny/share"
	"hinny/share/merkle"
)

const (
	control  = protocol.ID("/hinny/xfer/1.0.0")
	data     = protocol.ID("/hinny/data/1.0.0")
	frameMax = 192 << 10
	blockMax = 256 << 10
	record   = 16
)

// File is what a peer provides, or pretends to.
type File struct {
	Manifest *merkle.Manifest
	Content  []byte
}

// lie says where a provider leaves the truth. A nil field is honest.
type lie struct {
	opened func(*wire.TransferOpened)
	chunk  func(s network.Stream, id uint32, index int) // answers a request for a chunk
	meta   func(outboard []byte) []byte
	// sections changes the answer to a request for sections, the list in front of
	// the bytes; where it is nil none is answered, like a provider of old.
	sections func(list, content []byte) (wrongList, wrong []byte)
}

// provide makes h a provider of f with a lie.
func provide(h host.Host, f File, l lie) {
	h.SetStreamHandler(control, func(s network.Stream) {
		defer func() { _ = s.Reset() }()
		reader := wire.NewReader(s, frameMax)
		for {
			frame := new(wire.TransferFrame)
			if reader.Read(frame) != nil {
				return
			}
			open := frame.GetOpen()
			if open == nil {
				continue
			}
			if root, err := share.RootHashFromBytes(open.GetRoot()); err != nil || root != f.Manifest.Root() {
				continue
			}
			m := &wire.TransferOpened{Session: open.GetSession(), Known: true, Size: uint64(f.Manifest.Size()), All: true}
			m.Sections = l.sections != nil
			if l.opened != nil {
				l.opened(m)
			}
			if wire.Write(s, &wire.TransferFrame{Body: &wire.TransferFrame_Opened{Opened: m}}) != nil {
				return
			}
		}
	})
	h.SetStreamHandler(data, func(s network.Stream) {
		defer func() { _ = s.Reset() }()
		var ask [record]byte
		for {
			if _, err := io.ReadFull(s, ask[:]); err != nil {
				return
			}
			if !l.answer(s, f, ask) {
				return
			}
		}
	})
}

// answer answers one request; false where it means nothing to this provider.
func (l lie) answer(s network.Stream, f File, ask [record]byte) bool {
	id, index := binary.BigEndian.Uint32(ask[0:]), int(binary.BigEndian.Uint32(ask[12:]))
	switch {
	case ask[11] == 2 && l.sections != nil:
		list, content := l.sections(f.sections(index, int(ask[10]), int(ask[9])))
		answer(s, id, append(append([]byte(nil), list...), content...))
	case binary.BigEndian.Uint32(ask[8:]) > 1:
		return false
	case binary.BigEndian.Uint32(ask[8:]) == 1:
		outboard := f.Manifest.Outboard()
		if l.meta != nil {
			outboard = l.meta(append([]byte(nil), outboard...))
		}
		answer(s, id, outboard)
	case l.chunk != nil:
		l.chunk(s, id, index)
	default:
		answer(s, id, f.chunk(index))
	}
	return true
}

// chunk returns the true bytes of a chunk, and nothing for one outside.
func (f File) chunk(index int) []byte {
	if share.CheckChunk(int64(len(f.Content)), index) != nil {
		return nil
	}
	offset, length := share.ChunkSpan(int64(len(f.Content)), index)
	return f.Content[offset : offset+int64(length)]
}

// sections returns the list of a chunk and the true bytes of some sections.
func (f File) sections(index, from, upto int) (list, content []byte) {
	s, err := f.Manifest.ListSections(bytes.NewReader(f.Content), index, make([]byte, share.MinSectionSize))
	if err != nil || upto > s.Count() || from >= upto {
		return nil, nil
	}
	at, n := s.Span(from, upto)
	return s.List(), f.chunk(index)[at : at+n]
}

// answer sends content in blocks.
func answer(s network.Stream, id uint32, content []byte) {
	for at := 0; at < len(content); at += blockMax {
		block := content[at:min(at+blockMax, len(content))]
		head := header(id, 0, at, len(block))
		if _, err := s.Write(append(head, block...)); err != nil {
			return
		}
	}
}

func header(id, status uint32, offset, length int) []byte {
	head := binary.BigEndian.AppendUint32(nil, id)
	head = binary.BigEndian.AppendUint32(head, status)
	head = binary.BigEndian.AppendUint32(head, uint32(offset))
	return binary.BigEndian.AppendUint32(head, uint32(length))
}
