package transfertest

import (
	"context"
	"encoding/binary"
	"io"
	"sync/atomic"
	"time"

	"github.com/libp2p/go-libp2p/core/host"
	"github.com/libp2p/go-libp2p/core/network"
	"github.com/libp2p/go-libp2p/core/peer"

	"hinny/network/wire"
	"hinny/share"
	"hinny/share/merkle"
)

// Honest makes h a provider that tells the truth: what the lies are compared
// with.
func Honest(h host.Host, f File) { provide(h, f, lie{}) }

// SendsWrongBytes makes h answer every chunk with bytes that are not it.
func SendsWrongBytes(h host.Host, f File) {
	provide(h, f, lie{chunk: func(s network.Stream, id uint32, index int) {
		wrong := append([]byte(nil), f.chunk(index)...)
		wrong[len(wrong)/2] ^= 1
		answer(s, id, wrong)
	}})
}

// Slowly makes h send every chunk at so many bytes a second, in one block, and
// know nothing of sections.
func Slowly(h host.Host, f File, bytesPerSecond int) {
	provide(h, f, lie{chunk: func(s network.Stream, id uint32, index int) {
		content := f.chunk(index)
		_, _ = s.Write(header(id, 0, 0, len(content)))
		for at := 0; at < len(content); at += bytesPerSecond / 4 {
			time.Sleep(time.Second / 4)
			if _, err := s.Write(content[at:min(at+bytesPerSecond/4, len(content))]); err != nil {
				return
			}
		}
	}})
}

// WrongSection makes h tell the truth until it is asked for sections of a chunk:
// the last byte is not what it should be.
func WrongSection(h host.Host, f File) {
	provide(h, f, lie{sections: func(list, content []byte) ([]byte, []byte) {
		content = append([]byte(nil), content...)
		content[len(content)-1] ^= 1
		return list, content
	}})
}

// WrongSectionList is WrongSection with true bytes behind a list that is a lie.
func WrongSectionList(h host.Host, f File) {
	provide(h, f, lie{sections: func(list, content []byte) ([]byte, []byte) {
		list = append([]byte(nil), list...)
		list[0] ^= 1
		return list, content
	}})
}

// LiesAfter makes h answer so many chunks truly and every later one with bytes
// that are not it.
func LiesAfter(h host.Host, f File, after int) {
	var served atomic.Int32
	provide(h, f, lie{chunk: func(s network.Stream, id uint32, index int) {
		content := append([]byte(nil), f.chunk(index)...)
		if int(served.Add(1)) > after {
			content[len(content)/2] ^= 1
		}
		answer(s, id, content)
	}})
}

// LiesAboutHave makes h claim every chunk and then refuse each as not held.
func LiesAboutHave(h host.Host, f File) {
	provide(h, f, lie{chunk: func(s network.Stream, id uint32, _ int) {
		_, _ = s.Write(header(id, 1, 0, 0))
	}})
}

// SendsGarbage makes h answer with bytes that are no answer.
func SendsGarbage(h host.Host, f File) {
	provide(h, f, lie{chunk: func(s network.Stream, _ uint32, _ int) {
		garbage := make([]byte, 1000)
		for i := range garbage {
			garbage[i] = byte(i*37 + 200)
		}
		_, _ = s.Write(garbage)
	}})
}

// Stalls makes h answer so many chunks and then say nothing more.
func Stalls(h host.Host, f File, after int) {
	var served atomic.Int32
	provide(h, f, lie{chunk: func(s network.Stream, id uint32, index int) {
		if int(served.Add(1)) <= after {
			answer(s, id, f.chunk(index))
		}
	}})
}

// StopsInsideAChunk makes h send half of each block and then nothing.
func StopsInsideAChunk(h host.Host, f File) {
	provide(h, f, lie{chunk: func(s network.Stream, id uint32, index int) {
		content := f.chunk(index)
		_, _ = s.Write(append(header(id, 0, 0, min(len(content), blockMax)), content[:min(len(content), blockMax)/2]...))
	}})
}

// Vanishes makes h close all its connections after so many chunks.
func Vanishes(h host.Host, f File, after int) {
	var served atomic.Int32
	provide(h, f, lie{chunk: func(s network.Stream, id uint32, index int) {
		if int(served.Add(1)) > after {
			h.RemoveStreamHandler(control)
			h.RemoveStreamHandler(data)
			_ = s.Conn().Close()
			return
		}
		answer(s, id, f.chunk(index))
	}})
}

// WrongSize makes h say that the file has another size, and say it again in the
// outboard, which it fills up or cuts to what that size needs.
func WrongSize(h host.Host, f File, size uint64) {
	provide(h, f, lie{
		opened: func(m *wire.TransferOpened) { m.Size = size },
		meta: func(outboard []byte) []byte {
			binary.LittleEndian.PutUint64(outboard, size)
			fitting := make([]byte, merkle.OutboardSize(int64(size)))
			copy(fitting, outboard)
			return fitting
		},
	})
}

