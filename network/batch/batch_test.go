package batch

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"io"
	mrand "math/rand/v2"
	"net"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/libp2p/go-libp2p/core/crypto"
	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/libp2p/go-libp2p/core/sec"
	tls "github.com/libp2p/go-libp2p/p2p/security/tls"
)

const message = 256 << 10

// counted counts the system calls of a connection and fails when told to.
type counted struct {
	net.Conn
	writes, reads atomic.Int64
	broken        atomic.Bool
}

var errUnplugged = errors.New("unplugged")

func (c *counted) Write(p []byte) (int, error) {
	c.writes.Add(1)
	if c.broken.Load() {
		return 0, errUnplugged
	}
	return c.Conn.Write(p)
}

func (c *counted) Read(p []byte) (int, error) {
	c.reads.Add(1)
	return c.Conn.Read(p)
}

// pair returns both ends of a secured connection and what is below them.
func pair(t testing.TB) (a, b sec.SecureConn, belowA, belowB *counted) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	dialled, err := net.Dial("tcp", listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	accepted, err := listener.Accept()
	if err != nil {
		t.Fatal(err)
	}
	belowA, belowB = &counted{Conn: dialled}, &counted{Conn: accepted}
	client, _ := transport(t)
	server, id := transport(t)
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	var problem error
	var inbound sync.WaitGroup
	inbound.Go(func() { b, problem = server.SecureInbound(ctx, belowB, "") })
	a, err = client.SecureOutbound(ctx, belowA, id)
	inbound.Wait()
	if err := errors.Join(err, problem); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = a.Close(); _ = b.Close() })
	return a, b, belowA, belowB
}

func transport(t testing.TB) (*Transport, peer.ID) {
	t.Helper()
	key, _, err := crypto.GenerateEd25519Key(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	id, err := peer.IDFromPrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	made, err := New(tls.ID, key, nil)
	if err != nil {
		t.Fatal(err)
	}
	return made, id
}

func TestALargeWriteIsOneSystemCall(t *testing.T) {
	a, b, below, _ := pair(t)
	// TLS begins with small records; they are of no interest here.
	exchange(t, a, b, make([]byte, message))
	sent := make([]byte, message+60)
	_, _ = rand.Read(sent)
	before := below.writes.Load()
	if got := exchange(t, a, b, sent); !bytes.Equal(got, sent) {
		t.Fatal("other bytes came than were sent")
	}
	if n := below.writes.Load() - before; n != 1 {
		t.Errorf("%d bytes took %d writes, want 1", len(sent), n)
	}
}

func TestWhatDoesNotFitGoesOutInParts(t *testing.T) {
	a, b, below, _ := pair(t)
	sent := make([]byte, 5*message)
	_, _ = rand.Read(sent)
	before := below.writes.Load()
	if got := exchange(t, a, b, sent); !bytes.Equal(got, sent) {
		t.Fatal("other bytes came than were sent")
	}
	if n := below.writes.Load() - before; n > 7 {
		t.Errorf("%d bytes took %d writes", len(sent), n)
	}
}

// exchange sends bytes from a to b and returns what came.
func exchange(t testing.TB, a, b net.Conn, sent []byte) []byte {
	t.Helper()
	var writing sync.WaitGroup
	defer writing.Wait()
	writing.Go(func() {
		if n, err := a.Write(sent); n != len(sent) || err != nil {
			t.Errorf("Write = %d, %v, want %d bytes", n, err, len(sent))
		}
	})
	got := make([]byte, len(sent))
	if _, err := io.ReadFull(b, got); err != nil {
		t.Error(err)
	}
	return got
}

func TestWritersOfAllSizesMixInBothDirections(t *testing.T) {
	a, b, _, _ := pair(t)
	const rounds = 40
	var all sync.WaitGroup
	for _, ends := range [][2]net.Conn{{a, b}, {b, a}} {
		for range 3 {
			all.Go(func() {
				for range rounds {
					frame := make([]byte, 4+mrand.IntN(2*message))
					frame[0], frame[1], frame[2] = byte(len(frame)>>16), byte(len(frame)>>8), byte(len(frame))
					for i := 3; i < len(frame); i++ {
						frame[i] = byte(len(frame))
					}
					if _, err := ends[0].Write(frame); err != nil {
						t.Errorf("write: %v", err)
						return
					}
				}
			})
		}
		all.Go(func() {
			for range 3 * rounds {
				if !readFrame(t, ends[1]) {
					return
				}
			}
		})
	}
	all.Wait()
}

// readFrame reads one frame of TestWritersOfAllSizesMixInBothDirections.
func readFrame(t *testing.T, from net.Conn) bool {
	var head [3]byte
	if _, err := io.ReadFull(from, head[:]); err != nil {
		t.Errorf("read: %v", err)
		return false
	}
	length := int(head[0])<<16 | int(head[1])<<8 | int(head[2])
	body := make([]byte, length-3)
	if _, err := io.ReadFull(from, body); err != nil {
		t.Errorf("read: %v", err)
		return false
	}
	for _, octet := range body {
		if octet != byte(length) {
			t.Errorf("a frame of %d bytes is mixed with another", length)
			return false
		}
	}
	return true
}

func TestALostRecordIsTheLast(t *testing.T) {
	a, b, below, _ := pair(t)
	exchange(t, a, b, []byte("hello"))
	below.broken.Store(true)
	if n, err := a.Write(make([]byte, message)); n != 0 || !errors.Is(err, errUnplugged) {
		t.Fatalf("Write = %d, %v, want 0, %v", n, err, errUnplugged)
	}
	below.broken.Store(false) // a record that came now would not decrypt
	before := below.writes.Load()
	if _, err := a.Write([]byte("again")); err == nil {
		t.Error("a write succeeded after a record was lost")
	}
	if n := below.writes.Load() - before; n != 0 {
		t.Errorf("%d records followed the lost one", n)
	}
}

func TestAQuietConnectionOwnsNoBuffer(t *testing.T) {
	a, b, _, _ := pair(t)
	exchange(t, a, b, make([]byte, 20*message))
	exchange(t, a, b, []byte("small"))
	above, below := a.(*conn).below, b.(*conn).below
	if above.held != nil || below.ahead != nil {
		t.Error("a buffer is kept though nothing moves")
	}
}

func BenchmarkStream(bench *testing.B) {
	a, b, _, below := pair(bench)
	frame := make([]byte, message+60)
	bench.SetBytes(int64(len(frame)))
	var reading sync.WaitGroup
	reading.Go(func() {
		if _, err := io.CopyN(io.Discard, struct{ io.Reader }{b}, int64(bench.N*len(frame))); err != nil {
			bench.Error(err)
		}
	})
	for range bench.N {
		if _, err := a.Write(frame); err != nil {
			bench.Fatal(err)
		}
	}
	reading.Wait()
	bench.ReportMetric(float64(below.reads.Load())/float64(bench.N), "reads/op")
}
