package transfer

import (
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/libp2p/go-libp2p/core/network"
	"google.golang.org/protobuf/proto"

	"hinny/network/wire"
)

const (
	// maxOutbox is how much may wait for a peer that does not read: far more
	// than an honest one ever leaves lying.
	maxOutbox = 1 << 20
	// fullOutbox is how much may wait before no more is done for the peer that
	// has to be answered: what is under way keeps any link busy.
	fullOutbox = 256 << 10
)

// outbox writes small messages to a stream without ever keeping the sender
// waiting. What is put while a write is under way goes out together in the
// next one.
type outbox struct {
	stream network.Stream
	wake   chan struct{} // buffered by one

	mu      sync.Mutex
	pending []byte     // guarded by mu
	closed  bool       // guarded by mu
	ended   bool       // guarded by mu; nothing is written any more
	taken   *sync.Cond // of mu: pending was taken, or nothing ever is again
}

func newOutbox(stream network.Stream) *outbox {
	o := &outbox{stream: stream, wake: make(chan struct{}, 1)}
	o.taken = sync.NewCond(&o.mu)
	return o
}

// await waits until little is left to write, or nothing is written any more: run
// gives up on a peer that does not read.
func (o *outbox) await() {
	o.mu.Lock()
	defer o.mu.Unlock()
	for len(o.pending) > fullOutbox && !o.closed && !o.ended {
		o.taken.Wait()
	}
}

// put queues bytes. A peer that lets too much pile up loses the stream.
func (o *outbox) put(data []byte) {
	o.mu.Lock()
	full := len(o.pending)+len(data) > maxOutbox
	if !o.closed && !full {
		o.pending = append(o.pending, data...)
	}
	o.mu.Unlock()
	if full {
		_ = o.stream.Reset()
	}
	o.signal()
}

// send queues one control message.
func (o *outbox) send(body *wire.TransferFrame) {
	data, err := wire.Append(nil, body)
	if err != nil {
		// Only text that is not UTF-8 could do this, and none is sent.
		_ = o.stream.Reset()
		return
	}
	o.put(data)
}

func (o *outbox) signal() {
	select {
	case o.wake <- struct{}{}:
	default:
	}
}

// close lets run end after what is pending was written.
func (o *outbox) close() {
	o.mu.Lock()
	o.closed = true
	o.taken.Broadcast()
	o.mu.Unlock()
	o.signal()
}

// run writes until close or an error; it closes or resets the stream.
func (o *outbox) run() {
	defer o.end()
	var spare []byte
	for range o.wake {
		o.mu.Lock()
		data, closed := o.pending, o.closed
		o.pending = spare[:0]
		o.taken.Broadcast()
		o.mu.Unlock()
		if len(data) > 0 {
			_ = o.stream.SetWriteDeadline(time.Now().Add(controlTimeout))
			if _, err := o.stream.Write(data); err != nil {
				_ = o.stream.Reset()
				return
			}
		}
		spare = data
		if closed {
			_ = o.stream.CloseWrite()
			return
		}
	}
}

// end frees those who wait.
func (o *outbox) end() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.ended = true
	o.taken.Broadcast()
}

// decodeFrame reads one control message and checks everything about it that
// can be checked without knowing the file.
func decodeFrame(r *wire.Reader) (*wire.TransferFrame, error) {
	frame := new(wire.TransferFrame)
	if err := r.Read(frame); err != nil {
		if errors.Is(err, proto.Error) || errors.Is(err, wire.ErrTooLong) {
			err = fmt.Errorf("%w: %w", errGarbage, err)
		}
		return nil, err
	}
	if err := checkFrame(frame); err != nil {
		return nil, fmt.Errorf("%w: %w", errGarbage, err)
	}
	return frame, nil
}
