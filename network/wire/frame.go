package wire

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"google.golang.org/protobuf/proto"
)

// ErrTooLong marks a message whose length is over what the reader accepts.
var ErrTooLong = errors.New("message over the limit")

// Reader reads framed messages from one stream. It is not safe for concurrent
// use.
type Reader struct {
	r   *bufio.Reader
	buf []byte
	max int
}

// NewReader returns a Reader that refuses messages of more than limit bytes.
func NewReader(r io.Reader, limit int) *Reader {
	return &Reader{r: bufio.NewReader(r), max: limit}
}

// Read reads the next message into m. It returns io.EOF where the stream ends
// between two messages, io.ErrUnexpectedEOF where it ends inside one, and
// ErrTooLong, before reading or allocating anything, for a longer message.
func (r *Reader) Read(m proto.Message) error {
	length, err := binary.ReadUvarint(r.r)
	if err != nil {
		return err
	}
	if length > uint64(r.max) {
		return fmt.Errorf("%w: %d bytes, at most %d", ErrTooLong, length, r.max)
	}
	if cap(r.buf) < int(length) {
		r.buf = make([]byte, length)
	}
	buf := r.buf[:length]
	if _, err := io.ReadFull(r.r, buf); err != nil {
		if errors.Is(err, io.EOF) {
			err = io.ErrUnexpectedEOF
		}
		return err
	}
	if err := proto.Unmarshal(buf, m); err != nil {
		return fmt.Errorf("decode %s: %w", m.ProtoReflect().Descriptor().Name(), err)
	}
	return nil
}

// Buffered returns the reader under r, with the bytes already taken from the
// stream, for protocols that send raw data behind a message.
func (r *Reader) Buffered() *bufio.Reader { return r.r }

// Append appends the framed form of m to buf.
func Append(buf []byte, m proto.Message) ([]byte, error) {
	buf = binary.AppendUvarint(buf, uint64(proto.Size(m)))
	return proto.MarshalOptions{UseCachedSize: true}.MarshalAppend(buf, m)
}

// Write sends m as one frame in one call of w.Write.
func Write(w io.Writer, m proto.Message) error {
	buf, err := Append(nil, m)
	if err != nil {
		return fmt.Errorf("encode %s: %w", m.ProtoReflect().Descriptor().Name(), err)
	}
	_, err = w.Write(buf)
	return err
}
