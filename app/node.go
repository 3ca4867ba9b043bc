package main

import (
	"context"
	"io"
	"log/slog"

	"hinny/app/api"
	"hinny/app/node"
)

// connect returns the node that runs in the home folder, or else a new one,
// and what keeps it alive until its context ends.
func connect(ctx context.Context, o options, stderr io.Writer) (api.Backend, func(context.Context) error, error) {
	if client := api.NewClient(o.home); running(ctx, client) {
		return client, func(ctx context.Context) error {
			<-ctx.Done()
			return nil
		}, nil
	}
	n, err := node.New(node.Config{
		Home: o.home, Downloads: o.downloads, Share: o.share, Listen: o.listen, Peers: o.peers, NoMDNS: o.noMDNS,
		Version: version, Log: slog.New(slog.NewTextHandler(stderr, &slog.HandlerOptions{Level: o.level})),
	})
	if err != nil {
		return nil, nil, err
	}
	return n, n.Run, nil
}
