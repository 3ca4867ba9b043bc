package batch

import (
	"net"
	"sync"
)

const (
	// maxRecord is the most content of one TLS record (RFC 8446, 5.1).
	maxRecord = 16 << 10
	// holdSize takes the records of a chunk of 256 KiB with its headers:
	// 17 of them, each with 5 bytes of header and 17 of tag and type.
	holdSize = 264 << 10
	// aheadSize is how much is read at once from a peer that sends as fast
	// as we read. It stays in the second-level cache of any processor.
	aheadSize = 128 << 10
	// fullRead is the least read that says, by being full, that there is more.
	fullRead = 4 << 10
)

// buffers lends buffers to the connections that are busy.
type buffers struct {
	held  sync.Pool // of *[]byte, empty, with room for holdSize
	ahead sync.Pool // of *[]byte, aheadSize long
}

func newBuffers() *buffers {
	return &buffers{
		held:  sync.Pool{New: func() any { b := make([]byte, 0, holdSize); return &b }},
		ahead: sync.Pool{New: func() any { b := make([]byte, aheadSize); return &b }},
	}
}

// wire is the TCP connection as TLS sees it.
type wire struct {
	net.Conn
	buffers *buffers

	mu   sync.Mutex
	held *[]byte // guarded by mu; records of a large write; nil outside of one
	err  error   // guarded by mu; a record was lost, so that none may follow

	// What follows belongs to the one goroutine that reads; TLS sees to that.
	ahead  *[]byte // nil while nothing was read ahead
	unread []byte  // the rest of ahead
	fast   bool    // the last read found more than it could take
}

// hold keeps records until release.
func (w *wire) hold() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.held = w.buffers.held.Get().(*[]byte)
}

// release writes what was held. Its error is also that of every later Write.
func (w *wire) release() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.flush()
	w.buffers.held.Put(w.held)
	w.held = nil
	return w.err
}

// flush empties held. Callers hold w.mu.
func (w *wire) flush() {
	if len(*w.held) > 0 && w.err == nil {
		_, w.err = w.Conn.Write(*w.held)
	}
	*w.held = (*w.held)[:0]
}

// Write takes one record, or what TLS says at its beginning and end.
func (w *wire) Write(record []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.err != nil {
		return 0, w.err
	}
	if w.held == nil {
		n, err := w.Conn.Write(record)
		w.err = err
		return n, err
	}
	if len(*w.held)+len(record) > cap(*w.held) {
		w.flush()
	}
	*w.held = append(*w.held, record...)
	return len(record), w.err
}

// Read reads ahead while the peer is fast. A peer that is not has what it sent
// read into p at once, without a buffer.
func (w *wire) Read(p []byte) (int, error) {
	if len(w.unread) > 0 {
		return w.take(p), nil
	}
	if !w.fast || len(p) >= aheadSize {
		n, err := w.Conn.Read(p)
		w.fast = n == len(p) && n >= fullRead
		return n, err
	}
	w.ahead = w.buffers.ahead.Get().(*[]byte)
	n, err := w.Conn.Read(*w.ahead)
	w.unread, w.fast = (*w.ahead)[:n], n > maxRecord
	if n == 0 {
		w.giveBack()
		return 0, err
	}
	return w.take(p), nil // a failed connection fails again at the next read
}

// take moves what was read ahead to p.
func (w *wire) take(p []byte) int {
	n := copy(p, w.unread)
	if w.unread = w.unread[n:]; len(w.unread) == 0 {
		w.giveBack()
	}
	return n
}

func (w *wire) giveBack() {
	w.buffers.ahead.Put(w.ahead)
	w.ahead, w.unread = nil, nil
}
