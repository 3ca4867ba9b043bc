package search

import (
	"sync"
	"time"

	"google.golang.org/protobuf/proto"

	"hinny/network/wire"
)

// What may wait for a slow neighbour. Queries are many and soon worthless;
// hits are what somebody waits for; control frames are few, and a neighbour
// that does not even read those is let go.
const (
	maxQueries = 256
	maxHits    = 512
	maxControl = 64
	maxDigest  = 64 // the largest set and the largest filter take 17 and 6
)

// outbox is what is to be written to one neighbour. Putting never blocks.
type outbox struct {
	signal chan struct{} // holds one token while there may be something

	mu     sync.Mutex
	closed bool     // guarded by mu
	first  [][]byte // guarded by mu; control frames
	second [][]byte // guarded by mu; hits
	third  [][]byte // guarded by mu; queries
	fourth [][]byte // guarded by mu; digests
}

func newOutbox() *outbox { return &outbox{signal: make(chan struct{}, 1)} }

func (o *outbox) control(m proto.Message) { o.must(&o.first, maxControl, m) }

// digest sends a change to a digest, none of which may be left out.
func (o *outbox) digest(m proto.Message) { o.must(&o.fourth, maxDigest, m) }

// must appends to a list; a neighbour that lets it run full is let go.
func (o *outbox) must(list *[][]byte, limit int, m proto.Message) {
	frame := encode(m)
	o.mu.Lock()
	if len(*list) >= limit {
		o.closed, o.first, o.second, o.third, o.fourth = true, nil, nil, nil, nil
	} else if !o.closed {
		*list = append(*list, frame)
	}
	o.mu.Unlock()
	o.wake()
}

func (o *outbox) hits(m proto.Message)  { o.put(&o.second, maxHits, m) }
func (o *outbox) query(m proto.Message) { o.put(&o.third, maxQueries, m) }

// put appends to a list and drops its oldest where it is full.
func (o *outbox) put(list *[][]byte, limit int, m proto.Message) {
	frame := encode(m)
	o.mu.Lock()
	if !o.closed {
		if len(*list) >= limit {
			*list = (*list)[1:]
		}
		*list = append(*list, frame)
	}
	o.mu.Unlock()
	o.wake()
}

// close lets next return what is left and then nothing.
func (o *outbox) close() {
	o.mu.Lock()
	o.closed = true
	o.mu.Unlock()
	o.wake()
}

func (o *outbox) wake() {
	select {
	case o.signal <- struct{}{}:
	default:
	}
}

// next waits for the next frame: a ping where there is nothing else for the
// given time. It reports false when the outbox is closed and empty.
func (o *outbox) next(idle time.Duration) ([]byte, bool) {
	timer := time.NewTimer(idle)
	defer timer.Stop()
	for {
		if frame, closed := o.take(); frame != nil || closed {
			return frame, frame != nil
		}
		select {
		case <-o.signal:
		case <-timer.C:
			return encode(&wire.SearchFrame{Body: &wire.SearchFrame_Ping{Ping: &wire.SearchPing{}}}), true
		}
	}
}

func (o *outbox) take() (frame []byte, closed bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	for _, list := range []*[][]byte{&o.first, &o.second, &o.third, &o.fourth} {
		if len(*list) > 0 {
			frame, *list = (*list)[0], (*list)[1:]
			return frame, false
		}
	}
	return nil, o.closed
}

// encode frames a message of our own making, which always has a form.
func encode(m proto.Message) []byte {
	frame, err := wire.Append(nil, m)
	if err != nil {
		panic(err) // a message with invalid UTF-8: openers and makers check it
	}
	return frame
}
