package wire

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"testing"
	"testing/iotest"

	"google.golang.org/protobuf/proto"
)

// frame is one message of a name of the given length, framed.
func frame(t testing.TB, length int) []byte {
	t.Helper()
	data, err := Append(nil, &BrowseRequest{After: string(bytes.Repeat([]byte("x"), length))})
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestFramesArriveAsSent(t *testing.T) {
	var stream bytes.Buffer
	sent := []*BrowseRequest{{}, {After: "a", Limit: 7}, {}, {After: string(make([]byte, 100_000))}, {Limit: 1}}
	for _, m := range sent {
		if err := Write(&stream, m); err != nil {
			t.Fatal(err)
		}
	}
	reader := NewReader(iotest.OneByteReader(&stream), 1<<20)
	for i, want := range sent {
		got := &BrowseRequest{After: "left over from before"}
		if err := reader.Read(got); err != nil {
			t.Fatalf("message %d: %v", i, err)
		}
		if !proto.Equal(got, want) {
			t.Errorf("message %d differs", i)
		}
	}
	if err := reader.Read(&BrowseRequest{}); err != io.EOF {
		t.Errorf("after the last: %v", err)
	}
}

func TestLimitIsExact(t *testing.T) {
	data := frame(t, 1000)
	_, prefix := binary.Uvarint(data)
	body := len(data) - prefix
	if err := NewReader(bytes.NewReader(data), body).Read(&BrowseRequest{}); err != nil {
		t.Errorf("a message at the limit: %v", err)
	}
	if err := NewReader(bytes.NewReader(data), body-1).Read(&BrowseRequest{}); !errors.Is(err, ErrTooLong) {
		t.Errorf("a message over the limit: %v", err)
	}
}

func TestHostileLengthCostsNothing(t *testing.T) {
	for _, length := range []uint64{1 << 21, 1 << 32, 1 << 63, 1<<64 - 1} {
		data := binary.AppendUvarint(nil, length)
		reader := NewReader(bytes.NewReader(data), 1<<20)
		if err := reader.Read(&BrowseRequest{}); !errors.Is(err, ErrTooLong) {
			t.Errorf("a length of %d: %v", length, err)
		}
		if reader.buf != nil {
			t.Errorf("a length of %d had %d bytes allocated", length, cap(reader.buf))
		}
	}
	endless := bytes.Repeat([]byte{0xff}, 20)
	if err := NewReader(bytes.NewReader(endless), 1<<20).Read(&BrowseRequest{}); err == nil {
		t.Error("a length of 20 bytes is accepted")
	}
}

func TestEveryTruncationIsNoticed(t *testing.T) {
	data := frame(t, 300) // a length of two bytes
	for cut := range data {
		err := NewReader(bytes.NewReader(data[:cut]), 1<<20).Read(&BrowseRequest{})
		want := io.ErrUnexpectedEOF
		if cut == 0 {
			want = io.EOF
		}
		if err != want {
			t.Errorf("cut after %d bytes: %v, want %v", cut, err, want)
		}
	}
}

func TestErrorsOfTheStreamComeThrough(t *testing.T) {
	broken := errors.New("the stream broke")
	data := frame(t, 300)
	reader := NewReader(io.MultiReader(bytes.NewReader(data[:50]), iotest.ErrReader(broken)), 1<<20)
	if err := reader.Read(&BrowseRequest{}); !errors.Is(err, broken) {
		t.Errorf("reading: %v", err)
	}
	if err := Write(failing{broken}, &BrowseRequest{}); !errors.Is(err, broken) {
		t.Errorf("writing: %v", err)
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

func TestRawDataBehindAMessageIsNotLost(t *testing.T) {
	data := append(frame(t, 10), "raw bytes"...)
	reader := NewReader(bytes.NewReader(data), 1<<20)
	if err := reader.Read(&BrowseRequest{}); err != nil {
		t.Fatal(err)
	}
	if rest, err := io.ReadAll(reader.Buffered()); err != nil || string(rest) != "raw bytes" {
		t.Errorf("behind the message: %q, %v", rest, err)
	}
}

func TestUnknownFieldsAreIgnored(t *testing.T) {
	future := append([]byte{}, 0x98, 0x06, 0x01) // field 99, a varint
	body, err := proto.Marshal(&BrowseRequest{After: "a"})
	if err != nil {
		t.Fatal(err)
	}
	body = append(body, future...)
	data := append(binary.AppendUvarint(nil, uint64(len(body))), body...)
	got := &BrowseRequest{}
	if err := NewReader(bytes.NewReader(data), 100).Read(got); err != nil || got.GetAfter() != "a" {
		t.Errorf("a message of a later version: %v, %v", got, err)
	}
}

func FuzzReader(f *testing.F) {
	f.Add(frame(f, 0))
	f.Add(append(frame(f, 3), frame(f, 200)...))
	f.Add([]byte{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01})
	f.Add([]byte{0x80})
	f.Fuzz(func(t *testing.T, data []byte) {
		const limit = 512
		reader := NewReader(bytes.NewReader(data), limit)
		for messages := 0; ; messages++ {
			m := &BrowsePage{}
			if reader.Read(m) != nil {
				break
			}
			if messages > len(data) {
				t.Fatal("more messages than bytes")
			}
			again, err := Append(nil, m)
			if err != nil {
				t.Fatalf("what was read cannot be written: %v", err)
			}
			back := &BrowsePage{}
			if err := NewReader(bytes.NewReader(again), 2*limit).Read(back); err != nil || !proto.Equal(m, back) {
				t.Fatalf("what was read is not what is written: %v", err)
			}
		}
		if cap(reader.buf) > limit {
			t.Fatalf("%d bytes were allocated, at most %d", cap(reader.buf), limit)
		}
	})
}
