//go:build window

package windowtest

import (
	"io"
	"net"
	"strings"
	"testing"
	"time"
)

// slowed returns the address of a peer behind a line that carries only so many
// bytes a second to whoever dials it, so that a download can be watched.
func slowed(t *testing.T, addr string, bytesPerSecond int) string {
	t.Helper()
	parts := strings.Split(addr, "/") // "", ip4, HOST, tcp, PORT, p2p, ID
	if len(parts) != 7 || parts[3] != "tcp" {
		t.Fatalf("cannot stand before %s", addr)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	target := net.JoinHostPort(parts[2], parts[4])
	go func() {
		for {
			client, err := listener.Accept()
			if err != nil {
				return // closed
			}
			go relay(client, target, bytesPerSecond)
		}
	}()
	_, port, _ := net.SplitHostPort(listener.Addr().String())
	parts[2], parts[4] = "127.0.0.1", port
	return strings.Join(parts, "/")
}

// relay joins a client with the target until one of them hangs up.
func relay(client net.Conn, target string, bytesPerSecond int) {
	defer client.Close()
	server, err := net.Dial("tcp", target)
	if err != nil {
		return
	}
	defer server.Close()
	go func() {
		io.Copy(server, client)
		server.Close()
	}()
	const steps = 20 // a second
	ticker := time.NewTicker(time.Second / steps)
	defer ticker.Stop()
	for range ticker.C {
		if _, err := io.CopyN(client, server, int64(bytesPerSecond/steps)); err != nil {
			return
		}
	}
}
