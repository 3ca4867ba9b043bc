package main

import (
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"

	"hinny/app/node"
)

// options are what the command line says. Paths are absolute.
type options struct {
	home, downloads      string
	share, listen, peers []string
	things               []string // links, files of links and folders, to be offered in the window
	noMDNS               bool
	level                slog.Level
}

// parse reads the command line. The flags are those of hinnyd run.
func parse(args []string, stderr io.Writer) (options, error) {
	var o options
	flags := flag.NewFlagSet("hinny", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.StringVar(&o.home, "home", "", "keep identity, catalog and settings in `DIR`")
	flags.StringVar(&o.downloads, "downloads", "", "the `DIR` for finished downloads, which is shared")
	add := func(to *[]string) func(string) error {
		return func(value string) error {
			*to = append(*to, value)
			return nil
		}
	}
	flags.Func("share", "share this `DIR` from now on; may be given several times", add(&o.share))
	flags.Func("listen", "listen on this `MULTIADDR`; may be given several times", add(&o.listen))
	flags.Func("peer", "meet the peer with this full `MULTIADDR`; may be given several times", add(&o.peers))
	flags.BoolVar(&o.noMDNS, "no-mdns", false, "do not look for peers on the local network")
	flags.TextVar(&o.level, "log-level", slog.LevelInfo, "log from this `LEVEL` on: debug, info, warn or error")
	if err := flags.Parse(args); err != nil {
		return o, err
	}
	for _, arg := range flags.Args() {
		o.things = append(o.things, thing(arg))
	}
	return o, o.complete()
}

// thing makes the path of a file or folder absolute, for it may be handed over
// to a window that was started elsewhere. Everything else stays as it is: the
// window says what it cannot use, because who clicked on it sees no terminal.
func thing(arg string) string {
	if _, err := os.Stat(arg); err == nil {
		if path, err := filepath.Abs(arg); err == nil {
			return path
		}
	}
	return arg
}

// complete finds the home folder and makes all paths absolute.
func (o *options) complete() (err error) {
	if o.home == "" {
		if o.home, err = node.DefaultHome(); err != nil {
			return err
		}
	}
	paths := []*string{&o.home}
	if o.downloads != "" {
		paths = append(paths, &o.downloads)
	}
	for i := range o.share {
		paths = append(paths, &o.share[i])
	}
	for _, path := range paths {
		if *path, err = filepath.Abs(*path); err != nil {
			return fmt.Errorf("find the folder %s: %w", *path, err)
		}
	}
	return nil
}
