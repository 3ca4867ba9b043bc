package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/libp2p/go-libp2p"

	"hinny/network/transfer/transfertest"
	"hinny/share/merkle"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "evilpeer:", err)
		os.Exit(1)
	}
}

// run provides the file args[0] with wrong bytes until it is told to stop.
func run(args []string) error {
	if len(args) != 1 {
		return fmt.Errorf("give the file to lie about")
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	content, err := os.ReadFile(args[0])
	if err != nil {
		return err
	}
	m, err := merkle.Build(ctx, bytes.NewReader(content), int64(len(content)), nil)
	if err != nil {
		return err
	}
	h, err := libp2p.New(libp2p.ListenAddrStrings("/ip4/127.0.0.1/tcp/0"), libp2p.DisableMetrics(), libp2p.DisableRelay())
	if err != nil {
		return err
	}
	defer h.Close()
	transfertest.SendsWrongBytes(h, transfertest.File{Manifest: m, Content: content})
	fmt.Printf("%s/p2p/%s\n", h.Addrs()[0], h.ID())
	<-ctx.Done()
	return nil
}
