package batch

import (
	"context"
	"net"
	"sync"

	"github.com/libp2p/go-libp2p/core/crypto"
	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/libp2p/go-libp2p/core/protocol"
	"github.com/libp2p/go-libp2p/core/sec"
	"github.com/libp2p/go-libp2p/p2p/net/upgrader"
	tls "github.com/libp2p/go-libp2p/p2p/security/tls"
)

// Transport is libp2p's TLS with fewer system calls.
type Transport struct {
	*tls.Transport
	buffers *buffers
}

var _ sec.SecureTransport = (*Transport)(nil)

// New is a constructor for libp2p.Security, to be named tls.ID.
func New(id protocol.ID, key crypto.PrivKey, muxers []upgrader.StreamMuxer) (*Transport, error) {
	inner, err := tls.New(id, key, muxers)
	if err != nil {
		return nil, err
	}
	return &Transport{Transport: inner, buffers: newBuffers()}, nil
}

// SecureInbound implements sec.SecureTransport.
func (t *Transport) SecureInbound(ctx context.Context, insecure net.Conn, p peer.ID) (sec.SecureConn, error) {
	below := &wire{Conn: insecure, buffers: t.buffers}
	return above(below)(t.Transport.SecureInbound(ctx, below, p))
}

// SecureOutbound implements sec.SecureTransport.
func (t *Transport) SecureOutbound(ctx context.Context, insecure net.Conn, p peer.ID) (sec.SecureConn, error) {
	below := &wire{Conn: insecure, buffers: t.buffers}
	return above(below)(t.Transport.SecureOutbound(ctx, below, p))
}

// above wraps what TLS makes of the wire below it.
func above(below *wire) func(sec.SecureConn, error) (sec.SecureConn, error) {
	return func(secure sec.SecureConn, err error) (sec.SecureConn, error) {
		if err != nil {
			return nil, err
		}
		return &conn{SecureConn: secure, below: below}, nil
	}
}

// conn tells the wire below TLS where a large write begins and ends.
type conn struct {
	sec.SecureConn
	below *wire
	large sync.Mutex // held during a large write: they go out one after the other
}

// Write returns when the kernel has all of p.
func (c *conn) Write(p []byte) (int, error) {
	if len(p) <= maxRecord {
		return c.SecureConn.Write(p)
	}
	c.large.Lock()
	defer c.large.Unlock()
	c.below.hold()
	n, err := c.SecureConn.Write(p)
	if failed := c.below.release(); failed != nil && err == nil {
		return 0, failed // how much of p the other side can decrypt is not known
	}
	return n, err
}