// WrongTail makes h prove the size with a tail that is not the file's.
func WrongTail(h host.Host, f File) {
	provide(h, f, lie{opened: func(m *wire.TransferOpened) {
		m.Tail = f.tail()
		m.Tail[0] ^= 1
	}})
}

// WithoutItsEnd makes h an honest provider of all but the last chunk, who knows
// how the file ends.
func WithoutItsEnd(h host.Host, f File) {
	provide(h, f, lie{opened: func(m *wire.TransferOpened) {
		have := share.NewBitfield(f.Manifest.Chunks())
		for i := range f.Manifest.Chunks() - 1 {
			have.Set(i)
		}
		m.All, m.Bits, m.Tail = false, have.Bytes(), f.tail()
	}})
}

// tail returns what proves the file's size.
func (f File) tail() []byte {
	return merkle.Tail(f.chunk(f.Manifest.Chunks()-1), f.Manifest.Size())
}

// PoisonedOutboard makes h hand out an outboard that does not fold to the root.
func PoisonedOutboard(h host.Host, f File) {
	provide(h, f, lie{meta: func(outboard []byte) []byte {
		outboard[len(outboard)/2] ^= 1
		return outboard
	}})
}

// AnnouncesTooMuch makes h announce a chunk far outside the file.
func AnnouncesTooMuch(h host.Host, f File) {
	provide(h, f, lie{opened: func(m *wire.TransferOpened) {
		m.All, m.Bits = false, make([]byte, (f.Manifest.Chunks()+7)/8+1000)
	}})
}

// SlowReader makes h ask a provider for every chunk and read nothing of the
// answers. It returns once the provider has cut it off, or ctx ends.
func SlowReader(ctx context.Context, h host.Host, from peer.AddrInfo, f File) error {
	asked, err := openSession(ctx, h, from, f)
	if err != nil {
		return err
	}
	defer func() { _ = asked.Reset() }()
	s, err := h.NewStream(ctx, from.ID, data)
	if err != nil {
		return err
	}
	defer func() { _ = s.Reset() }()
	for index := range f.Manifest.Chunks() {
		if err := Ask(s, uint32(index+1), uint32(index)); err != nil {
			return nil // cut off
		}
	}
	for ctx.Err() == nil {
		select {
		case <-ctx.Done():
		case <-time.After(time.Second):
			if err := Ask(s, 1<<30, 0); err != nil {
				return nil
			}
		}
	}
	return ctx.Err()
}

// HalfOpen opens so many streams of both protocols and says nothing on them.
// It returns the streams that could be opened.
func HalfOpen(ctx context.Context, h host.Host, to peer.ID, n int) []network.Stream {
	var streams []network.Stream
	for i := range n {
		id := control
		if i%2 == 1 {
			id = data
		}
		if s, err := h.NewStream(ctx, to, id); err == nil {
			_, _ = s.Write(nil)
			streams = append(streams, s)
		}
	}
	return streams
}

// Ask writes one request for a chunk in session 1.
func Ask(s network.Stream, id, index uint32) error {
	ask := binary.BigEndian.AppendUint32(nil, id)
	ask = binary.BigEndian.AppendUint32(ask, 1)
	ask = binary.BigEndian.AppendUint32(ask, 0)
	_, err := s.Write(binary.BigEndian.AppendUint32(ask, index))
	return err
}

// Answer reads the header of one answer: its status and the length behind it.
func Answer(s network.Stream) (status, length uint32, err error) {
	var head [record]byte
	if _, err := io.ReadFull(s, head[:]); err != nil {
		return 0, 0, err
	}
	return binary.BigEndian.Uint32(head[4:]), binary.BigEndian.Uint32(head[12:]), nil
}

// openSession opens session 1 for f and waits for the answer.
func openSession(ctx context.Context, h host.Host, from peer.AddrInfo, f File) (network.Stream, error) {
	if err := h.Connect(ctx, from); err != nil {
		return nil, err
	}
	s, err := h.NewStream(ctx, from.ID, control)
	if err != nil {
		return nil, err
	}
	root := f.Manifest.Root()
	open := &wire.TransferFrame{Body: &wire.TransferFrame_Open{Open: &wire.TransferOpen{Session: 1, Root: root[:]}}}
	if err := wire.Write(s, open); err != nil {
		return nil, err
	}
	return s, wire.NewReader(s, frameMax).Read(new(wire.TransferFrame))
}

// Session opens session 1 for f by hand, and a data stream beside it.
func Session(ctx context.Context, h host.Host, from peer.AddrInfo, f File) (ctrl, bytes network.Stream, err error) {
	if ctrl, err = openSession(ctx, h, from, f); err != nil {
		return nil, nil, err
	}
	bytes, err = h.NewStream(ctx, from.ID, data)
	return ctrl, bytes, err
}
