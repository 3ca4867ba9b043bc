package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/libp2p/go-libp2p"
	"github.com/libp2p/go-libp2p/core/host"
	"github.com/libp2p/go-libp2p/core/network"
	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/libp2p/go-libp2p/p2p/muxer/yamux"
	tls "github.com/libp2p/go-libp2p/p2p/security/tls"
	"github.com/libp2p/go-libp2p/p2p/transport/tcp"
)

// protocolID names the one stream.
const protocolID = "/hinny/barestream/1.0.0"

// blockSize is how much is read and written at once: what Hinny moves as one
// chunk of a file up to 1 GiB.
const blockSize = 256 << 10

func main() {
	listen := flag.String("listen", "", "address to serve the file on")
	announce := flag.String("announce", "", "file to write the full address to")
	from := flag.String("from", "", "full address to fetch the file from")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	var err error
	switch {
	case flag.NArg() != 1:
		err = errors.New("give the file to serve or to write")
	case *listen != "":
		err = serve(ctx, *listen, *announce, flag.Arg(0))
	case *from != "":
		err = fetch(ctx, *from, flag.Arg(0))
	default:
		err = errors.New("give -listen or -from")
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "barestream:", err)
		os.Exit(1)
	}
}

func newHost(options ...libp2p.Option) (host.Host, error) {
	muxer := *yamux.DefaultTransport
	muxer.MaxMessageSize = blockSize
	muxer.InitialStreamWindowSize = 16 << 20
	return libp2p.New(append(options,
		libp2p.Transport(tcp.NewTCPTransport), libp2p.Security(tls.ID, tls.New), libp2p.Muxer(yamux.ID, &muxer),
		libp2p.ResourceManager(&network.NullResourceManager{}), libp2p.DisableMetrics(), libp2p.DisableRelay(),
	)...)
}

// serve sends the file to whoever opens the stream, until it is stopped.
func serve(ctx context.Context, listen, announce, path string) error {
	h, err := newHost(libp2p.ListenAddrStrings(listen))
	if err != nil {
		return err
	}
	defer h.Close()
	h.SetStreamHandler(protocolID, func(s network.Stream) {
		if err := send(s, path); err != nil {
			fmt.Fprintln(os.Stderr, "barestream: send:", err)
			_ = s.Reset()
		}
	})
	line := fmt.Sprintf("%s/p2p/%s\n", h.Addrs()[0], h.ID())
	if err := os.WriteFile(announce, []byte(line), 0o600); err != nil {
		return err
	}
	<-ctx.Done()
	return nil
}

func send(s network.Stream, path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	// The struct hides ReadFrom and WriteTo: both sides move whole blocks.
	if _, err := io.CopyBuffer(struct{ io.Writer }{s}, struct{ io.Reader }{f}, make([]byte, blockSize)); err != nil {
		return err
	}
	return s.CloseWrite()
}

// fetch writes what comes from the address to a file.
func fetch(ctx context.Context, from, path string) error {
	source, err := peer.AddrInfoFromString(from)
	if err != nil {
		return err
	}
	h, err := newHost(libp2p.NoListenAddrs)
	if err != nil {
		return err
	}
	defer h.Close()
	if err := h.Connect(ctx, *source); err != nil {
		return err
	}
	s, err := h.NewStream(ctx, source.ID, protocolID)
	if err != nil {
		return err
	}
	if err := s.CloseWrite(); err != nil { // also sends the lazy handshake
		return err
	}
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	if err := receive(f, s); err != nil {
		return errors.Join(err, f.Close())
	}
	return f.Close()
}

func receive(w io.Writer, r io.Reader) error {
	buf := make([]byte, blockSize)
	for {
		n, err := io.ReadFull(r, buf)
		if _, writeErr := w.Write(buf[:n]); writeErr != nil {
			return writeErr
		}
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}
