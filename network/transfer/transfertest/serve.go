package transfertest

import (
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
			id, index := binary.BigEndian.Uint32(ask[0:]), int(binary.BigEndian.Uint32(ask[12:]))
			switch {
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
		}
	})
}

// chunk returns the true bytes of a chunk, and nothing for one outside.
func (f File) chunk(index int) []byte {
	if share.CheckChunk(int64(len(f.Content)), index) != nil {
		return nil
	}
	offset, length := share.ChunkSpan(int64(len(f.Content)), index)
	return f.Content[offset : offset+int64(length)]
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
