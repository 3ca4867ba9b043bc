package main

import (
	"context"
	"flag"
	"log/slog"

	"hinny/app/node"
)

const runHelp = `The node shares, searches and downloads until it gets SIGINT or SIGTERM, then
stops within five seconds with nothing lost. Once ready it prints its peer ID
and its full addresses; others can give one of them to --peer or to connect.
It logs to standard error. What is not given here comes from settings.toml in
the home folder.`

// runFlags are the flags of run.
type runFlags struct {
	shares, listen, peers several
	downloads             string
	noMDNS                bool
	level                 slog.Level
}

func setupRun(flags *flag.FlagSet) action {
	f := &runFlags{}
	flags.Var(&f.shares, "share", "share this `DIR` from now on; may be given several times")
	flags.StringVar(&f.downloads, "downloads", "", "the `DIR` for finished downloads, which is shared")
	flags.Var(&f.listen, "listen", "listen on this `MULTIADDR`, as in /ip4/0.0.0.0/tcp/4001; may be given several times")
	flags.Var(&f.peers, "peer", "meet the peer with this full `MULTIADDR`; may be given several times")
	flags.BoolVar(&f.noMDNS, "no-mdns", false, "do not look for peers on the local network")
	flags.TextVar(&f.level, "log-level", slog.LevelInfo, "log from this `LEVEL` on: debug, info, warn or error")
	return func(ctx context.Context, s *session, args []string) error {
		if err := none(args, "run"); err != nil {
			return err
		}
		return s.runNode(ctx, *f)
	}
}

// runNode is the node's life in this process.
func (s *session) runNode(ctx context.Context, f runFlags) error {
	config := node.Config{
		Home: s.home, Listen: f.listen, Peers: f.peers, NoMDNS: f.noMDNS, Version: version,
		Log: slog.New(slog.NewTextHandler(s.err, &slog.HandlerOptions{Level: f.level})),
	}
	for _, dir := range f.shares {
		path, err := absolute(dir)
		if err != nil {
			return err
		}
		config.Share = append(config.Share, path)
	}
	if f.downloads != "" {
		path, err := absolute(f.downloads)
		if err != nil {
			return err
		}
		config.Downloads = path
	}
	n, err := node.New(config)
	if err != nil {
		return err
	}
	done := make(chan error, 1)
	go func() { done <- n.Run(ctx) }()
	select {
	case err := <-done:
		return err
	case <-n.Ready():
		s.announce(ctx, n)
	}
	return <-done
}

// announce prints who the node is.
func (s *session) announce(ctx context.Context, n *node.Node) {
	now, err := n.Status(ctx)
	if err != nil {
		return // it stops already, and Run says why
	}
	if s.json {
		s.object(struct {
			Peer  string   `json:"peer"`
			Addrs []string `json:"addrs"`
			Home  string   `json:"home"`
		}{now.Peer, now.Addrs, now.Home})
		return
	}
	s.say("Peer %s", now.Peer)
	for _, addr := range now.Addrs {
		s.say("Address %s", addr)
	}
	s.say("Home %s, downloads to %s. Stop with Ctrl-C.", now.Home, now.Downloads)
}
