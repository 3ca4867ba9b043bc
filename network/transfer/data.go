package transfer

import (
	"encoding/binary"
	"fmt"

	"hinny/share"
)

// recordSize is the length of both fixed forms of the data streams.
const recordSize = 16

// maxBlock is the most content behind one block header: large enough that a
// chunk of most files is one write and one read, small enough that a request
// for a chunk of 16 MiB can be cancelled in its midst.
const maxBlock = 256 << 10

// kind says what a request is for.
type kind uint32

const (
	kindChunk    kind = 0
	kindOutboard kind = 1
	// kindSections is for some sections of a chunk: the list that verifies all
	// sections of it, and then their bytes. It is only asked of who says that it
	// answers it, because others reset the stream.
	kindSections kind = 2
)

// ask is one request on a data stream.
type ask struct {
	id      uint32
	session uint32
	kind    kind
	index   uint32 // of the chunk
	from    uint8  // of kindSections: the first
	upto    uint8  // and the first that is not asked for

	// What follows is not on the wire.
	weighed  bool // whether it was promised to somebody else has been asked
	promised bool // to somebody else
}

func (a ask) append(buf []byte) []byte {
	buf = binary.BigEndian.AppendUint32(buf, a.id)
	buf = binary.BigEndian.AppendUint32(buf, a.session)
	buf = append(buf, 0, a.upto, a.from, byte(a.kind))
	return binary.BigEndian.AppendUint32(buf, a.index)
}

func parseAsk(b [recordSize]byte) (ask, error) {
	a := ask{
		id: binary.BigEndian.Uint32(b[0:]), session: binary.BigEndian.Uint32(b[4:]),
		upto: b[9], from: b[10], kind: kind(b[11]), index: binary.BigEndian.Uint32(b[12:]),
	}
	switch {
	case b[8] != 0 || a.kind > kindSections:
		return ask{}, fmt.Errorf("%w: a request of kind %d", errGarbage, binary.BigEndian.Uint32(b[8:]))
	case a.kind == kindSections && (a.from >= a.upto || a.upto > share.MaxSections), a.kind != kindSections && (a.from != 0 || a.upto != 0):
		return ask{}, fmt.Errorf("%w: a request of kind %d for sections %d to %d", errGarbage, a.kind, a.from, a.upto)
	}
	return a, nil
}

// status is the answer to a request.
type status uint32

const (
	statusOK        status = 0
	statusNotHave   status = 1
	statusBusy      status = 2
	statusChanged   status = 3
	statusIO        status = 4
	statusClosed    status = 5 // no such session
	statusCancelled status = 6
	statusPromised  status = 7 // it is being sent to somebody who passes it on; only to who understands it
)

func (s status) String() string {
	names := []string{"ok", "not have", "busy", "file changed", "disk error", "session closed", "cancelled", "promised"}
	if int(s) < len(names) {
		return names[s]
	}
	return fmt.Sprintf("status %d", uint32(s))
}

// block is the header of an answer or of a part of it.
type block struct {
	id     uint32
	status status
	offset uint32 // of this block in what was asked for
	length uint32 // bytes that follow; 0 unless the status is OK
}

func (b block) put(buf []byte) {
	binary.BigEndian.PutUint32(buf[0:], b.id)
	binary.BigEndian.PutUint32(buf[4:], uint32(b.status))
	binary.BigEndian.PutUint32(buf[8:], b.offset)
	binary.BigEndian.PutUint32(buf[12:], b.length)
}

func parseBlock(buf [recordSize]byte) (block, error) {
	b := block{
		id: binary.BigEndian.Uint32(buf[0:]), status: status(binary.BigEndian.Uint32(buf[4:])),
		offset: binary.BigEndian.Uint32(buf[8:]), length: binary.BigEndian.Uint32(buf[12:]),
	}
	switch {
	case b.status > statusPromised:
		return block{}, fmt.Errorf("%w: a block with %v", errGarbage, b.status)
	case b.status == statusOK && (b.length == 0 || b.length > maxBlock):
		return block{}, fmt.Errorf("%w: a block of %d bytes", errGarbage, b.length)
	case b.status != statusOK && b.length != 0:
		return block{}, fmt.Errorf("%w: a refusal with %d bytes behind it", errGarbage, b.length)
	}
	return b, nil
}
